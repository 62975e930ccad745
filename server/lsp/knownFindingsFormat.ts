import type { KnownFinding } from '../features/review/known.ts'
import { categories } from '../protocol/finding.ts'
import { isRecord, parsedJson } from '../protocol/record.ts'

const schemaVersion = 1

export function formatKnown(findings: readonly KnownFinding[]): string {
  return `${JSON.stringify({ schemaVersion, findings })}\n`
}

/** None for a text that is not of this schema; what is no finding is passed over. */
export function parseKnown(text: string): readonly KnownFinding[] {
  const read = parsedJson(text)
  if (!isRecord(read) || read.schemaVersion !== schemaVersion || !Array.isArray(read.findings)) return []
  return read.findings.flatMap((each: unknown) => knownOf(each) ?? [])
}

function knownOf(value: unknown): KnownFinding | undefined {
  if (!isRecord(value)) return undefined
  const { id, rule, symbolHash, rangeHash, lineHash, occurrence, startLine, endLine } = value
  const category = categories.find((each) => each === value.category)
  if (category === undefined || !isWord(id) || !isWord(rule) || !isWord(rangeHash) || !isWord(lineHash)) return undefined
  if (!isCount(occurrence) || !isCount(startLine) || !isCount(endLine) || endLine < startLine) return undefined
  const symbol = isWord(symbolHash) ? { symbolHash } : {}
  return { id, rule, category, ...symbol, rangeHash, lineHash, occurrence, startLine, endLine }
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 200
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
