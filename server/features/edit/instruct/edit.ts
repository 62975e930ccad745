import type { SourceText } from '../../../context/source.ts'
import type { TextDelta } from '../../../engine/engine.ts'
import type { EditOutcome } from '../../../protocol/edits.ts'
import type { Range } from '../../../protocol/text.ts'
import type { EditDeps } from '../editing.ts'
import { newLines } from './answer.ts'
import type { CallerDeps } from './callers.ts'
import { checkedLines } from './checkedLines.ts'
import { type Candidate, convinces, ranked } from './choose.ts'
import { chatRequest, continuedRequest, type Wording } from './prompts.ts'
import { mostTargetLines } from './target.ts'
import { type EditTask, editTask } from './task.ts'

export interface EditAsk {
  readonly source: SourceText
  /** The selection, whose lines may change; or a cursor, where the function around it may. */
  readonly range: Range
  readonly instruction: string
  /** 0 or absent: the best answer; n: another one, after n were rejected. */
  readonly attempt?: number
}

/** A candidate that passed the checks. */
interface Checked extends Candidate {
  readonly outcome: Extract<EditOutcome, { readonly kind: 'proposed' }>
}

/** The ways of asking in a conversation, in turn, with what is believed of each beforehand: on the tuning tasks the first was right most often. */
const wordings: readonly { readonly wording: Wording; readonly prior: number }[] = [
  { wording: 'requirement', prior: 2 },
  { wording: 'bare', prior: 0 },
  { wording: 'rewrite', prior: 0 },
]
/** Usable answers to choose among: more of them seldom bring a better one, and each is waited for. */
const fewestAnswers = 2
/** Further answers that are tried where none can be used. */
const mostVariants = 3

/**
 * Has the lines of a range written anew as an instruction says. The model is asked in several ways; what parses, brings no new type error and
 * leaves everything outside of the lines as it was is weighed, and the best is proposed. `write` gets the text as it is written. The instruction
 * and the code are data: nothing but these lines can change, the calls of functions that they declare otherwise, and imports at the top. Rejects with an abort or the engine's error.
 */
export async function editByInstruction(
  ask: EditAsk,
  deps: CallerDeps,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<EditOutcome> {
  const task = await preparedTask(ask, deps)
  if (task.instruction === '') return refused('The instruction says nothing.')
  if (task.target.lastLine - task.target.startLine >= mostTargetLines)
    return refused(`More than ${mostTargetLines} lines are too many to be written anew. Select fewer.`)
  const attempt = ask.attempt ?? 0
  const found: Checked[] = []
  const seen = new Set<string>()
  let refusal: EditOutcome = refused('The model wrote nothing that could be used here.')
  let asked = 0
  for await (const { lines, prior } of answers(task, attempt, deps, write, signal)) {
    asked += 1
    if (lines !== undefined && !seen.has(lines)) {
      seen.add(lines)
      const outcome = await checkedLines(lines, task, deps, signal)
      if (outcome.kind === 'proposed') found.push({ lines, prior, outcome })
      else refusal = outcome
      const isFirst = asked === 1 && attempt === 0 && found.length === 1
      if (isFirst && (await convinces({ lines, prior }, task, deps.engine, signal))) break
    } else if (found.some((each) => each.lines === lines) && attempt === 0) {
      // Two ways lead to the same lines: there is little to be gained from a third.
      break
    }
    const fewest = asked < wordings.length ? fewestAnswers : 1
    if (found.length >= fewest + attempt) break
  }
  const best = await ranked(found, task, deps.engine, signal)
  return best[attempt]?.outcome ?? (best.length > 0 ? refused('There is no other answer.') : refusal)
}

async function preparedTask({ source, range, instruction }: EditAsk, { parser }: EditDeps): Promise<EditTask> {
  const tree = await parser.parse(source)
  try {
    return editTask(source, range, instruction, tree)
  } finally {
    tree?.dispose()
  }
}

interface Answer {
  readonly lines: string | undefined
  readonly prior: number
}

/** New lines by each wording in turn, and then what else the model would write: whoever has enough leaves. */
async function* answers(
  task: EditTask,
  attempt: number,
  { engine }: EditDeps,
  write: (text: string) => void,
  signal: AbortSignal,
): AsyncGenerator<Answer> {
  const lines = async (deltas: AsyncIterable<TextDelta>) => newLines(await written(deltas), task.target, task.source)
  for (const [index, { wording, prior }] of wordings.entries()) {
    const deltas = engine.chat(chatRequest(task, wording), signal)
    // Only one answer can be read along: the others are written to be compared with it.
    yield { lines: await lines(index === attempt ? readAlong(deltas, write) : deltas), prior }
  }
  for (let variant = 0; variant < mostVariants + attempt; variant += 1)
    yield { lines: await lines(engine.complete(continuedRequest(task, variant), signal)), prior: 0 }
}

/** Empty where the answer was cut off: half a function may parse as well as a whole one. */
async function written(deltas: AsyncIterable<TextDelta>): Promise<string> {
  let text = ''
  for await (const delta of deltas) {
    if (delta.kind === 'text') text += delta.text
    else if (delta.reason === 'length') return ''
  }
  return text
}

/** The same, with the code in its block handed on as it comes. */
async function* readAlong(deltas: AsyncIterable<TextDelta>, write: (text: string) => void): AsyncGenerator<TextDelta> {
  let text = ''
  let told = 0
  for await (const delta of deltas) {
    yield delta
    if (delta.kind !== 'text') continue
    text += delta.text
    // The last line may become the end of the block.
    const code = text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n') + 1)
    if (code.length > told) write(code.slice(told))
    told = Math.max(told, code.length)
  }
}

function refused(reason: string): EditOutcome {
  return { kind: 'refused', reason }
}
