import type { Node } from '@vscode/tree-sitter-wasm'
import { functionsBelow } from '../../context/functionNodes.ts'
import { languageOf } from '../../context/languages.ts'
import { SourceText } from '../../context/source.ts'
import type { EditChecks, EditOutcome } from '../../protocol/edits.ts'
import { hiddenOffset } from '../../protocol/hiddenText.ts'
import { calibrationOf } from '../review/calibration.ts'
import { exactHash } from '../review/fingerprint.ts'
import { FixChecker } from '../review/fix.ts'
import type { ScoringEngine } from '../review/likelihood.ts'
import type { OffsetEdit } from '../review/restOfText.ts'
import { knownFactLanguages, type Region } from './behaviourFacts.ts'
import type { EditDeps } from './editing.ts'
import { behaviourDifference, sameBehaviourOdds } from './sameBehaviour.ts'
import { changedDeclaration } from './signature.ts'

/** An edit that somebody wrote, and what it may change. */
export interface GuardAsk {
  readonly source: SourceText
  /** One place; what stands outside of it has to be read as before. */
  readonly edit: OffsetEdit
  /** What the edit does, in a few words on one line. */
  readonly title: string
  /** Names, parameters and exports that other code may rely on have to stay. */
  readonly keepsSignature: boolean
  /**
   * It is meant to do the same as before and nothing but these checks can tell: what it calls, reads, writes and throws is compared, and a
   * model whose answers are worth anything is asked. False for edits that change what code does, and for rewrites that a rule is certain of.
   */
  readonly keepsBehaviour: boolean
  /** What the user should know before accepting, a sentence each. */
  readonly notes?: readonly string[]
}

/**
 * A proposal where an edit passes every check that can be made, else the reason in one sentence, in English. Text of a language without a
 * grammar cannot be checked and says so in its notes. Rejects when the signal is aborted, and with the engine's LatentError.
 */
export async function guarded(ask: GuardAsk, deps: EditDeps, signal: AbortSignal): Promise<EditOutcome> {
  const { source, edit, title } = ask
  const { text } = source
  const replaced = text.slice(edit.startOffset, edit.endOffset)
  if (replaced === edit.newText) return refused('There is nothing to change.')
  if (hiddenOffset(edit.newText, replaced) !== undefined) return refused('It brings in characters that nobody sees.')
  const range = source.rangeBetween(edit.startOffset, edit.endOffset)
  const proposed = (checks: EditChecks, notes: readonly string[]): EditOutcome => ({
    kind: 'proposed',
    proposal: { title, edits: [{ range, newText: edit.newText }], baseHash: exactHash(text), checks, notes },
  })
  const notes = ask.notes ?? []
  if (languageOf(source.languageId)?.grammar === undefined)
    return proposed({ parses: false }, [...notes, 'The language has no grammar here, so that nothing was checked.'])

  const after = new SourceText(
    source.path,
    source.languageId,
    text.slice(0, edit.startOffset) + edit.newText + text.slice(edit.endOffset),
  )
  const structure = await structureProblem(ask, after, deps)
  signal.throwIfAborted()
  if (structure !== undefined) return refused(structure)
  // Types come last of what costs no model, because they are the dearest of it.
  const { checks } = await new FixChecker(source, deps.parser, deps.typeChecker).check({ title, range, newText: edit.newText })
  signal.throwIfAborted()
  const problem = checkProblem(checks)
  if (problem !== undefined) return refused(problem)
  const passed: EditChecks = { ...checks, ...(ask.keepsSignature ? { signatureUnchanged: true } : {}) }
  if (!ask.keepsBehaviour) return proposed(passed, notes)

  const opinion = await modelOpinion(ask, after, deps, signal)
  signal.throwIfAborted()
  if (opinion.kind === 'unknown')
    return proposed(passed, [
      ...notes,
      'This model cannot tell whether code does the same as before. Look at the change yourself.',
    ])
  if (opinion.odds < 0) return refused('The model doubts that the new code does the same as before.')
  return proposed({ ...passed, sameBehaviour: opinion.odds }, notes)
}

function refused(reason: string): EditOutcome {
  return { kind: 'refused', reason }
}

function checkProblem({ parses, restUnchanged, newTypeErrors = 0 }: EditChecks): string | undefined {
  if (!parses) return notParsed
  if (restUnchanged !== true) return 'It changes how the code around it is read.'
  if (newTypeErrors > 0)
    return newTypeErrors === 1 ? 'It brings in a new type error.' : `It brings in ${newTypeErrors} new type errors.`
  return undefined
}

const notParsed = 'The new text does not parse.'

/** What the two trees tell of signatures and behaviour. */
async function structureProblem(ask: GuardAsk, after: SourceText, { parser }: EditDeps): Promise<string | undefined> {
  const [before, changed] = [await parser.parse(ask.source), await parser.parse(after)]
  try {
    if (before === undefined || changed === undefined) return 'The file is too long to be checked.'
    if (ask.keepsSignature) {
      const name = changedDeclaration(before.rootNode, changed.rootNode)
      // Of a text that does not parse the tree is guesswork, and the better reason comes with the check of the syntax.
      if (name !== undefined && !changed.rootNode.hasError)
        return `It changes how \`${name}\` is declared, which other code may rely on.`
    }
    if (!ask.keepsBehaviour || changed.rootNode.hasError || !knownFactLanguages.has(ask.source.languageId)) return undefined
    const [old, now] = regions(ask, before.rootNode, changed.rootNode)
    return behaviourDifference(old, now)
  } finally {
    before?.dispose()
    changed?.dispose()
  }
}

/** The function around an edit, or its lines where there is none, before and after. */
function regions({ source, edit }: GuardAsk, before: Node, after: Node): readonly [Region, Region] {
  const around = functionsBelow(before, '').find(
    ({ startOffset, endOffset }) => startOffset <= edit.startOffset && edit.endOffset <= endOffset,
  )
  const startOffset = around?.startOffset ?? source.lineStart(source.positionAt(edit.startOffset).line)
  const endOffset = around?.endOffset ?? source.lineStart(source.positionAt(edit.endOffset).line + 1)
  const shift = edit.newText.length - (edit.endOffset - edit.startOffset)
  return [
    { root: before, startOffset, endOffset },
    { root: after, startOffset, endOffset: endOffset + shift },
  ]
}

type Opinion = { readonly kind: 'unknown' } | { readonly kind: 'asked'; readonly odds: number }

/** Calibrated log-odds of "does the same"; of a model whose answers were measured and told nothing, it is unknown. */
async function modelOpinion(
  { source, edit }: GuardAsk,
  after: SourceText,
  { engine }: EditDeps,
  signal: AbortSignal,
): Promise<Opinion> {
  const { calibrationKey, capabilities } = await engine.info()
  const { verdicts } = calibrationOf(calibrationKey)
  if (verdicts === undefined || !capabilities.score || !canScore(engine)) return { kind: 'unknown' }
  const shift = edit.newText.length - (edit.endOffset - edit.startOffset)
  const lines = (text: SourceText, end: number) =>
    text.text.slice(text.lineStart(text.positionAt(edit.startOffset).line), text.lineStart(text.positionAt(end).line + 1))
  const [old, now] = [lines(source, edit.endOffset), lines(after, edit.endOffset + shift)]
  const odds = await sameBehaviourOdds(source, old, now, engine, signal)
  return { kind: 'asked', odds: verdicts.intercept + verdicts.slope * odds }
}

function canScore(engine: EditDeps['engine']): engine is ScoringEngine {
  return engine.score !== undefined
}
