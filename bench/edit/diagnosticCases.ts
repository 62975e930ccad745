import { join } from 'node:path'
import type { Compiler, CompilerError } from '../../server/context/compiler.ts'
import type { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import type { CorpusFile, Half } from '../completion/corpus.ts'
import { randomNumbers } from '../cuts.ts'
import { type FunctionFile, filesInTurn, shuffled, withFunctions } from '../review/functions.ts'
import { type Fault, type FaultKind, kindsOf } from '../review/mutators/fault.ts'
import { faultsOf } from '../review/mutators/mutators.ts'

/** A published file that compiles, with one fault that the compiler reports. */
export interface DiagnosticCase {
  readonly id: string
  readonly kind: FaultKind
  /** With the fault; named by its whole path, where the compiler finds what it imports. */
  readonly source: SourceText
  readonly correctText: string
  /** The first of the errors that came with the fault. */
  readonly error: CompilerError
}

/** Faults of a file that are tried before the next file: most mistakes have types that fit. */
const mostTries = 12

/**
 * One case a file, packages in turn. The kinds of fault that have had the fewest come first. Gives fewer than `count` where the files do not
 * suffice.
 */
export async function diagnosticCases(
  files: readonly CorpusFile[],
  half: Half,
  count: number,
  seed: number,
  { parser, compiler }: { readonly parser: SyntaxParser; readonly compiler: Compiler },
): Promise<readonly DiagnosticCase[]> {
  const random = randomNumbers(seed)
  const counts = new Map<FaultKind, number>(kindsOf(half).map((kind) => [kind, 0]))
  const cases: DiagnosticCase[] = []
  for (const file of filesInTurn(files, seed)) {
    if (cases.length === count) break
    const located = { ...file, path: join(file.root, file.path) }
    const source = new SourceText(located.path, file.languageId, file.text)
    if ((await compiler.errors(source))?.length !== 0) continue
    const faults = (await withFunctions(located, parser, (found) => faultsInTurn(found, counts, random))) ?? []
    for (const fault of faults.slice(0, mostTries)) {
      const found = await caseOf(file, source, fault, compiler)
      if (found === undefined) continue
      counts.set(fault.kind, (counts.get(fault.kind) ?? 0) + 1)
      cases.push(found)
      break
    }
  }
  return cases
}

/** One of each kind in turn, rare kinds first. */
function faultsInTurn(found: FunctionFile, counts: ReadonlyMap<FaultKind, number>, random: () => number): readonly Fault[] {
  const possible = shuffled(
    found.functions.flatMap((unit) => faultsOf(found.source, found.tree, unit)),
    random,
  )
  const kinds = shuffled([...counts.keys()], random).toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0))
  const byKind = kinds.map((kind) => possible.filter((fault) => fault.kind === kind))
  const longest = Math.max(0, ...byKind.map(({ length }) => length))
  return Array.from({ length: longest }, (_, turn) => byKind.flatMap((faults) => faults[turn] ?? [])).flat()
}

/** `undefined`: the compiler has nothing against the fault. */
async function caseOf(
  file: CorpusFile,
  correct: SourceText,
  { kind, startOffset, endOffset, newText }: Fault,
  compiler: Compiler,
): Promise<DiagnosticCase | undefined> {
  const text = correct.text.slice(0, startOffset) + newText + correct.text.slice(endOffset)
  const source = new SourceText(correct.path, correct.languageId, text)
  // A text that does not parse has errors of its syntax, which say little of what is meant.
  const [error] = (await compiler.errors(source)) ?? []
  if (error === undefined || error.code < firstSemanticCode) return undefined
  const line = correct.positionAt(startOffset).line + 1
  return { id: `${file.packageName} ${file.path}:${line} ${kind}`, kind, source, correctText: correct.text, error }
}

/** TypeScript numbers errors of the syntax from 1000 on, those of types and names from 2000. */
const firstSemanticCode = 2000
