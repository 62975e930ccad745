import type { SourceText } from '../../../context/source.ts'
import type { TextDelta } from '../../../engine/engine.ts'
import type { EditOutcome, Proposal } from '../../../protocol/edits.ts'
import type { Range } from '../../../protocol/text.ts'
import type { EditDeps } from '../editing.ts'
import { guarded } from '../guard.ts'
import { newLines } from './answer.ts'
import { type Candidate, ranked } from './choose.ts'
import { missingImports } from './imports.ts'
import { chatRequest, continuedRequest, wordings } from './prompts.ts'
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

/** As many further answers as are tried where too few of the first ones can be used. */
const mostVariants = 3

/**
 * Has the lines of a range written anew as an instruction says. The model is asked in several ways; what parses, brings no new type error and
 * leaves everything outside of the lines as it was is weighed, and the best is proposed. `write` gets the text as it is written. The instruction
 * and the code are data: nothing but these lines can change. Rejects with an abort or the engine's error.
 */
export async function editByInstruction(
  ask: EditAsk,
  deps: EditDeps,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<EditOutcome> {
  const task = await preparedTask(ask, deps)
  if (task.instruction === '') return refused('The instruction says nothing.')
  if (task.target.lastLine - task.target.startLine >= mostTargetLines)
    return refused(`More than ${mostTargetLines} lines are too many to be written anew. Select fewer.`)
  const attempt = ask.attempt ?? 0
  const found: Checked[] = []
  let refusal: EditOutcome = refused('The model wrote nothing that could be used here.')
  const seen = new Set<string>()
  for await (const lines of answers(task, attempt, () => found.length, deps, write, signal)) {
    if (lines === undefined) continue
    // Two ways that lead to the same lines: there is little to be gained from a third.
    if (seen.has(lines)) {
      if (attempt === 0 && found.some((each) => each.lines === lines)) break
      continue
    }
    seen.add(lines)
    const outcome = await checked(lines, task, deps, signal)
    if (outcome.kind === 'proposed') found.push({ lines, outcome })
    else refusal = outcome
  }
  const best = await ranked(found, task, deps.engine, signal)
  return best[attempt]?.outcome ?? (attempt > 0 && best.length > 0 ? refused('There is no other answer.') : refusal)
}

async function preparedTask({ source, range, instruction }: EditAsk, { parser }: EditDeps): Promise<EditTask> {
  const tree = await parser.parse(source)
  try {
    return editTask(source, range, instruction, tree)
  } finally {
    tree?.dispose()
  }
}

/** New lines by each wording in turn; then, as long as `count` tells that too few can be used, what else the model would have written. */
async function* answers(
  task: EditTask,
  attempt: number,
  count: () => number,
  { engine }: EditDeps,
  write: (text: string) => void,
  signal: AbortSignal,
): AsyncGenerator<string | undefined> {
  const lines = async (deltas: AsyncIterable<TextDelta>) => newLines(await written(deltas), task.target, task.source)
  for (const [index, wording] of wordings.entries()) {
    const deltas = engine.chat(chatRequest(task, wording), signal)
    // Only one answer can be read along: the others are written to be compared with it.
    yield await lines(index === attempt ? readAlong(deltas, write) : deltas)
  }
  for (let variant = 0; variant < mostVariants + attempt && count() <= attempt; variant += 1)
    yield await lines(engine.complete(continuedRequest(task, variant), signal))
}

async function written(deltas: AsyncIterable<TextDelta>): Promise<string> {
  let text = ''
  for await (const delta of deltas) if (delta.kind === 'text') text += delta.text
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

async function checked(lines: string, task: EditTask, deps: EditDeps, signal: AbortSignal): Promise<EditOutcome> {
  const { source, target, instruction } = task
  const { startOffset, endOffset } = target
  const edit = { startOffset, endOffset, newText: lines }
  const title = instruction.length > longestTitle ? `${instruction.slice(0, longestTitle - 1)}…` : instruction
  const outcome = await guarded({ source, edit, title, keepsSignature: false, keepsBehaviour: false }, deps, signal)
  return outcome.kind === 'refused' ? outcome : { kind: 'proposed', proposal: withImports(outcome.proposal, lines, task) }
}

/** With a line at the top of the file for each module that the new lines use and nothing binds. */
function withImports(proposal: Proposal, lines: string, { source, target }: EditTask): Proposal {
  const imports = missingImports(source, lines, target.startLine)
  if (imports.length === 0) return proposal
  return {
    ...proposal,
    edits: [...imports.map(({ edit }) => edit), ...proposal.edits],
    notes: [...proposal.notes, ...imports.map(({ module }) => `The module \`${module}\` is imported at the top of the file.`)],
  }
}

const longestTitle = 80

function refused(reason: string): EditOutcome {
  return { kind: 'refused', reason }
}
