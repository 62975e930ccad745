import { SourceText } from '../../../context/source.ts'
import type { Engine, FimPrompt } from '../../../engine/engine.ts'
import type { EditOutcome } from '../../../protocol/edits.ts'
import type { EditDeps } from '../editing.ts'
import { guarded } from '../guard.ts'
import { commonTypes, isKnownType, suitsUse } from './rewriteKnownTypes.ts'
import type { RewriteSite } from './rewriteSite.ts'
import { mayGiveNone, type TypePlace, type UntypedFunction, untypedFunction } from './rewriteTypes.ts'
import { sameWithoutTypes } from './rewriteWithoutTypes.ts'

/** A type that needs more tokens than this is no annotation that anyone wants to read. */
const mostTokens = 24
/** Text around the function that the model sees; more tells it little. Characters. */
const mostBefore = 3000
const mostAfter = 3000

/**
 * Writes the missing types of the function at a site, each asked for by itself where it will stand, and keeps those that hold: the name is
 * known, the parameter is used like one, and TypeScript, where it is there, has nothing against it. Text that is no type never changes.
 * Rejects when the signal is aborted, and with the engine's LatentError.
 */
export async function addTypes(site: RewriteSite, title: string, deps: EditDeps, signal: AbortSignal): Promise<EditOutcome> {
  const untyped = untypedFunction(site)
  if (untyped === undefined) return { kind: 'refused', reason: 'There is nothing to change.' }
  const { source } = site
  const checked = checkedText(source)
  const chosen: { readonly place: TypePlace; readonly type: string }[] = []
  const missed: string[] = []
  for (const place of untyped.places) {
    const type = await firstThatHolds({ source, untyped, checked, chosen, place }, deps, signal)
    if (type !== undefined) chosen.push({ place, type })
    else missed.push(place.parameter === undefined ? noReturnType : `No type was found for \`${place.parameter}\`.`)
  }
  if (chosen.length === 0) return { kind: 'refused', reason: 'The model found no type that holds.' }
  const edit = editWith(source, untyped, chosen)
  const outcome = await guarded(
    {
      ...{ source, edit, title },
      // Types are part of a signature; that nothing else of it changes is compared below, word by word.
      keepsSignature: false,
      keepsBehaviour: false,
      notes: missed,
    },
    deps,
    signal,
  )
  if (outcome.kind === 'refused' || (await sameWithoutTypes(source, applied(source.text, edit), deps.parser))) return outcome
  return { kind: 'refused', reason: 'Something beside types would change.' }
}

const noReturnType = 'No type was found for what it returns.'

interface Chosen {
  readonly place: TypePlace
  readonly type: string
}

/** All types as one edit, from the first place to the last one. */
function editWith({ text }: SourceText, { frame }: UntypedFunction, chosen: readonly Chosen[]) {
  const first = chosen[0]?.place.startOffset ?? 0
  let newText = frame?.before ?? ''
  let read = first
  for (const { place, type } of chosen) {
    newText += text.slice(read, place.startOffset) + place.before + type + place.after
    read = place.endOffset
  }
  return { startOffset: first, endOffset: read, newText: newText + (frame?.after ?? '') }
}

function applied(text: string, { startOffset, endOffset, newText }: ReturnType<typeof editWith>): string {
  return text.slice(0, startOffset) + newText + text.slice(endOffset)
}

interface Asked {
  readonly source: SourceText
  readonly untyped: UntypedFunction
  /** The text in which TypeScript looks for errors. */
  readonly checked: SourceText
  readonly chosen: readonly Chosen[]
  readonly place: TypePlace
}

async function firstThatHolds(asked: Asked, deps: EditDeps, signal: AbortSignal): Promise<string | undefined> {
  const { source, untyped, chosen, place } = asked
  const types = place.known === undefined ? await likelyTypes(source, untyped, chosen, place, deps, signal) : [place.known]
  for (const type of types.slice(0, mostTried).flatMap((each) => formsOf(each, source.languageId))) {
    const holds = await typeHolds(asked, type, deps)
    signal.throwIfAborted()
    if (holds) return type
  }
  return undefined
}

/** A list that is only read may be one that nobody may change; of TypeScript's, callers may have nothing else to give. */
function formsOf(type: string, languageId: string): readonly string[] {
  const isList = languageId.startsWith('typescript') && /^[\p{L}_$][\p{L}\p{N}_$.]*\[\]$/u.test(type)
  return isList ? [type, `readonly ${type}`] : [type]
}

/**
 * The types that the model finds likeliest at a place, of its own idea and of those that are common or declared here, the likeliest first.
 * The types that were found already stand in front.
 */
