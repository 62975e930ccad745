import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fingerprintOf } from '../../context/dismissedFormat.ts'
import type { Identified } from '../../features/review/identity.ts'
import { isLatentError, LatentError } from '../../protocol/errors.ts'
import { type Category, categories, type Finding } from '../../protocol/finding.ts'
import { isRecord } from '../../protocol/record.ts'

const schemaVersion = 1
const mostBytes = 20_000_000

/** The findings that a baseline names, without line numbers: those change with every edit. Rejects with baselineUnusable. */
export async function readBaseline(file: string, workingFolder: string): Promise<readonly Identified[]> {
  const path = resolve(workingFolder, file)
  try {
    const facts = await stat(path)
    if (facts.size > mostBytes) throw LatentError.of('baselineUnusable', file, `it is larger than ${mostBytes / 1e6} MB`)
    return parseBaseline(await readFile(path, 'utf8'), file)
  } catch (error) {
    throw isLatentError(error) ? error : LatentError.of('baselineUnusable', file, 'it does not exist or cannot be read')
  }
}

/** Rejects with baselineUnusable. An entry that is not understood is an error too: what it names would be reported as new. */
export function parseBaseline(text: string, file: string): readonly Identified[] {
  const content = parseJson(text, file)
  if (!isRecord(content) || content.schemaVersion !== schemaVersion || !Array.isArray(content.findings)) {
    throw LatentError.of('baselineUnusable', file, `it is not of the form { "schemaVersion": ${schemaVersion}, "findings": [] }`)
  }
  return content.findings.map((entry: unknown, index) => {
    const fingerprint = isRecord(entry) ? fingerprintOf(entry.fingerprint) : undefined
    if (!isRecord(entry) || fingerprint === undefined || !isCategory(entry.category)) {
      throw LatentError.of('baselineUnusable', file, `its entry ${index + 1} is no finding`)
    }
    return { id: `baseline-${index}`, fingerprint, category: entry.category }
  })
}

/** Sorted, one finding a line, so that branches merge without conflicts. The title is for whoever reads the file. */
export function formatBaseline(findings: readonly Finding[]): string {
  const lines = findings.map(({ fingerprint, category, title }) => `    ${JSON.stringify({ fingerprint, category, title })}`)
  const entries = [...new Set(lines)].sort()
  return `{\n  "schemaVersion": ${schemaVersion},\n  "findings": [${entries.length === 0 ? '' : `\n${entries.join(',\n')}\n  `}]\n}\n`
}

function isCategory(value: unknown): value is Category {
  return categories.some((each) => each === value)
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw LatentError.of('baselineUnusable', file, 'it is not valid JSON')
  }
}
