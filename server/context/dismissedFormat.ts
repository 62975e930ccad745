import { type Dismissal, dismissalReasons, dismissalScopes, type FindingShape, longestNote } from '../protocol/dismissal.ts'
import { categories, type Fingerprint } from '../protocol/finding.ts'
import { isRecord } from '../protocol/record.ts'

/** The first version knew single findings only, without a reason. */
const schemaVersion = 2
const readVersions: readonly unknown[] = [1, schemaVersion]
const mostEntries = 20_000
const longestText = 1_000

export interface ParsedDismissals {
  readonly dismissals: readonly Dismissal[]
  /** Entries of another form, which are not in `dismissals`. */
  readonly passedOver: number
}

/** Rejects, with a reason in words, what is not a file of a known schema; entries of another form are passed over. */
export function parseDismissals(text: string): ParsedDismissals {
  const content = parseJson(text)
  if (isRecord(content) && typeof content.schemaVersion === 'number' && content.schemaVersion > schemaVersion) {
    throw new Error(`a newer version of Latent wrote it (schemaVersion ${content.schemaVersion})`)
  }
  if (!isRecord(content) || !readVersions.includes(content.schemaVersion) || !Array.isArray(content.dismissed)) {
    throw new Error(`it is not of the form { "schemaVersion": ${schemaVersion}, "dismissed": [] }`)
  }
  const entries: readonly unknown[] = content.dismissed
  const dismissals = entries.slice(0, mostEntries).flatMap((entry) => dismissalOf(entry) ?? [])
  return { dismissals, passedOver: entries.length - dismissals.length }
}

/** Sorted, one entry a line, so that two branches of a team merge without conflicts. */
export function formatDismissals(dismissals: readonly Dismissal[]): string {
  const lines = dismissals.map((each) => `    ${JSON.stringify(inOrder(each))}`).sort()
  return `{\n  "schemaVersion": ${schemaVersion},\n  "dismissed": [\n${lines.join(',\n')}\n  ]\n}\n`
}

/** A fingerprint out of foreign JSON; undefined where it is none. */
export function fingerprintOf(value: unknown): Fingerprint | undefined {
  if (!isRecord(value)) return undefined
  const { rule, path, symbol, rangeHash, lineHash, occurrence } = value
  if (!isText(rule) || !isText(path) || !isText(rangeHash) || !isText(lineHash)) return undefined
  if (typeof occurrence !== 'number' || !Number.isInteger(occurrence) || occurrence < 0) return undefined
  if (symbol !== undefined && !isText(symbol)) return undefined
  return { rule, path, ...(symbol === undefined ? {} : { symbol }), rangeHash, lineHash, occurrence }
}

/** A scope that is not known could cover anything, so that such an entry counts for nothing; an unknown reason is only not told. */
function dismissalOf(entry: unknown): Dismissal | undefined {
  if (!isRecord(entry)) return undefined
  const fingerprint = fingerprintOf(entry.fingerprint)
  const scope = dismissalScopes.find((each) => each === (entry.scope ?? 'finding'))
  const shape = shapeOf(entry.shape)
  if (fingerprint === undefined || scope === undefined || (scope === 'similar' && shape === undefined)) return undefined
  const reason = dismissalReasons.find((each) => each === entry.reason)
  return {
    fingerprint,
    title: isText(entry.title) ? entry.title : '',
    scope,
    ...(reason === undefined ? {} : { reason }),
    ...(isText(entry.note) && entry.note !== '' ? { note: entry.note.slice(0, longestNote) } : {}),
    ...(shape === undefined ? {} : { shape }),
  }
}

function shapeOf(value: unknown): FindingShape | undefined {
  if (!isRecord(value)) return undefined
  const { written, mended, line, call } = value
  const category = categories.find((each) => each === value.category)
  if (category === undefined || !isText(written) || !isText(mended) || !isText(line) || !isText(call)) return undefined
  return { category, written, mended, line, call }
}

/** Keys always in the same order, whoever made the dismissal. */
function inOrder({ fingerprint, title, scope, reason, note, shape }: Dismissal): object {
  return { fingerprint, title, scope, reason, note, shape }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('it is not valid JSON')
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText
}
