import { isRecord, parsedJson } from '../protocol/record.ts'

/** What makes a saved state valid, as digests. Only a state whose both parts are equal may be given to the engine. */
export interface StateKey {
  /** The form of the files and the version of the engine that wrote them: of another one, nothing is ever read again. */
  readonly engine: string
  /** The model, its adapters and the form of its cache. */
  readonly context: string
}

/** What stands beside a saved state of a sequence. */
export interface StateHead extends StateKey {
  /** Milliseconds since 1970. */
  readonly savedAt: number
  /** Length of the state's file. */
  readonly bytes: number
  /** SHA-256 of the state's file, in hexadecimal. */
  readonly digest: string
  /** What the state has evaluated, from the beginning of the prompt. */
  readonly tokens: readonly number[]
}

/** Of a text of ours; undefined for every other one. */
export function parseStateHead(text: string): StateHead | undefined {
  const told = parsedJson(text)
  if (!isRecord(told)) return undefined
  const { engine, context, savedAt, bytes, digest, tokens } = told
  if (typeof engine !== 'string' || typeof context !== 'string' || typeof digest !== 'string') return undefined
  if (!isCount(savedAt) || !isCount(bytes) || !Array.isArray(tokens) || !tokens.every(isCount)) return undefined
  return { engine, context, savedAt, bytes, digest, tokens }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