async function likelyTypes(
  source: SourceText,
  untyped: UntypedFunction,
  chosen: readonly Chosen[],
  place: TypePlace,
  { engine, typeChecker }: EditDeps,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const prompt = promptAt(source, untyped, chosen, place)
  const own = await writtenType(prompt, place, engine, signal)
  const suits = (type: string) =>
    isKnownType(type, source.languageId, untyped.fn) &&
    (place.parameter === undefined || suitsUse(type, place.parameter, untyped.fn, source.languageId))
  const types = [...new Set([...(own === undefined ? [] : [own]), ...commonTypes(source.languageId, untyped.fn)])].filter(suits)
  if (engine.score === undefined) return types.filter((type) => type === own)
  if (types.length === 0) return []
  const scored = await engine.score({ ...shared, prompt, continuations: types, ends: true }, signal)
  const logPs = scored.map(({ logPs: tokens, endLogP = 0 }) => tokens.reduce((sum, each) => sum + each, endLogP))
  const most = Math.max(...logPs)
  const whole = logPs.reduce((sum, logP) => sum + Math.exp(logP - most), 0)
  const least = typeChecker !== undefined && untyped.fn.tree.rootNode.type === 'program' ? checkedShare : clearShare
  const ranked = types
    .map((type, index) => ({ type, share: Math.exp((logPs[index] ?? 0) - most) / whole }))
    .filter(({ share }) => share >= least)
  const found = ranked.toSorted((a, b) => b.share - a.share).map(({ type }) => type)
  const givesNone = place.parameter === undefined && source.languageId === 'python' && mayGiveNone(untyped.fn)
  return givesNone ? found.map((type) => (/\bNone\b/.test(type) ? type : `${type} | None`)) : found
}

const shared = { lane: 'user', sequence: 'review', reuse: 'aligned' } as const
/** Of the probability that all considered types have together; with less, another one is nearly as likely. */
const clearShare = 0.5
/** Types of a place that TypeScript is asked about, the likeliest first. */
const mostTried = 3
/** The same where TypeScript looks at the type, so that the second likeliest is worth a try. */
const checkedShare = 0.05

function promptAt({ text }: SourceText, untyped: UntypedFunction, chosen: readonly Chosen[], place: TypePlace): FimPrompt {
  const start = chosen[0]?.place.startOffset ?? place.startOffset
  const read = chosen.at(-1)?.place.endOffset ?? place.startOffset
  const done = chosen.reduce(
    (all, each, index) =>
      all +
      text.slice(index === 0 ? start : (chosen[index - 1]?.place.endOffset ?? start), each.place.startOffset) +
      each.place.before +
      each.type +
      each.place.after,
    untyped.frame?.before ?? '',
  )
  return {
    kind: 'fim',
    prefix: text.slice(Math.max(0, start - mostBefore), start) + done + text.slice(read, place.startOffset) + place.before,
    suffix: place.after + (untyped.frame?.after ?? '') + text.slice(place.endOffset, place.endOffset + mostAfter),
    typed: '',
  }
}

async function writtenType(
  prompt: FimPrompt,
  place: TypePlace,
  engine: Engine,
  signal: AbortSignal,
): Promise<string | undefined> {
  let written = ''
  for await (const delta of engine.complete({ ...shared, maxTokens: mostTokens, stop: ['\n'], prompt }, signal)) {
    if (delta.kind === 'text') written += delta.text
    const type = typeAtStart(written, place.ends)
    if (type !== undefined && type.length < written.trimEnd().length) return type
  }
  return typeAtStart(`${written}\n`, place.ends)
}

const brackets: Readonly<Record<string, 1 | -1>> = { '(': 1, '[': 1, '{': 1, '<': 1, ')': -1, ']': -1, '}': -1, '>': -1 }

/** Up to the first of `ends` outside of brackets; undefined while that has not come, and where nothing stands in front of it. */
function typeAtStart(text: string, ends: string): string | undefined {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (depth === 0 && ends.includes(character)) return text.slice(0, at).trim() || undefined
    // The arrow of a function type closes nothing.
    if (!(character === '>' && text[at - 1] === '=')) depth += brackets[character] ?? 0
    if (depth < 0) return text.slice(0, at).trim() || undefined
  }
  return undefined
}

/** Whether a text with this type, beside those that were found, stands up to what can be checked of it. */
async function typeHolds({ source, untyped, checked, chosen, place }: Asked, type: string, deps: EditDeps): Promise<boolean> {
  if (!isKnownType(type, source.languageId, untyped.fn)) return false
  const changed = checkedText(source, applied(source.text, editWith(source, untyped, [...chosen, { place, type }])))
  return ((await deps.typeChecker?.newErrors(checked, changed.text)) ?? 0) === 0
}

/** Types in comments of JavaScript are only believed where TypeScript is told to. */
function checkedText({ path, languageId, text: original }: SourceText, text = original): SourceText {
  return new SourceText(path, languageId, languageId.startsWith('javascript') ? `// @ts-check\n${text}` : text)
}
