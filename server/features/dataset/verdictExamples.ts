import type { CodeUnit } from '../../context/functions.ts'
import type { SourceText } from '../../context/source.ts'
import type { Dismissal } from '../../protocol/dismissal.ts'
import { exactHash, textHash } from '../review/fingerprint.ts'
import type { VerdictExample } from './examples.ts'

/** Lines around a place that lies in no function. */
const linesAround = 6

/**
 * A dismissed finding with the code that it is about, as far as its line still stands in the file: dismissals keep hashes, and no code.
 * `source` is the file's text, `units` its functions.
 */
export function verdictExample(dismissal: Dismissal, source: SourceText | undefined, units: readonly CodeUnit[]): VerdictExample {
  const { fingerprint, title, reason } = dismissal
  const code = source === undefined ? undefined : codeAt(source, units, fingerprint.lineHash)
  return {
    kind: 'verdict',
    id: exactHash(JSON.stringify([fingerprint, code ?? ''])).slice(0, 16),
    path: fingerprint.path,
    language: source?.languageId ?? 'plaintext',
    rule: fingerprint.rule,
    title,
    verdict: 'dismissed',
    ...(reason === undefined ? {} : { reason }),
    ...(code === undefined ? {} : { code }),
  }
}

function codeAt(source: SourceText, units: readonly CodeUnit[], lineHash: string): string | undefined {
  const lines = Array.from({ length: source.lineCount }, (_, line) => line)
  const line = lines.find((each) => textHash(source.lineText(each)) === lineHash)
  if (line === undefined) return undefined
  const around = units.find(({ kind, startLine, endLine }) => kind === 'function' && startLine <= line && line < endLine)
  const [start, end] =
    around === undefined ? [Math.max(0, line - linesAround), line + linesAround + 1] : [around.startLine, around.endLine]
  return source.text.slice(source.lineStart(start), source.lineStart(end))
}
