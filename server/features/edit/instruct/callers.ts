import type { SyntaxTree } from '../../../context/parser.ts'
import type { PlaceEdit } from '../../../context/projectEdits.ts'
import type { NamePlace, ProjectRefactorings, Refactorings } from '../../../context/refactorings.ts'
import { SourceText } from '../../../context/source.ts'
import type { EditDeps } from '../editing.ts'
import { textAfter } from '../guardSeveral.ts'
import { namesIn } from '../refactor/names.ts'
import { PythonRefactorings } from '../refactor/pythonRefactorings.ts'
import { type NewArgument, newArguments } from './callArguments.ts'
import { argumentsEdit, argumentText, type Call, type Use, useAt } from './callSites.ts'
import { valuesFor } from './callValues.ts'
import { type HeadChange, headChanges, headLanguages } from './heads.ts'

/** Where a function is used; absent: callers of a function that is declared otherwise are not looked for. */
export type UseFinder = Pick<Refactorings, 'places'> & Pick<ProjectRefactorings, 'rename'>

export interface CallerDeps extends EditDeps {
  readonly uses?: UseFinder
}

/** What has to change with the lines of a function that is declared otherwise by them. */
export interface Callers {
  readonly edits: readonly PlaceEdit[]
  /** What calls the function, for messages: `report:12`. */
  readonly calledFrom: readonly string[]
  /** Whether a call is known not to fit, which nothing but its own author can change. */
  readonly isStuck: boolean
  readonly notes: readonly string[]
}

/** More calls than these are a change of their own. */
const mostCalls = 30

/**
 * The edits with which calls in the rest of the file fit functions whose heads new lines change: arguments go where the parameters of their names
 * went, the name is the new one, and what became asynchronous is awaited. What a call has no value for is asked of the model. Undefined where no
 * head changes or nothing else in the file uses it.
 */
export async function callersOf(
  source: SourceText,
  edit: PlaceEdit,
  deps: CallerDeps,
  signal: AbortSignal,
): Promise<Callers | undefined> {
  const { parser, uses: finder } = deps
  if (finder === undefined || !headLanguages.has(source.languageId)) return undefined
  const after = new SourceText(source.path, source.languageId, textAfter(source.text, [edit]))
  const [before, changed] = [await parser.parse(source), await parser.parse(after)]
  try {
    if (before === undefined || changed === undefined || changed.rootNode.hasError) return undefined
    const newPart = { startOffset: edit.startOffset, endOffset: edit.startOffset + edit.newText.length }
    const all: Callers[] = []
    for (const change of headChanges(before.rootNode, edit, changed.rootNode, newPart)) {
      const places = await placesOf(source, change.before.nameOffset, finder, deps)
      const uses = (places?.places ?? [])
        .filter(({ startOffset, endOffset }) => endOffset <= edit.startOffset || startOffset >= edit.endOffset)
        .map((place) => useAt(before.rootNode, place))
      const followed = await following(change, uses, { source, edit, tree: before, deps, signal })
      const notes = places?.isLocal === false ? [...followed.notes, elsewhere(change)] : followed.notes
      if (uses.length > 0 || notes.length > 0) all.push({ ...followed, notes })
    }
    return all.length === 0 ? undefined : together(all)
  } finally {
    before?.dispose()
    changed?.dispose()
  }
}

function elsewhere({ before: { name } }: HeadChange): string {
  return `Other files may use \`${name}\` as it was; they were not looked at.`
}

interface Site {
  readonly source: SourceText
  readonly edit: PlaceEdit
  readonly tree: SyntaxTree
  readonly deps: CallerDeps
  readonly signal: AbortSignal
}

async function following(change: HeadChange, uses: readonly Use[], site: Site): Promise<Callers> {
  const calls = uses.flatMap(({ call }) => call ?? [])
  const calledFrom = calls.map(({ caller, startOffset }) => `\`${caller}:${site.source.positionAt(startOffset).line + 1}\``)
  if (calls.length > mostCalls) return { edits: [], calledFrom, isStuck: true, notes: [] }
  const edits: PlaceEdit[] = []
  const chosen = new Set<string>()
  let isStuck = false
  for (const { place, call } of uses) {
    edits.push(...renaming(change, place))
    if (call === undefined) continue
    const becameAsync = change.after.isAsync && !change.before.isAsync
    if (becameAsync && !call.isAwaited) {
      if (!call.mayAwait) isStuck = true
      edits.push(...awaiting(call))
    }
    const args = call.written && newArguments(change, call.written, site.source.languageId)
    // Where the names do not tell, the types have to: the call stays as it is.
    if (args === undefined) continue
    const texts = await argumentTexts(change, call, args, site)
    if (texts === undefined) isStuck = true
    else edits.push(...[argumentsEdit(call, texts)].filter((each) => each !== undefined))
    for (const each of args) if (each.kind === 'asked') chosen.add(each.parameter.name ?? '')
  }
  const notes = [...chosen].map((name) => `What is handed over as \`${name}\` is what the model believes. Look at it.`)
  return { edits, calledFrom, isStuck, notes }
}

