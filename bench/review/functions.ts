import { type CodeUnit, codeUnits } from '../../server/context/functions.ts'
import { generatedReason } from '../../server/context/generated.ts'
import type { SyntaxParser, SyntaxTree } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import { countSyntaxErrors } from '../../server/context/syntaxErrors.ts'
import type { CorpusFile } from '../completion/corpus.ts'
import { randomNumbers } from '../cuts.ts'

/** Lines of the functions that are reviewed. */
const size = { fewest: 8, most: 60 }

/** A file of a package with its functions. */
export interface FunctionFile {
  readonly file: CorpusFile
  readonly source: SourceText
  readonly tree: SyntaxTree
  readonly functions: readonly CodeUnit[]
}

/** Files in an order of the seed's, packages in turn, so that a run that is cut short has seen some of each. */
export function filesInTurn(files: readonly CorpusFile[], seed: number): readonly CorpusFile[] {
  const random = randomNumbers(seed)
  const packages = new Map<string, { readonly order: number; readonly file: CorpusFile }[]>()
  for (const file of files) {
    const known = packages.get(file.packageName) ?? []
    packages.set(file.packageName, [...known, { order: random(), file }])
  }
  const queues = shuffled([...packages.values()], random).map((queue) => queue.toSorted((a, b) => a.order - b.order))
  const longest = Math.max(0, ...queues.map((queue) => queue.length))
  return Array.from({ length: longest }, (_, turn) => queues.flatMap((queue) => queue[turn]?.file ?? [])).flat()
}

/** Calls `look` with the functions of a file that people wrote and that parses; the tree is gone afterwards. */
export async function withFunctions<T>(
  file: CorpusFile,
  parser: SyntaxParser,
  look: (found: FunctionFile) => T,
): Promise<T | undefined> {
  const source = new SourceText(file.path, file.languageId, file.text)
  if (generatedReason(source) !== undefined) return undefined
  const tree = await parser.parse(source)
  if (tree === undefined) return undefined
  try {
    return countSyntaxErrors(tree) > 0 ? undefined : look({ file, source, tree, functions: wholeFunctions(source, tree) })
  } finally {
    tree.dispose()
  }
}

/** Functions of a fitting size; parts of longer ones share their name with the other parts. */
function wholeFunctions(source: SourceText, tree: SyntaxTree): readonly CodeUnit[] {
  const units = codeUnits(source, tree).filter(({ kind }) => kind === 'function')
  return units.filter((unit) => {
    const lines = unit.endLine - unit.startLine
    return lines >= size.fewest && lines <= size.most && units.filter(({ name }) => name === unit.name).length === 1
  })
}

export function shuffled<T>(values: readonly T[], random: () => number): readonly T[] {
  return values
    .map((value) => ({ value, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ value }) => value)
}
