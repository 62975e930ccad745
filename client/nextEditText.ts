import type { NextEditParams } from '../server/protocol/nextEdit.ts'
import { comparePositions, type Range } from '../server/protocol/text.ts'
import type { Translate } from './statusText.ts'

/** A place where the user's last change fits too. */
export interface NextEditOffer {
  readonly uri: string
  readonly version: number
  readonly range: Range
  readonly newText: string
  readonly label: string
  /** What stood in the range when the offer came. */
  readonly oldText: string
}

/** What the offer looks at in an open document. */
export interface OfferedText {
  readonly version: number
  textIn(range: Range): string
}

/** The offer that a message holds; undefined where it takes one back, or the document is another by now. */
export function offerOf(
  { textDocument, version, edit }: NextEditParams,
  document: OfferedText | undefined,
): NextEditOffer | undefined {
  if (edit === undefined || document === undefined || document.version !== version) return undefined
  const { range, newText, label } = edit
  return { uri: textDocument.uri, version, range, newText, label, oldText: document.textIn(range) }
}

/** Whether the offer can still be taken: the document and the text at the place are those it was made for. */
export function stillFits(offer: NextEditOffer, document: OfferedText): boolean {
  return document.version === offer.version && document.textIn(offer.range) === offer.oldText
}

/** Whether the whole place is on screen: what the user cannot see is shown before it is changed. */
export function isOnScreen({ range }: NextEditOffer, visible: readonly Range[]): boolean {
  return visible.some(({ start, end }) => comparePositions(start, range.start) <= 0 && comparePositions(range.end, end) <= 0)
}

/** What stands behind the place: the text that would come, and the key that takes it. */
export function offerText({ label }: NextEditOffer, key: string | undefined): string {
  return withKey(`→ ${label}`, key)
}

/** What stands behind the cursor's line while the place is off screen. */
export function hintText({ range }: NextEditOffer, key: string | undefined, t: Translate): string {
  return withKey(t('next edit at line {0}', range.start.line + 1), key)
}

/**
 * The key as it is set when nobody changed it. Undefined where the extension runs on another machine than the keyboard is at, because
 * that one's system is not known.
 */
export function defaultKey(platform: string, remoteName: string | undefined): string | undefined {
  if (remoteName !== undefined) return undefined
  return platform === 'darwin' ? '⌃⌥M' : 'Alt+M'
}

function withKey(text: string, key: string | undefined): string {
  return key === undefined ? text : `${text} · ${key}`
}
