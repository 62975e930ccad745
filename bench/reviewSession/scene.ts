import { codeUnits } from '../../server/context/functions.ts'
import type { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import { countSyntaxErrors } from '../../server/context/syntaxErrors.ts'
import type { CorpusFile } from '../completion/corpus.ts'
import { randomNumbers } from '../cuts.ts'
import { filesInTurn, withFunctions } from '../review/functions.ts'
import { faultsOf } from '../review/mutators/mutators.ts'

/** A published file with faults in some of its functions. */
export interface Scene {
  readonly name: string
  readonly root: string
  readonly path: string
  readonly languageId: string
  readonly text: string
  readonly lines: number
  readonly functions: number
  readonly faults: number
}

/** About 400 lines, so that a review takes minutes, and enough functions to have a first and a last one. */
const size = { fewest: 350, most: 450, functions: 6 }

/** Files of about 400 lines, a fault in every `each`th function of a fitting size; the same ones for the same seed. */
export async function scenesOf(
  files: readonly CorpusFile[],
  { count, each, seed }: { readonly count: number; readonly each: number; readonly seed: number },
  parser: SyntaxParser,
): Promise<readonly Scene[]> {
  const scenes: Scene[] = []
  for (const file of filesInTurn(files, seed)) {
    if (scenes.length === count) break
    const lines = file.text.split('\n').length
    if (lines < size.fewest || lines > size.most) continue
    const scene = await sceneOf(file, each, seed, parser)
    if (scene !== undefined) scenes.push(scene)
  }
  return scenes
}

async function sceneOf(file: CorpusFile, each: number, seed: number, parser: SyntaxParser): Promise<Scene | undefined> {
  const random = randomNumbers(seed)
  const edits = await withFunctions(file, parser, ({ source, tree, functions }) => {
    if (codeUnits(source, tree).filter(({ kind }) => kind === 'function').length < size.functions) return undefined
    return functions
      .filter((_, index) => index % each === each - 1)
      .flatMap((unit) => {
        const faults = faultsOf(source, tree, unit)
        return faults[Math.floor(random() * faults.length)] ?? []
      })
  })
  if (edits === undefined || edits.length === 0) return undefined
  // From the end, so that the offsets of the others stay right.
  const text = edits.reduceRight(
    (sum, { startOffset, endOffset, newText }) => sum.slice(0, startOffset) + newText + sum.slice(endOffset),
    file.text,
  )
  const source = new SourceText(file.path, file.languageId, text)
  const tree = await parser.parse(source)
  try {
    if (tree === undefined || countSyntaxErrors(tree) > 0) return undefined
    const { packageName, root, path, languageId } = file
    return {
      ...{ name: `${packageName} ${path}`, root, path, languageId, text },
      ...{ lines: source.lineCount, functions: codeUnits(source, tree).length, faults: edits.length },
    }
  } finally {
    tree?.dispose()
  }
}
