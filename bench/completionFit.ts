// How far a model's confidence in a completion is to be believed: `npm run bench -- completionFit [--model starter] [--count 150] [--engine PATH]`.
// Asks at holes of the tuning half and prints the share of exact first lines by confidence, as a curve for
// server/features/completion/calibrations.ts, and what each threshold of confidence would show.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CompletionSyntax } from '../server/context/completionSyntax.ts'
import { SyntaxParser } from '../server/context/parser.ts'
import { SourceText } from '../server/context/source.ts'
import { Completer } from '../server/features/completion/completer.ts'
import { defaultSettings } from '../server/protocol/settings.ts'
import { copyCorpus, fetchCorpus } from './completion/corpus.ts'
import type { Hole } from './completion/holes/hole.ts'
import { pickHoles, singleWishes } from './completion/holes/pick.ts'
import { isExact, keptCharacters } from './completion/quality.ts'
import { engineWith } from './model.ts'

interface Judged {
  readonly confidence: number
  readonly exact: boolean
  readonly keptCharacters: number
  readonly shownCharacters: number
}

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'starter' },
    count: { type: 'string', default: '150' },
    seed: { type: 'string', default: '5' },
    engine: { type: 'string', default: 'dist/engine.js' },
    bins: { type: 'string', default: '6' },
  },
})

const workspace = mkdtempSync(join(tmpdir(), 'latent-bench-'))
const engine = await engineWith(options.model, options.engine)
try {
  const cache = '.cache/bench-corpus'
  const files = copyCorpus(fetchCorpus('tuning', cache), cache, workspace)
  const holes = pickHoles(files, singleWishes(Number(options.count)), Number(options.seed))
  const syntax = new CompletionSyntax(await SyntaxParser.create())
  const judged: Judged[] = []
  for (const [index, hole] of holes.entries()) {
    console.error(`hole ${index + 1} of ${holes.length}`)
    const shown = await ask(new Completer(engine, { syntax: async () => syntax }), hole)
    if (shown !== undefined) judged.push(shown)
  }
  report((await engine.info()).calibrationKey, judged, holes.length)
} finally {
  await engine.dispose()
  rmSync(workspace, { recursive: true, force: true })
}

/** The completion whatever its confidence; undefined where there is none. */
async function ask(completer: Completer, hole: Hole): Promise<Judged | undefined> {
  const source = new SourceText(hole.path, hole.languageId, hole.before + hole.after)
  const settings = { ...defaultSettings, 'completion.minimumConfidence': 0 }
  const position = source.positionAt(hole.before.length)
  const answer = await completer.complete(
    { document: hole.path, source, position, trigger: 'automatic', settings },
    new AbortController().signal,
  )
  const best = answer.kind === 'shown' ? answer.completions[0] : undefined
  if (best === undefined) return undefined
  return {
    confidence: best.confidence,
    exact: isExact(best.text, hole),
    keptCharacters: keptCharacters(best.text, hole.expected),
    shownCharacters: best.text.length,
  }
}

function report(calibrationKey: string, judged: readonly Judged[], holes: number): void {
  const sorted = judged.toSorted((a, b) => a.confidence - b.confidence)
  const size = Math.ceil(sorted.length / Number(options.bins))
  const bins = Array.from({ length: Number(options.bins) }, (_, index) => sorted.slice(index * size, (index + 1) * size))
  const curve = rising(
    bins.filter((bin) => bin.length > 0).map((bin) => ({ confidence: mean(bin, 'confidence'), probability: mean(bin, 'exact') })),
  )
  console.log(calibrationKey, JSON.stringify(curve))
  const thresholds = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5]
  console.table(
    thresholds.map((threshold) => {
      const shown = judged.filter(({ confidence }) => confidence >= threshold)
      const exact = shown.filter((each) => each.exact).length
      const kept = shown.reduce((sum, each) => sum + each.keptCharacters, 0)
      const wrong = shown.reduce((sum, each) => sum + each.shownCharacters - each.keptCharacters, 0)
      return { threshold, shown: shown.length, ofHoles: holes, exact, kept, wrong }
    }),
  )
  mkdirSync('out/bench', { recursive: true })
  writeFileSync('out/bench/completionFit.json', `${JSON.stringify({ calibrationKey, curve, judged }, null, 2)}\n`)
}

function mean(bin: readonly Judged[], of: 'confidence' | 'exact'): number {
  return Number((bin.reduce((sum, each) => sum + Number(each[of]), 0) / bin.length).toFixed(3))
}

/** A bin that falls below the one before it is pooled with it: more confidence must never count for less. */
function rising(points: readonly { readonly confidence: number; readonly probability: number }[]) {
  let highest = 0
  return points.map(({ confidence, probability }) => {
    highest = Math.max(highest, probability)
    return { confidence, probability: highest }
  })
}
