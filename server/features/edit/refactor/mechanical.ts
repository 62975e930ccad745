import type { OffsetSpan } from '../../../context/cuts.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import type { GivenName, MechanicalKind, MechanicalOffer, Refactorings } from '../../../context/refactorings.ts'
import { SourceText } from '../../../context/source.ts'
import type { Engine } from '../../../engine/engine.ts'
import type { EditOutcome } from '../../../protocol/edits.ts'
import { isLatentError } from '../../../protocol/errors.ts'
import type { EditDeps } from '../editing.ts'
import { checkedText } from '../wholeText.ts'
import { inlineReasons, isWritten } from './inlinable.ts'
import { selectedCode } from './namedCode.ts'
import { inStyle, isUsableName, type NameStyle, namesIn, namesOfValue } from './names.ts'
import { type NameAsk, rankedNames } from './naming.ts'
import { PythonRefactorings } from './pythonRefactorings.ts'
import { thenToAwait } from './rewriteThen.ts'
import { inlinedVariable, whyUnsound } from './soundness.ts'
import { withReplaced } from './textEdits.ts'

export interface RefactorDeps extends Omit<EditDeps, 'engine'> {
  /** Absent: names are those that the code or the tool suggests. */
  readonly engine?: Engine
  /** For TypeScript and JavaScript. */
  readonly refactorings: Refactorings
}

/** One rewriting of the code at a span; an empty span is a cursor. */
export interface RefactorAsk {
  readonly kind: MechanicalKind
  readonly source: SourceText
  readonly span: OffsetSpan
}

/** What can be rewritten at a span without a model, each refused one with its reason. Nothing for other languages. */
export async function offeredRefactorings(
  source: SourceText,
  span: OffsetSpan,
  deps: RefactorDeps,
): Promise<readonly MechanicalOffer[]> {
  const known = await toolFor(source, deps).offers(source, span)
  if (known === undefined) return []
  const checked: MechanicalOffer[] = []
  const offers = known.some(({ kind }) => kind === 'inlineVariable')
    ? known
    : [...known, ...(await refusedInlining(source, span, deps))]
  for (const offer of offers) {
    const disabled = offer.disabled ?? (await whyNot({ kind: offer.kind, source, span }, deps))
    checked.push({ kind: offer.kind, ...(disabled === undefined ? {} : { disabled }) })
  }
  return checked
}

/** Makes a rewriting, gives what it names a name that fits, and checks it. Nothing is applied. Rejects with an abort or the engine's error. */
export async function refactored(ask: RefactorAsk, deps: RefactorDeps, signal: AbortSignal): Promise<EditOutcome> {
  const { kind, source, span } = ask
  const unsound = await whyNot(ask, deps)
  if (unsound !== undefined) return refused(unsound)
  const result = await toolFor(source, deps).make(source, span, kind)
  signal.throwIfAborted()
  if (result === undefined) return refused(reasons.unavailable)
  if (result.kind === 'refused') return result
  const text = result.given === undefined ? result.text : await named(ask, result.text, result.given, deps, signal)
  signal.throwIfAborted()
  const outcome = await checked(ask, text, deps)
  if (outcome.kind === 'proposed' || kind !== 'toAsync') return outcome
  const byTree = await waitingByTree(ask, deps)
  return byTree === undefined ? outcome : await checked(ask, byTree, deps)
}

/** Of some chains TypeScript makes code with type errors; what the tree alone tells may do. */
async function waitingByTree({ source, span }: RefactorAsk, deps: RefactorDeps): Promise<string | undefined> {
  const rewrite = await withTree(source, deps, ({ rootNode: root }) => thenToAwait({ source, root, ...span }))
  if (rewrite?.kind !== 'edit') return undefined
  const { startOffset, endOffset, newText } = rewrite.edit
  return source.text.slice(0, startOffset) + newText + source.text.slice(endOffset)
}

const reasons = {
  unavailable: 'It cannot be done in this file.',
  nothing: 'Nothing would change.',
  syntax: 'The result would not parse.',
  rest: 'Code outside of the change would be read otherwise.',
  types: (count: number) =>
    count === 1 ? 'The result would have a new type error.' : `The result would have ${count} new type errors.`,
} as const

function toolFor({ languageId }: SourceText, { parser, refactorings }: RefactorDeps): Refactorings {
  return languageId === 'python' ? new PythonRefactorings(parser) : refactorings
}

