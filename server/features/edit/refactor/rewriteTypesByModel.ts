import { SourceText } from '../../../context/source.ts'
import type { EditOutcome } from '../../../protocol/edits.ts'
import type { EditDeps } from '../editing.ts'
import { guarded } from '../guard.ts'
import { isKnownType, suitsUse } from './rewriteKnownTypes.ts'
import type { RewriteSite } from './rewriteSite.ts'
import { type TypePlace, type UntypedFunction, untypedFunction } from './rewriteTypes.ts'
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
  const chosen: { readonly place: TypePlace; readonly type: string }[] = []
  const missed: string[] = []
  for (const place of untyped.places) {
    const type = place.known ?? (await askedType(source, untyped, chosen, place, deps, signal))
    const holds = type !== undefined && (await typeHolds(site, untyped, [...chosen, { place, type }], deps))
    signal.throwIfAborted()
    if (type !== undefined && holds) chosen.push({ place, type })
    else missed.push(place.parameter === undefined ? 'what it returns' : `\`${place.parameter}\``)
  }
  if (chosen.length === 0) return { kind: 'refused', reason: 'The model found no type that holds.' }
  const edit = editWith(source, untyped, chosen)
  const outcome = await guarded(
    {
      ...{ source, edit, title },
      // Types are part of a signature; that nothing else of it changes is compared below, word by word.
      keepsSignature: false,
      keepsBehaviour: false,
      ...(missed.length === 0 ? {} : { notes: [`No type was found for ${missed.join(', ')}.`] }),
    },
    deps,
    signal,
  )
  if (outcome.kind === 'refused' || (await sameWithoutTypes(source, applied(source.text, edit), deps.parser))) return outcome
  return { kind: 'refused', reason: 'Something beside types would change.' }
}

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

/** What the model writes at a place, with the types that were found already in front of it. */
async function askedType(
  source: SourceText,
  untyped: UntypedFunction,
  chosen: readonly Chosen[],
  place: TypePlace,
  { engine }: EditDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { text } = source
  const edit = editWith(source, { ...untyped, ...(untyped.frame && { frame: { ...untyped.frame, after: '' } }) }, chosen)
  const done = chosen.length === 0 ? (untyped.frame?.before ?? '') : edit.newText
  const from = chosen.length === 0 ? place.startOffset : edit.endOffset
  const start = chosen.length === 0 ? place.startOffset : edit.startOffset
  const before = text.slice(Math.max(0, start - mostBefore), start)
  const prefix = before + done + text.slice(from, place.startOffset) + place.before
  const suffix = place.after + (untyped.frame?.after ?? '') + text.slice(place.endOffset, place.endOffset + mostAfter)
  const request = { lane: 'user', sequence: 'review', maxTokens: mostTokens, stop: ['\n'] } as const
  let written = ''
  for await (const delta of engine.complete({ ...request, prompt: { kind: 'fim', prefix, suffix, typed: '' } }, signal)) {
    if (delta.kind === 'text') written += delta.text
    const type = typeAtStart(written, place.ends)
    if (type !== undefined && type.length < written.trimEnd().length) return type
  }
  return typeAtStart(`${written}\n`, place.ends)
}

const brackets: Readonly<Record<string, 1 | -1>> = { '(': 1, '[': 1, '{': 1, '<': 1, ')': -1, ']': -1, '}': -1, '>': -1 }

/** Up to the first of `ends` outside of brackets; undefined while that has not come, and where nothing stands in front of it. */
export function typeAtStart(text: string, ends: string): string | undefined {
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

/** Whether a text with these types stands up to what can be checked of the last one. */
async function typeHolds(
  site: RewriteSite,
  untyped: UntypedFunction,
  chosen: readonly Chosen[],
  deps: EditDeps,
): Promise<boolean> {
  const { source } = site
  const last = chosen.at(-1)
  if (last === undefined || !isKnownType(last.type, source.languageId, untyped.fn)) return false
  if (last.place.parameter !== undefined && !suitsUse(last.type, last.place.parameter, untyped.fn, source.languageId))
    return false
  const changed = applied(source.text, editWith(source, untyped, chosen))
  const isScript = /^javascript/.test(source.languageId)
  // Comments are only believed where TypeScript is told to.
  const told = (text: string) => (isScript ? `// @ts-check\n${text}` : text)
  const original = new SourceText(source.path, source.languageId, told(source.text))
  return ((await deps.typeChecker?.newErrors(original, told(changed))) ?? 0) === 0
}
