import type { Node } from '@vscode/tree-sitter-wasm'
import { functionsBelow } from '../../../context/functionNodes.ts'
import type { SourceText } from '../../../context/source.ts'
import type { EditOutcome, Proposal } from '../../../protocol/edits.ts'
import type { OffsetEdit } from '../../review/restOfText.ts'
import type { EditDeps } from '../editing.ts'
import { guarded } from '../guard.ts'
import { rewrittenByModel } from '../modelRewrite.ts'
import { canRewrite } from '../refactor/rewrite.ts'
import type { RewriteSite } from '../refactor/rewriteSite.ts'
import type { OptimisedPlace, OptimiseRule } from './optimisePlace.ts'
import { optimisedPlaces } from './optimiseRules.ts'

/** Longer functions are not written anew as a whole. Characters. */
const longestFunction = 6000

/** The function around a site that can be looked at; undefined outside of every one. */
export function functionToOptimise({ root, startOffset, endOffset }: RewriteSite): Node | undefined {
  const found = functionsBelow(root, '').find((each) => each.startOffset <= startOffset && endOffset <= each.endOffset)
  return found?.node
}

/**
 * Ways to make the function at a site faster or leaner, those that the syntax tree knows first, then what the model writes; each passed the
 * same checks as every rewrite. None is measured: that it is faster is an opinion. The last item says why there are no more.
 * Rejects when the signal is aborted, and with the engine's LatentError.
 */
async function* optimisations(site: RewriteSite, deps: EditDeps, signal: AbortSignal): AsyncGenerator<EditOutcome> {
  const fn = functionToOptimise(site)
  if (fn === undefined) {
    yield { kind: 'refused', reason: 'There is no function here.' }
    return
  }
  if (canRewrite(site.source.languageId))
    for (const place of optimisedPlaces(site, fn)) yield await asProposal(site.source, place, deps, signal)
  yield await modelsWay(site.source, fn, deps, signal)
}

/** The first way that passes, and why the others did not where none does. */
export async function firstOptimisation(site: RewriteSite, deps: EditDeps, signal: AbortSignal): Promise<EditOutcome> {
  let last: EditOutcome = { kind: 'refused', reason: 'There is nothing to change.' }
  for await (const outcome of optimisations(site, deps, signal)) {
    if (outcome.kind === 'proposed') return outcome
    last = outcome
  }
  return last
}

/** All ways that pass, the same text only once, and why the last one that was looked for is not among them. */
export async function allOptimisations(
  site: RewriteSite,
  deps: EditDeps,
  signal: AbortSignal,
): Promise<{ readonly ways: readonly Proposal[]; readonly reason?: string }> {
  const ways: Proposal[] = []
  let reason: string | undefined
  for await (const outcome of optimisations(site, deps, signal)) {
    reason = outcome.kind === 'refused' ? outcome.reason : undefined
    if (outcome.kind === 'refused') continue
    const text = JSON.stringify(outcome.proposal.edits)
    if (!ways.some(({ edits }) => JSON.stringify(edits) === text)) ways.push(outcome.proposal)
  }
  return { ways, ...(reason === undefined ? {} : { reason }) }
}

const opinion = 'That it is faster is an opinion: nothing was measured.'

async function asProposal(
  source: SourceText,
  { rule, edits, notes }: OptimisedPlace,
  deps: EditDeps,
  signal: AbortSignal,
): Promise<EditOutcome> {
  const ask = { source, edit: merged(source, edits), title: ruleTitles[rule], keepsSignature: true, keepsBehaviour: false }
  return await guarded({ ...ask, notes: [...notes, opinion] }, deps, signal)
}

async function modelsWay(source: SourceText, fn: Node, deps: EditDeps, signal: AbortSignal): Promise<EditOutcome> {
  const code = fn.text
  if (code.length > longestFunction) return { kind: 'refused', reason: 'The function is too long to be written anew.' }
  const instruction =
    'Rewrite it so that it is faster or needs less memory, for example by fewer passes, a set instead of a list, or leaving early. It must give exactly the same results.'
  const newText = await rewrittenByModel({ languageId: source.languageId, code, instruction }, deps.engine, signal)
  if (newText === undefined) return { kind: 'refused', reason: 'The model wrote no code.' }
  const edit = { startOffset: fn.startIndex, endOffset: fn.endIndex, newText }
  const ask = {
    source,
    edit,
    title: 'Rewrite the function in a faster way',
    keepsSignature: true,
    keepsBehaviour: true,
    notes: [opinion],
  }
  return await guarded(ask, deps, signal)
}

/** Edits that do not overlap, in the order of the text, as one. */
function merged({ text }: SourceText, edits: readonly OffsetEdit[]): OffsetEdit {
  const sorted = edits.toSorted((a, b) => a.startOffset - b.startOffset)
  const startOffset = sorted[0]?.startOffset ?? 0
  let read = startOffset
  let newText = ''
  for (const edit of sorted) {
    newText += text.slice(read, edit.startOffset) + edit.newText
    read = edit.endOffset
  }
  return { startOffset, endOffset: read, newText }
}

const ruleTitles: Readonly<Record<OptimiseRule, string>> = {
  setOfList: 'Look elements up in a set',
  mapOfFind: 'Find elements by a map that is made once',
  joinTexts: 'Join the parts at once',
  minInsteadOfSort: 'Take the least element without sorting',
  findInsteadOfFilter: 'Stop at the first element that is found',
  someInsteadOfFilter: 'Stop at the first element that is found',
  flatMap: 'Map and flatten in one pass',
  withoutList: 'Leave out the list that nobody keeps',
  keysOfDictionary: 'Ask the dictionary itself for the key',
  distinct: 'Keep each element once by a set',
  countOnce: 'Count in one pass',
}
