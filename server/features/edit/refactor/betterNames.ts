import type { Node } from '@vscode/tree-sitter-wasm'
import type { NamePlaces, Refactorings } from '../../../context/refactorings.ts'
import type { SourceText } from '../../../context/source.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { Engine } from '../../../engine/engine.ts'
import type { EditDeps } from '../editing.ts'
import { namedCode } from './namedCode.ts'
import { isUsableName, type NameStyle, namesIn, namesOfValue, styleOf } from './names.ts'
import { type NameAsk, rankedNames, scoredNames } from './naming.ts'
import { PythonRefactorings } from './pythonRefactorings.ts'
import { nameAt, nameTypes } from './selection.ts'
import { inlinedVariable } from './soundness.ts'

export interface BetterNameDeps extends EditDeps {
  /** For TypeScript and JavaScript. */
  readonly refactorings: Refactorings
}

export interface BetterNames {
  /** As it is now. */
  readonly name: string
  /** Likelier ones, the likeliest first; none where the name is as good as any. */
  readonly names: readonly string[]
  /** Where all places of the name are known. */
  readonly places?: NamePlaces
}

/** Names that are closer to the written one than this are no better; in nats. */
const clearlyLikelier = 0.7
const mostNames = 3

/** Names that the model finds likelier than the one at an offset. `undefined`: there is no name that could be another one. */
export async function betterNames(
  source: SourceText,
  offset: number,
  deps: BetterNameDeps,
  signal: AbortSignal,
): Promise<BetterNames | undefined> {
  const tool = source.languageId === 'python' ? new PythonRefactorings(deps.parser) : deps.refactorings
  const places = await tool.places(source, offset)
  signal.throwIfAborted()
  const asked = await askFor(source, offset, places, deps)
  if (asked === undefined) return undefined
  const { name, ask } = asked
  const ranked = await rankedNames(ask, deps.engine, signal)
  const names = ranked.map((each) => each.name)
  const likelier = await likelierThan(name, names, ask, deps.engine, signal)
  return { name, names: likelier.slice(0, mostNames), ...(places === undefined ? {} : { places }) }
}

interface Asked {
  readonly name: string
  readonly ask: NameAsk
}

async function askFor(
  source: SourceText,
  offset: number,
  places: NamePlaces | undefined,
  { parser }: EditDeps,
): Promise<Asked | undefined> {
  const tree = await parser.parse(source)
  try {
    const node = tree && nameAt(tree.rootNode, offset)
    if (tree === undefined || node === undefined) return undefined
    const { rootNode: root } = tree
    const name = node.text
    const value = places && inlinedVariable(root, places)?.value
    return {
      name,
      ask: {
        named: namedCode(root, source, places?.places ?? placesByText(root, name)),
        style: styleOf(name) ?? styleOfLanguage(source.languageId),
        taken: namesIn(root),
        suggested: value === undefined ? [] : namesOfValue(value.text),
      },
    }
  } finally {
    tree?.dispose()
  }
}

function styleOfLanguage(languageId: string): NameStyle {
  return languageId === 'python' || languageId === 'rust' ? 'snake_case' : 'camelCase'
}

/** Where no tool knows what belongs together, everything of the same name counts: it is only hidden from the model. */
function placesByText(root: Node, name: string): readonly { readonly startOffset: number; readonly endOffset: number }[] {
  const spans: { startOffset: number; endOffset: number }[] = []
  walkSyntax(root, (cursor) => {
    if (nameTypes.has(cursor.nodeType) && cursor.nodeText === name)
      spans.push({ startOffset: cursor.startIndex, endOffset: cursor.endIndex })
    return true
  })
  return spans
}

async function likelierThan(
  name: string,
  names: readonly string[],
  { named, style }: NameAsk,
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (names.length === 0) return []
  const scored = await scoredNames([name, ...names], named, style, engine, signal)
  const written = scored.find((each) => each.name === name)?.logP ?? Number.NEGATIVE_INFINITY
  // A name that says nothing has no odds worth beating.
  const least = isUsableName(name, new Set()) ? written + clearlyLikelier : Number.NEGATIVE_INFINITY
  return scored.filter((each) => each.name !== name && each.logP > least).map((each) => each.name)
}
