import type { CodeUnit } from '../../server/context/functions.ts'
import type { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import { countSyntaxErrors } from '../../server/context/syntaxErrors.ts'
import type { CorpusFile, Half } from '../completion/corpus.ts'
import { randomNumbers } from '../cuts.ts'
import { type FunctionFile, filesInTurn, shuffled, withFunctions } from './functions.ts'
import { type Fault, type FaultKind, kindsOf } from './mutators/fault.ts'
import { faultsOf } from './mutators/mutators.ts'
import type { Trial } from './trial.ts'

/** A function as its package has it, and with one fault. */
export interface TrialPair {
  readonly correct: Trial
  readonly faulty: Trial
}

/**
 * Puts one fault into each of `count` functions, one function a file. The kinds that have had the fewest come first, so that rare ones
 * are not lost among the common ones. Throws when the files do not suffice.
 */
export async function injectedPairs(
  files: readonly CorpusFile[],
  half: Half,
  count: number,
  seed: number,
  parser: SyntaxParser,
): Promise<readonly TrialPair[]> {
  const random = randomNumbers(seed)
  const counts = new Map<FaultKind, number>(kindsOf(half).map((kind) => [kind, 0]))
  const pairs: TrialPair[] = []
  for (const file of filesInTurn(files, seed)) {
    if (pairs.length === count) return pairs
    const picked = await withFunctions(file, parser, (found) => pick(found, counts, random))
    const pair = picked && (await pairOf(file, picked, half, parser))
    if (picked === undefined || pair === undefined) continue
    const { kind } = picked.fault
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    pairs.push(pair)
  }
  if (pairs.length < count) throw new Error(`The packages have only ${pairs.length} functions for faults: ask for fewer pairs.`)
  return pairs
}

interface Picked {
  readonly unit: CodeUnit
  readonly fault: Fault
}

function pick(found: FunctionFile, counts: ReadonlyMap<FaultKind, number>, random: () => number): Picked | undefined {
  const possible = shuffled(found.functions, random).flatMap((unit) =>
    faultsOf(found.source, found.tree, unit).map((fault) => ({ unit, fault })),
  )
  const kinds = shuffled([...counts.keys()], random).toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0))
  for (const kind of kinds) {
    const ofKind = possible.filter(({ fault }) => fault.kind === kind)
    if (ofKind.length > 0) return ofKind[Math.floor(random() * ofKind.length)]
  }
  return undefined
}

/** `undefined`: with its fault the text would not parse, which any compiler tells. */
async function pairOf(file: CorpusFile, picked: Picked, half: Half, parser: SyntaxParser): Promise<TrialPair | undefined> {
  const { unit, fault } = picked
  const { startOffset, endOffset, newText, kind } = fault
  const faultyText = file.text.slice(0, startOffset) + newText + file.text.slice(endOffset)
  const [clean, faulty] = [file.text, faultyText].map((text) => new SourceText(file.path, file.languageId, text))
  if (clean === undefined || faulty === undefined || !(await parses(faulty, parser))) return undefined
  const line = clean.positionAt(startOffset).line
  const removed = clean.lineCount - faulty.lineCount
  const common = {
    id: `${file.packageName} ${file.path}:${line + 1} ${unit.name} ${kind}`,
    part: 'injected',
    half,
    root: file.root,
  } as const
  return {
    correct: { ...common, source: clean, lines: { startLine: unit.startLine, endLine: unit.endLine } },
    faulty: {
      ...common,
      source: faulty,
      lines: { startLine: unit.startLine, endLine: unit.endLine - removed },
      // Where a whole line is missing, the fault lies between its neighbours.
      fault: { kind, lines: { startLine: line - removed, endLine: line + 1 }, correctText: file.text },
    },
  }
}

async function parses(source: SourceText, parser: SyntaxParser): Promise<boolean> {
  const tree = await parser.parse(source)
  try {
    return tree !== undefined && countSyntaxErrors(tree) === 0
  } finally {
    tree?.dispose()
  }
}
