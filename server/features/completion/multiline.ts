import type { CursorPlace } from '../../context/completionSyntax.ts'
import { indentationOf } from './situation.ts'

/**
 * `line`: one line, or the block that it opens. `block`: all of the block at the cursor. `statements`: as far as the statements of the
 * block go, and blocks among them.
 */
export type LineRule = 'line' | 'block' | 'statements'

export interface LinePlan {
  readonly rule: LineRule
  readonly maxLines: number
}

export interface LineQuestion {
  /** The setting `completion.multiline`. */
  readonly multiline: 'auto' | 'always' | 'never'
  /** The setting `completion.maxLines`. */
  readonly maxLines: number
  readonly trigger: 'automatic' | 'invoked'
  /** What stands at the cursor, undefined where that cannot be told. */
  readonly place: CursorPlace | undefined
}

/** Each end costs one parse of what changed: about a millisecond. */
const mostEnds = 6
const opensBlock = /(?:[{([:]|=>|->|\b(?:do|then|else|begin))\s*$/
/** Something has to follow: the rest of an expression, or the statement of a branch without brackets. */
const unfinished = /(?:[=&|\\]|[^+]\+)\s*$|^\s*(?:\}?\s*else\s+)?(?:if|for|while)\b.*\)\s*$/
const opensBracket = /[{([]\s*$/
const closesBlock = /^\s*(?:[)\]}]|end\b[\s;,)]*$|<\/)/
/** Lines that go on with a block after it was closed. */
const goesOn = /^\s*(?:\}\s*)?(?:else|elif|catch|except|finally)\b/

/** How far a completion may go. */
export function planLines({ multiline, maxLines, trigger, place }: LineQuestion): LinePlan {
  if (trigger === 'invoked') return { rule: 'statements', maxLines }
  switch (multiline) {
    case 'never':
      return { rule: 'line', maxLines: 1 }
    case 'always':
      return { rule: 'statements', maxLines }
    case 'auto':
      if (place === 'emptyBody') return { rule: 'block', maxLines }
      // What stands in a comment or a string opens no block.
      return { rule: 'line', maxLines: place === 'comment' || place === 'string' ? 1 : maxLines }
  }
}

/**
 * Where a text may end, as lengths of its beginning, the most wanted first: where the plan ends it, then earlier ends of statements, then
 * ends within a block that stays open. The one to take is the first that leaves no more syntax errors than there were. `lineBefore` is
 * the text left of the cursor on its line.
 */
export function endsToTry(text: string, plan: LinePlan, lineBefore: string): readonly number[] {
  const lines = text.split('\n')
  const written = lines.map((line, index) => (index === 0 ? lineBefore + line : line))
  const own = written.findIndex((line) => line.trim() !== '')
  if (own < 0) return []
  const level = indentationOf(written[own] ?? '').length
  const last = Math.min(lastLine(written, own, level, extentOf(plan, lineBefore)), plan.maxLines - 1)
  const visible = lines.map((_, line) => line).filter((line) => line <= last && lines[line]?.trim())
  const wanted = visible.reverse()
  const isOpen = (line: number) => leavesOpen(written, line, level)
  return [...wanted.filter((line) => !isOpen(line)), ...wanted.filter(isOpen)].slice(0, mostEnds).map(
    (line) =>
      lines
        .slice(0, line + 1)
        .join('\n')
        .trimEnd().length,
  )
}

/** `statement`: with the block that it opens. `body`: all statements of the block that the cursor stands in. */
type Extent = 'statement' | 'statements' | 'body'

function extentOf({ rule }: LinePlan, lineBefore: string): Extent {
  if (rule === 'statements') return 'statements'
  // Behind the line that opens it, the body is part of that line's statement.
  return rule === 'block' && lineBefore.trim() === '' ? 'body' : 'statement'
}

/** The last line that belongs to what begins at line `own`. */
function lastLine(written: readonly string[], own: number, level: number, extent: Extent): number {
  let last = own
  let opened = goesOnBelow(written[own])
  for (let line = own + 1; line < written.length; line += 1) {
    const text = written[line] ?? ''
    if (text.trim() === '') {
      if (extent !== 'body' && !isDeeper(nextVisible(written, line), level)) return last
      continue
    }
    const indentation = indentationOf(text).length
    // What closes a body may be missing below: whether it is, the syntax tells.
    if (indentation < level) return extent === 'body' && closesBlock.test(text) ? line : last
    if (indentation > level) {
      if (extent === 'statement' && !opened) return last
    } else {
      if (!goesOn.test(text) && (closesBlock.test(text) ? !opened : extent === 'statement')) return last
      opened = goesOnBelow(text)
    }
    last = line
  }
  return last
}

/** Whether what begins before the line's end goes on after it. A block without a bracket ends with its indentation. */
function leavesOpen(written: readonly string[], line: number, level: number): boolean {
  if (goesOnBelow(written[line])) return true
  if (!isDeeper(written[line], level)) return false
  const opening = written.slice(0, line).findLast((each) => each.trim() !== '' && !isDeeper(each, level)) ?? ''
  return opensBracket.test(opening) || isDeeper(nextVisible(written, line + 1), level)
}

function goesOnBelow(line = ''): boolean {
  return opensBlock.test(line) || unfinished.test(line)
}

function isDeeper(line: string | undefined, level: number): boolean {
  return line !== undefined && indentationOf(line).length > level
}

function nextVisible(written: readonly string[], from: number): string | undefined {
  return written.slice(from).find((line) => line.trim() !== '')
}
