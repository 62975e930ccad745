import type { PlaceEdit } from '../../../context/projectEdits.ts'
import type { EditOutcome, Proposal } from '../../../protocol/edits.ts'
import { guarded } from '../guard.ts'
import { textAfter } from '../guardSeveral.ts'
import { checkedText } from '../wholeText.ts'
import { type CallerDeps, type Callers, callersOf } from './callers.ts'
import { missingImports } from './imports.ts'
import type { EditTask } from './task.ts'

const longestTitle = 80

/**
 * New lines for a target as a proposal that passed its checks, with the calls that have to change with them and the imports that they need; else the
 * reason. Where calls would no longer fit, the reason names them.
 */
export async function checkedLines(lines: string, task: EditTask, deps: CallerDeps, signal: AbortSignal): Promise<EditOutcome> {
  const { source, target, instruction } = task
  const { startOffset, endOffset } = target
  const edit = { startOffset, endOffset, newText: lines }
  const title = instruction.length > longestTitle ? `${instruction.slice(0, longestTitle - 1)}…` : instruction
  const callers = await callersOf(source, edit, deps, signal)
  signal.throwIfAborted()
  if (callers?.isStuck) return misfit(callers)
  const outcome =
    callers === undefined || callers.edits.length === 0
      ? await alone(edit, title, task, callers, deps, signal)
      : await withCallers(edit, title, task, callers, deps)
  signal.throwIfAborted()
  return outcome.kind === 'refused' ? outcome : { kind: 'proposed', proposal: withImports(outcome.proposal, lines, task) }
}

async function alone(
  edit: PlaceEdit,
  title: string,
  { source }: EditTask,
  callers: Callers | undefined,
  deps: CallerDeps,
  signal: AbortSignal,
): Promise<EditOutcome> {
  const { notes = [], calledFrom = [] } = callers ?? {}
  const ask = { source, edit, title, keepsSignature: false, keepsBehaviour: false, notes }
  const outcome = await guarded(ask, deps, signal)
  if (outcome.kind === 'proposed' || calledFrom.length === 0) return outcome
  // Without its callers' types, what is wrong is that they no longer fit.
  const { typeChecker: _, ...untyped } = deps
  const isSound = (await guarded(ask, untyped, signal)).kind === 'proposed'
  return isSound && callers !== undefined ? misfit(callers) : outcome
}

async function withCallers(
  edit: PlaceEdit,
  title: string,
  { source }: EditTask,
  callers: Callers,
  deps: CallerDeps,
): Promise<EditOutcome> {
  const checked = await checkedText(source, textAfter(source.text, [edit, ...callers.edits]), title, deps)
  if (checked === undefined) return { kind: 'refused', reason: 'There is nothing to change.' }
  const { edits, fix } = checked
  const { baseHash, checks, verified } = fix
  if (!verified)
    return checks.parses && checks.restUnchanged === true
      ? misfit(callers)
      : { kind: 'refused', reason: 'The new text does not parse.' }
  const changed = callers.calledFrom.length === 0 ? [] : [`Calls change with it: ${callers.calledFrom.join(', ')}.`]
  return { kind: 'proposed', proposal: { title, edits, baseHash, checks, notes: [...changed, ...callers.notes] } }
}

function misfit({ calledFrom }: Callers): EditOutcome {
  return { kind: 'refused', reason: `It would no longer fit where it is called: ${calledFrom.join(', ')}.` }
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