/** Tools say nothing of a variable that they cannot inline because it changes. */
async function refusedInlining(source: SourceText, span: OffsetSpan, deps: RefactorDeps): Promise<readonly MechanicalOffer[]> {
  const places = await toolFor(source, deps).places(source, span.startOffset)
  const variable = places?.isLocal ? places : undefined
  if (variable === undefined) return []
  const uses = await withTree(source, deps, (tree) => inlinedVariable(tree.rootNode, variable)?.uses.some(isWritten))
  return uses === true ? [{ kind: 'inlineVariable', disabled: inlineReasons.written }] : []
}

async function whyNot({ kind, source, span }: RefactorAsk, deps: RefactorDeps): Promise<string | undefined> {
  const places = kind === 'inlineVariable' ? await toolFor(source, deps).places(source, span.startOffset) : undefined
  return await withTree(source, deps, (tree) => whyUnsound(kind, source, tree.rootNode, span, places))
}

/** The text with a better name in the place of the one that the tool gave, or as it is where none is better. */
async function named(
  { kind, source, span }: RefactorAsk,
  text: string,
  given: GivenName,
  { parser, engine }: RefactorDeps,
  signal: AbortSignal,
): Promise<string> {
  const { path, languageId } = source
  const names = await withTree(new SourceText(path, languageId, text), { parser }, (tree) => namesIn(tree.rootNode))
  if (names === undefined) return text
  // A tool gives a name that nothing else has, and a good one where the code itself says it.
  const taken = new Set([...names].filter((name) => name !== given.name))
  const isVariable = kind === 'extractConstant'
  const suggested = [given.name, ...(isVariable ? namesOfValue(source.text.slice(span.startOffset, span.endOffset)) : [])]
  const style: NameStyle = languageId === 'python' ? 'snake_case' : 'camelCase'
  const code = await withTree(source, { parser }, ({ rootNode }) =>
    selectedCode(rootNode, source, span, isVariable ? 'value' : 'body'),
  )
  if (code === undefined) return text
  const ask: NameAsk = { named: code, style, taken, suggested }
  const best = (engine && (await namedByModel(ask, engine, signal))) ?? namedByCode(ask)
  return best === undefined ? text : withReplaced(text, given.places, best)
}

/** A rewriting that needs no model must not fail because of one. */
async function namedByModel(ask: NameAsk, engine: Engine, signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await rankedNames(ask, engine, signal))[0]?.name
  } catch (error) {
    if (signal.aborted || !isLatentError(error)) throw error
    return undefined
  }
}

function namedByCode({ suggested, style, taken }: NameAsk): string | undefined {
  return suggested.map((name) => inStyle(name, style)).find((name) => isUsableName(name, taken))
}

async function checked({ kind, source }: RefactorAsk, text: string, deps: RefactorDeps): Promise<EditOutcome> {
  const title = titles[kind]
  const found = await checkedText(source, text, title, deps)
  if (found === undefined) return refused(reasons.nothing)
  const { edits } = found
  const { checks, verified, baseHash } = found.fix
  if (verified) return { kind: 'proposed', proposal: { title, edits, baseHash, checks, notes: [] } }
  if (!checks.parses) return refused(reasons.syntax)
  return refused(checks.restUnchanged === true ? reasons.types(checks.newTypeErrors ?? 0) : reasons.rest)
}

/** What each kind does, in a few English words. */
export const titles: Readonly<Record<MechanicalKind, string>> = {
  extractFunction: 'Extract function',
  extractConstant: 'Extract variable',
  inlineVariable: 'Inline variable',
  toAsync: 'Convert to async function',
  addTypes: 'Add inferred types',
  removeDeadCode: 'Remove dead code',
  optionalChain: 'Convert to optional chain',
  templateString: 'Convert to template string',
  arrowBraces: 'Add or remove braces of arrow function',
}

function refused(reason: string): EditOutcome {
  return { kind: 'refused', reason }
}

async function withTree<Result>(
  source: SourceText,
  { parser }: Pick<RefactorDeps, 'parser'>,
  use: (tree: SyntaxTree) => Result,
): Promise<Result | undefined> {
  const tree = await parser.parse(source)
  try {
    return tree && use(tree)
  } finally {
    tree?.dispose()
  }
}