function renaming({ before, after }: HeadChange, { startOffset, endOffset, prefix = '', suffix = '' }: NamePlace): PlaceEdit[] {
  return before.name === after.name ? [] : [{ startOffset, endOffset, newText: prefix + after.name + suffix }]
}

function awaiting({ startOffset, endOffset, needsBrackets }: Call): PlaceEdit[] {
  const begin = { startOffset, endOffset: startOffset, newText: needsBrackets ? '(await ' : 'await ' }
  return needsBrackets ? [begin, { startOffset: endOffset, endOffset, newText: ')' }] : [begin]
}

/** The texts of a call's arguments, with values for those that it has none for; undefined where the model knows none that fits. */
async function argumentTexts(
  change: HeadChange,
  call: Call,
  args: readonly NewArgument[],
  site: Site,
): Promise<readonly string[] | undefined> {
  let texts: readonly string[] = []
  for (const [index, argument] of args.entries()) {
    if (argument.kind === 'written') {
      texts = [...texts, argumentText(argument, argument.text)]
      continue
    }
    // Those behind it that are known are code that goes on after the place.
    const rest = args.slice(index + 1).flatMap((each) => (each.kind === 'written' ? [argumentText(each, each.text)] : []))
    const value = await valueAt(change, call, argument, [texts, rest], site)
    if (value === undefined) return undefined
    texts = [...texts, argumentText(argument, value)]
  }
  return texts
}

async function valueAt(
  change: HeadChange,
  call: Call,
  argument: Extract<NewArgument, { kind: 'asked' }>,
  [texts, rest]: readonly [readonly string[], readonly string[]],
  { source, edit, tree, deps, signal }: Site,
): Promise<string | undefined> {
  const { text } = source
  const around = tree.rootNode.children.find(
    (child) => child !== null && child.startIndex <= call.startOffset && call.endOffset <= child.endIndex,
  )
  const open = argumentText(argument, '')
  const ask = {
    declaration: edit.newText,
    before: text.slice(around?.startIndex ?? 0, call.listStart) + texts.map((each) => `${each}, `).join('') + open,
    after: rest.map((each) => `, ${each}`).join('') + text.slice(call.listEnd, around?.endIndex ?? text.length),
    name: argument.parameter.name ?? '',
    known: namesIn(tree.rootNode),
  }
  const values = await valuesFor(ask, deps.engine, signal)
  const errors: (number | undefined)[] = []
  for (const value of values) {
    const args = argumentsEdit(call, [...texts, argumentText(argument, value), ...rest])
    const changed = textAfter(text, args === undefined ? [edit] : [edit, args])
    errors.push(change.before.name === change.after.name ? await deps.typeChecker?.newErrors(source, changed) : undefined)
    signal.throwIfAborted()
  }
  // The other calls have the same errors each time, so that the fewest are those of the value that fits.
  const fewest = Math.min(...errors.map((count) => count ?? 0))
  return values[errors.findIndex((count) => (count ?? 0) === fewest)]
}

async function placesOf(
  source: SourceText,
  offset: number,
  finder: UseFinder,
  { parser }: CallerDeps,
): Promise<{ readonly places: readonly NamePlace[]; readonly isLocal: boolean } | undefined> {
  if (source.languageId === 'python') return await new PythonRefactorings(parser).places(source, offset)
  const places = await finder.places(source, offset)
  if (places !== undefined) return places
  // A method is known to whoever can rename it.
  const renamed = await finder.rename(source, offset, stand, [])
  if (renamed?.kind !== 'made') return undefined
  const own = renamed.files.find(({ path }) => path.endsWith(source.path.replaceAll('\\', '/')))
  return { places: own?.edits ?? [], isLocal: renamed.files.length === 1 }
}

/** A name that nothing has: only the places count. */
const stand = 'latentRenamed'

function together(all: readonly Callers[]): Callers {
  const edits = all.flatMap((each) => each.edits).toSorted((a, b) => a.startOffset - b.startOffset)
  return {
    edits,
    calledFrom: [...new Set(all.flatMap(({ calledFrom }) => calledFrom))],
    // A call among the arguments of another one would have to change twice.
    isStuck:
      all.some(({ isStuck }) => isStuck) || edits.some((each, index) => each.startOffset < (edits[index - 1]?.endOffset ?? 0)),
    notes: [...new Set(all.flatMap(({ notes }) => notes))],
  }
}
