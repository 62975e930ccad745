import { LatentError } from '../../protocol/errors.ts'
import type { Range } from '../../protocol/text.ts'

/** A file, or whole lines of it. */
export interface CodePlace {
  readonly path: string
  readonly range?: Range
}

/** Reads `PATH`, `PATH:LINE` or `PATH:A-B` with lines from 1; the name may hold colons itself. Rejects with badArgument. */
export function parseCodePlace(text: string): CodePlace {
  const [, path, first, last = first] = /^(.+):(\d+)(?:-(\d+))?$/s.exec(text) ?? []
  if (path === undefined) return { path: text }
  if (Number(first) < 1 || Number(last) < Number(first)) {
    throw LatentError.of('badArgument', {
      en: `"${text}" names no lines, as src/main.ts:12-20 does; lines count from 1.`,
      zh: `“${text}”没有指明行，应如 src/main.ts:12-20；行从 1 开始计数。`,
    })
  }
  return {
    path,
    range: { start: { line: Number(first) - 1, character: 0 }, end: { line: Number(last), character: 0 } },
  }
}
