import { closersOnly, openerOf } from './closedBrackets.ts'
import type { LinePlan } from './multiline.ts'
import { repeatsByNature } from './naturalLines.ts'
import { indentationOf, type Situation } from './situation.ts'

export interface Trimmed {
  readonly text: string
  /** True once nothing more can come: the model may stop. */
  readonly complete: boolean
}

const opensBlock = /(?:[{([:]|=>|\b(?:do|then|else|begin))\s*$/

/**
 * Where a completion ends. It goes on while the block that its first line opens is open, and stops before a line that leaves the
 * cursor's block, before a blank line, and before what stands below already. Called with what has come so far; `ended` when the model
 * has written all.
 */
export function trimCompletion(written: string, situation: Situation, plan: LinePlan, ended: boolean): Trimmed {
  const middle = situation.lineAfter.trim() !== ''
  const lines = written.split('\n')
  const finished = ended ? lines : lines.slice(0, -1)
  const count = finished.findIndex((_, index) => !mayStand(finished, index, situation, plan, middle))
  const complete = count >= 0
  const kept = complete ? finished.slice(0, count) : lines
  const text = withoutRepeatedEnd(kept.join('\n'), situation)
  return { text: (complete || ended) && !middle ? text.trimEnd() : text, complete: complete || (middle && finished.length > 0) }
}

/** Whether the line may be part of the completion, given that the lines before it are. */
function mayStand(lines: readonly string[], index: number, situation: Situation, plan: LinePlan, middle: boolean): boolean {
  const line = lines[index] ?? ''
  if (index === 0) return !repeatsBelow(situation.lineBefore + line, situation) || line.trim() === ''
  // Models that have read much Markdown end code with its fence.
  if (/^\s*```/.test(line) && !situation.before.includes('```')) return false
  if (lines[0]?.trim() !== '' && hasBodyBelow(situation)) return false
  if (middle || index >= plan.maxLines || line.trim() === '' || repeatsBelow(line, situation)) return false
  const first = situation.lineBefore + (lines[0] ?? '')
  const baseline = indentationOf(first.trim() === '' ? line : first).length
  const indentation = indentationOf(line).length
  if (indentation < baseline) return false
  if (indentation > baseline) return true
  // Back at the cursor's own level: the line that closes the block belongs to it, the next statement only where the plan goes on.
  const previous = lines[index - 1] ?? ''
  const closesBlock = closersOnly.test(line) || /^\s*[)\]}]/.test(line)
  if (closesBlock)
    return index === 1 ? opensBlock.test(first) : indentationOf(previous).length > baseline || opensBlock.test(previous)
  return plan.rule !== 'line' || (index === 1 && first.trim() === '')
}

/** The cursor's line is the head of a block whose body stands below already: whatever the line becomes, the body is there. */
function hasBodyBelow({ lineBefore, lineBelow }: Situation): boolean {
  if (lineBefore.trim() === '' || lineBelow === undefined) return false
  return indentationOf(lineBelow).length > indentationOf(lineBefore).length
}

/** The line stands below the cursor already. Lines of brackets repeat by nature and count only when they are next. */
function repeatsBelow(line: string, { lineBelow, after }: Situation): boolean {
  const text = line.trim()
  if (text === '') return false
  if (lineBelow?.trim() === text && (!closersOnly.test(text) || indentationOf(line) === indentationOf(lineBelow))) return true
  if (text.length < 8) return false
  const below = after.split('\n', 12).map((each) => each.trim())
  if (text.length >= 12) return below.includes(text)
  return (
    !repeatsByNature(text) &&
    below
      .filter((each) => each !== '')
      .slice(0, 3)
      .includes(text)
  )
}

/** Takes off what the rest of the line repeats: a bracket that is closed there already, or its beginning. */
export function withoutRepeatedEnd(text: string, { lineBefore, lineAfter }: Pick<Situation, 'lineBefore' | 'lineAfter'>): string {
  const rest = lineAfter.trimStart()
  if (rest === '') return text
  const end = text.split('\n', 1)[0] ?? ''
  const closed = firstClosedAlready(end, lineBefore, rest)
  if (closed !== undefined) return end.slice(0, closed)
  for (let length = Math.min(rest.length, end.length); length > 1; length -= 1) {
    if (end.endsWith(rest.slice(0, length))) return end.slice(0, -length)
  }
  return end
}

/**
 * Index of the first bracket of `text` that the rest of the line closes already: what is open left of the cursor and is not closed there
 * is the text's own to close. Strings are read as code: close enough here.
 */
function firstClosedAlready(text: string, lineBefore: string, rest: string): number | undefined {
  const closer = rest[0] ?? ''
  const opener = openerOf[closer]
  if (opener === undefined) return undefined
  const standing = [...(/^[\s)\]}]*/.exec(rest)?.[0] ?? '')].filter((character) => character === closer).length
  let own = Math.max(0, openAtEnd(lineBefore, opener, closer) - standing)
  let open = 0
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === opener) open += 1
    else if (text[index] !== closer) continue
    else if (open > 0) open -= 1
    else if (own > 0) own -= 1
    else return index
  }
  return undefined
}

function openAtEnd(line: string, opener: string, closer: string): number {
  let open = 0
  for (const character of line) {
    if (character === opener) open += 1
    else if (character === closer) open = Math.max(0, open - 1)
  }
  return open
}
