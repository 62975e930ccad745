import { randomNumbers } from '../../cuts.ts'
import type { CorpusFile, CorpusLanguage } from '../corpus.ts'
import { crossFileCuts, importedNames } from './crossFile.ts'
import { CodeLines, cutsOf } from './cuts.ts'
import type { Cut, Hole, HoleKind } from './hole.ts'

export interface HoleWish {
  readonly kind: HoleKind
  readonly count: number
}

/** Lengths of the expected text that a hole may have, in characters. */
export interface HoleLengths {
  readonly shortest: number
  readonly longest: number
}

/** Half of the single questions at arbitrary places, a sixth at line ends, the others at the remaining kinds alike. */
export function singleWishes(count: number): readonly HoleWish[] {
  const lineEnd = Math.round(count / 6)
  const others: readonly HoleKind[] = ['insideIdentifier', 'insideCall', 'emptyBlock', 'commentAbove']
  const rest = count - Math.ceil(count / 2) - lineEnd
  return [{ kind: 'arbitrary', count: Math.ceil(count / 2) }, { kind: 'lineEnd', count: lineEnd }, ...shares(others, rest)]
}

/** What is typed key by key: half of it within lines, the rest whole lines, blocks and arguments. */
export function replayWishes(count: number): readonly HoleWish[] {
  const arbitrary = Math.ceil(count / 2)
  return [{ kind: 'arbitrary', count: arbitrary }, ...shares(['lineEnd', 'emptyBlock', 'insideCall'], count - arbitrary)]
}

function shares(kinds: readonly HoleKind[], count: number): readonly HoleWish[] {
  return kinds.map((kind, index) => ({
    kind,
    count: Math.floor((count * (index + 1)) / kinds.length) - Math.floor((count * index) / kinds.length),
  }))
}

/**
 * Cuts the wished holes, languages and packages in turn. No file is used twice, so that nothing seen at one hole holds the answer to
 * another. Throws when the files do not suffice.
 */
export function pickHoles(
  files: readonly CorpusFile[],
  wishes: readonly HoleWish[],
  seed: number,
  lengths: HoleLengths = { shortest: 1, longest: 600 },
): readonly Hole[] {
  const random = randomNumbers(seed)
  const queue = new FileQueue(files, random)
  const holes = wishes.flatMap(({ kind, count }) => Array.from({ length: count }, () => nextHole(kind, queue, random, lengths)))
  // Kinds are mixed, so that a run that was interrupted has seen some of each.
  return shuffled(holes, random)
}

function nextHole(kind: HoleKind, queue: FileQueue, random: () => number, lengths: HoleLengths): Hole {
  for (const file of queue.candidates()) {
    const code = new CodeLines(file.text, file.language)
    const cuts = kind === 'crossFile' ? crossFileCuts(code, importedNames(file), random) : cutsOf(kind, code, random)
    const holes = cuts
      .map((cut) => holeAt(file, kind, cut))
      .filter(({ expected }) => expected.length >= lengths.shortest && expected.length <= lengths.longest)
    const hole = holes[Math.floor(random() * holes.length)]
    if (hole === undefined) continue
    queue.take(file)
    return hole
  }
  throw new Error(`The corpus has too few files for another hole of the kind ${kind}.`)
}

export function holeAt(file: CorpusFile, kind: HoleKind, cut: Cut): Hole {
  const before = file.text.slice(0, cut.start)
  return {
    id: `${file.packageName}/${file.path}:${before.split('\n').length} ${kind}`,
    kind,
    language: file.language,
    languageId: file.languageId,
    root: file.root,
    path: file.path,
    before,
    after: (cut.closer ?? '') + file.text.slice(cut.end),
    expected: cut.expected ?? file.text.slice(cut.start, cut.end),
  }
}

/** Unused files, in an order that takes turns between languages and, within each, between packages. */
class FileQueue {
  readonly #files: readonly CorpusFile[]
  readonly #used = new Set<CorpusFile>()
  readonly #taken = new Map<string, number>()

  constructor(files: readonly CorpusFile[], random: () => number) {
    this.#files = shuffled(files, random)
  }

  candidates(): readonly CorpusFile[] {
    const count = (key: string) => this.#taken.get(key) ?? 0
    return this.#files
      .filter((file) => !this.#used.has(file))
      .sort((a, b) => count(a.language) - count(b.language) || count(a.packageName) - count(b.packageName))
  }

  take(file: CorpusFile): void {
    this.#used.add(file)
    for (const key of [file.language satisfies CorpusLanguage, file.packageName])
      this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1)
  }
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}
