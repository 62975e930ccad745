import type { EditOutcome } from '../../../protocol/edits.ts'
import type { EditDeps } from '../editing.ts'
import { guarded } from '../guard.ts'
import { refactored } from './mechanical.ts'
import { moved } from './rewriteLines.ts'
import { indentAt, indentStep, isPython, type RewriteSite, semicolon } from './rewriteSite.ts'
import { countName } from './rewriteSoundness.ts'
import { isAtTopLevel, type SplitPart, splitPart, topLevelOf } from './rewriteSplit.ts'

const mostNameTokens = 12

/** Why the function here cannot be split; undefined where it can be, or is short. */
export function splitProblem(site: RewriteSite): string | undefined {
  const part = splitPart(site)
  if (part === undefined) return undefined
  if ('reason' in part) return part.reason
  return isAtTopLevel(part.fn) ? undefined : 'It stands within another function, whose names the new one might not see.'
}

/** The first value that the part needs and whose type is written nowhere. */
function untypedInput({ source }: RewriteSite, { inputs }: SplitPart): string | undefined {
  return /^typescript/.test(source.languageId) ? inputs.find(({ type }) => type === undefined)?.name : undefined
}

/**
 * Takes the best part of the function out into one of its own, behind it. The tree decides what and how, the model only the name; where types
 * are written nowhere, TypeScript, which knows them, takes it out.
 */
export async function splitFunction(site: RewriteSite, title: string, deps: EditDeps, signal: AbortSignal): Promise<EditOutcome> {
  const part = splitPart(site)
  const problem = splitProblem(site)
  if (problem !== undefined) return { kind: 'refused', reason: problem }
  if (part === undefined || 'reason' in part) return { kind: 'refused', reason: 'There is nothing to change.' }
  const untyped = untypedInput(site, part)
  if (untyped !== undefined) {
    const { refactorings } = deps
    if (refactorings === undefined)
      return { kind: 'refused', reason: `The type of \`${untyped}\` is not written anywhere; extract the function by hand.` }
    const span = { startOffset: part.first.startIndex, endOffset: part.last.endIndex }
    const ask = { kind: 'extractFunction', source: site.source, span } as const
    const outcome = await refactored(ask, { ...deps, refactorings }, signal)
    return outcome.kind === 'proposed' ? { kind: 'proposed', proposal: { ...outcome.proposal, title } } : outcome
  }
  const name = (await askedName(site, part, deps, signal)) ?? plainName(site, part)
  const outer = topLevelOf(part.fn)
  const { text } = site.source
  const newText = callOf(site, part, name) + text.slice(part.last.endIndex, outer.endIndex) + gap(site) + helper(site, part, name)
  const edit = { startOffset: part.first.startIndex, endOffset: outer.endIndex, newText }
  return await guarded({ source: site.source, edit, title, keepsSignature: true, keepsBehaviour: false }, deps, signal)
}

function gap(site: RewriteSite): string {
  return site.source.lineEnd.repeat(isPython(site) ? 3 : 2)
}

function callOf(site: RewriteSite, { inputs, outputDeclaration }: SplitPart, name: string): string {
  const call = `${name}(${inputs.map((each) => each.name).join(', ')})${isPython(site) ? '' : semicolon(site)}`
  return outputDeclaration === undefined ? call : `${outputDeclaration} = ${call}`
}

function helper(site: RewriteSite, part: SplitPart, name: string): string {
  const { head, tail } = frameOf(site, part)
  return `${head.before}${name}${head.after}${bodyOf(site, part)}${tail}`
}

function frameOf(site: RewriteSite, { inputs, output }: SplitPart) {
  const { lineEnd } = site.source
  const step = indentStep(site)
  const parameters = inputs.map(({ name, type = '' }) => name + (name === 'self' ? '' : type)).join(', ')
  const returned = output === undefined ? '' : `${lineEnd}${step}return ${output}${isPython(site) ? '' : semicolon(site)}`
  return isPython(site)
    ? { head: { before: 'def ', after: `(${parameters}):${lineEnd}` }, tail: returned }
    : { head: { before: 'function ', after: `(${parameters}) {${lineEnd}` }, tail: `${returned}${lineEnd}}` }
}

function bodyOf(site: RewriteSite, { first, last }: SplitPart): string {
  const { source } = site
  const lines: string[] = []
  for (let row = first.startPosition.row; row <= last.endPosition.row; row += 1) lines.push(source.lineText(row))
  lines[lines.length - 1] = lines.at(-1)?.slice(0, last.endPosition.column) ?? ''
  const block = { lines, firstRow: first.startPosition.row, indent: indentAt(site, first.startIndex) }
  return moved(site, block, indentStep(site)).join(source.lineEnd)
}

/** A name that the model would write in front of the new function's parameters and body. */
async function askedName(
  site: RewriteSite,
  part: SplitPart,
  { engine }: EditDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { head } = frameOf(site, part)
  const { text } = site.source
  const prompt = {
    kind: 'fim',
    prefix: `${text.slice(part.fn.startIndex, part.first.startIndex)}${text.slice(part.last.endIndex, part.fn.endIndex)}${gap(site)}${head.before}`,
    suffix: `${head.after}${bodyOf(site, part)}`,
    typed: '',
  } as const
  let written = ''
  const request = { lane: 'user', sequence: 'review', maxTokens: mostNameTokens, stop: ['(', '\n', ' '], prompt } as const
  for await (const delta of engine.complete(request, signal)) if (delta.kind === 'text') written += delta.text
  const name = /^\s*([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(written)?.[1]
  return name !== undefined && isFree(site, name) && isInStyle(site, name) ? name : undefined
}

function isFree({ root }: RewriteSite, name: string): boolean {
  return countName(root, name) === 0 && !reserved.has(name)
}

const reserved: ReadonlySet<string> = new Set(
  'async await break case class const continue def default delete do elif else except export extends finally for from function global if import in is lambda let new not or and pass raise return super switch this throw try typeof var void while with yield True False None true false null print len list dict set sum min max map filter'.split(
    ' ',
  ),
)

/** `snake_case` in Python, `camelCase` elsewhere. */
function isInStyle(site: RewriteSite, name: string): boolean {
  return isPython(site) ? /^[a-z_][a-z0-9_]*$/.test(name) : !/^[\p{Lu}]|_/u.test(name)
}

function plainName(site: RewriteSite, { fn, output }: SplitPart): string {
  const own = fn.childForFieldName('name')?.text ?? 'function'
  const bare = own.replaceAll(/^_+|_+$/g, '')
  const large = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  const names = isPython(site)
    ? [...(output === undefined ? [] : [`_compute_${output}`]), `_${bare}_part`, `_${bare}_part_2`]
    : [...(output === undefined ? [] : [`compute${large(output)}`]), `${bare}Part`, `${bare}Part2`]
  return names.find((name) => isFree(site, name)) ?? names.at(-1) ?? 'part'
}
