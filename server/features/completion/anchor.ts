import type { ContextFile, FimPrompt } from '../../engine/engine.ts'
import type { PromptBudget } from './budget.ts'
import { type Situation, sameAfter } from './situation.ts'

/**
 * An anchored prompt: prefix and suffix stay as they are while the user types, and what was typed since stands after the middle marker.
 * A keystroke then costs its own tokens, where a prompt with the cursor between prefix and suffix costs the whole suffix again.
 */
export interface Anchor {
  readonly prefix: string
  readonly suffix: string
  /** Code of other files, in front of all. */
  readonly files: readonly ContextFile[]
}

/**
 * The anchor stands this many lines above the cursor's when it is set. Measured on 60 lines cut at arbitrary characters with the
 * starter model: 23 first lines right with the anchor at the line's start, 27 with it 4 lines above, 25 with 19 lines.
 */
const linesAbove = 4
/** Beyond this the typed text is long enough to be worth a new prefill, after which it counts as prefix. */
const longestTyped = { characters: 1200, lines: 24 }
/** The prefix begins at a line whose number is a multiple of this, so that a new anchor near the old one shares its beginning. */
const startStep = 16

/** The old anchor where it still fits the text around the cursor, else undefined. */
export function keptAnchor(previous: Anchor | undefined, situation: Situation): Anchor | undefined {
  return previous !== undefined && typedSince(previous, situation) !== undefined ? previous : undefined
}

/** A new anchor at the cursor. */
export function newAnchor({ before, afterClosers }: Situation, budget: PromptBudget, files: readonly ContextFile[] = []): Anchor {
  const lines = before.split('\n')
  const typed = lines.slice(-linesAbove - 1).join('\n')
  const short = typed.length <= longestTyped.characters / 2
  const anchorAt = short ? before.length - typed.length : before.length - longestTyped.characters / 4
  return { prefix: endOf(before.slice(0, anchorAt), budget.prefix), suffix: startOf(afterClosers, budget.suffix), files }
}

/** The prompt at the cursor, which the anchor fits. */
export function anchoredPrompt(anchor: Anchor, situation: Situation): FimPrompt {
  return {
    kind: 'fim',
    prefix: anchor.prefix,
    suffix: anchor.suffix,
    typed: typedSince(anchor, situation) ?? '',
    files: anchor.files,
  }
}

/** The text between anchor and cursor; undefined where the text around them changed or is too long by now. */
function typedSince(anchor: Anchor, { before, afterClosers }: Situation): string | undefined {
  if (!sameAfter(afterClosers, anchor.suffix)) return undefined
  const from = Math.max(0, before.length - anchor.prefix.length - longestTyped.characters)
  const at = anchor.prefix === '' ? 0 : before.lastIndexOf(anchor.prefix)
  if (at < from || (anchor.prefix === '' && before.length > longestTyped.characters)) return undefined
  const typed = before.slice(at + anchor.prefix.length)
  return typed.split('\n').length > longestTyped.lines ? undefined : typed
}

/** The last lines that fit, beginning at a step. */
function endOf(text: string, characters: number): string {
  if (text.length <= characters) return text
  const lines = text.split('\n')
  let length = 0
  let first = lines.length
  while (first > 0 && length + (lines[first - 1]?.length ?? 0) + 1 <= characters) {
    first -= 1
    length += (lines[first]?.length ?? 0) + 1
  }
  const stepped = Math.ceil(first / startStep) * startStep
  if (stepped < lines.length - startStep) return lines.slice(stepped).join('\n')
  return first < lines.length ? lines.slice(first).join('\n') : text.slice(-characters)
}

/** The first lines that fit, or the first characters of a line that is too long by itself. */
function startOf(text: string, characters: number): string {
  if (text.length <= characters) return text
  const end = text.lastIndexOf('\n', characters)
  return text.slice(0, end > 0 ? end : characters)
}
