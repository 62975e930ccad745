// Quality and cost of completions on lines that the model cannot have seen: `node bench/run.mjs completion [--files GLOB] [--count 60] [--seed 1]`.
// Prints first lines exact, characters right, and what a keystroke costs within a line; writes out/bench/completion.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { globSync } from 'tinyglobby'
import { languageIdOfPath } from '../server/context/languages.ts'
import { SourceText } from '../server/context/source.ts'
import { LocalEngine } from '../server/engine/local/localEngine.ts'
import { Completer } from '../server/features/completion/completer.ts'
import { addFigures, noFigures, type RequestFigures } from '../server/protocol/figures.ts'
import { type Cut, cutLines } from './cuts.ts'
import { modelPath } from './model.ts'

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: 'server/**/*.ts' },
    model: { type: 'string', default: 'starter' },
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    keystrokes: { type: 'string', default: '6' },
    verbose: { type: 'boolean', default: false },
  },
})

const files = globSync(options.files)
  .sort()
  .map((path) => ({ path, languageId: languageIdOfPath(path), text: readFileSync(path, 'utf8') }))
const cuts = cutLines(files, Number(options.count), Number(options.seed))
const engine = new LocalEngine(
  {
    modelName: options.model,
    modelPath: await modelPath(options.model),
    gpu: 'auto',
    gpuLayers: -1,
    contextSize: 4096,
    kvCacheType: 'f16',
  },
  { processPath: 'dist/engine.js', log: () => undefined },
)
let spent: RequestFigures = noFigures
engine.onFigures((_, figures) => {
  spent = addFigures(spent, figures)
})
const signal = new AbortController().signal

const holes = await fillHoles(cuts)
const keys = await typeLines(cuts.slice(0, Number(options.keystrokes)))
const result = { ...holes, ...keys, model: (await engine.info()).calibrationKey, files: options.files, seed: options.seed }
await engine.dispose()
mkdirSync('out/bench', { recursive: true })
writeFileSync('out/bench/completion.json', `${JSON.stringify(result, null, 2)}\n`)
console.table(result)

async function fillHoles(asked: readonly Cut[]) {
  let exact = 0
  let right = 0
  let characters = 0
  for (const cut of asked) {
    const completer = new Completer(engine)
    const position = { line: cut.line, character: cut.character }
    const [completion] = await completer.complete({ source: cut.source, position, trigger: 'automatic', maxLines: 8 }, signal)
    const firstLine = (completion?.text ?? '').split('\n', 1)[0]?.trimEnd() ?? ''
    if (firstLine === cut.rest) exact += 1
    right += commonBeginning(firstLine, cut.rest)
    characters += cut.rest.length
    if (options.verbose)
      console.error(`${firstLine === cut.rest ? 'ok ' : '   '} ${cut.source.lineText(cut.line)}‹${firstLine}›  ${cut.rest}`)
  }
  return { lines: asked.length, exact, charactersRight: Number((right / characters).toFixed(3)) }
}

/** Types the rest of each line key by key, asking after each; the document is otherwise untouched. */
async function typeLines(asked: readonly Cut[]) {
  let keystrokes = 0
  let evaluated = 0
  let withEngine = 0
  let ms = 0
  for (const cut of asked) {
    const completer = new Completer(engine)
    const at = cut.source.offsetAt({ line: cut.line, character: cut.character })
    for (let typed = 0; typed <= cut.rest.length; typed += 1) {
      const text = cut.source.text.slice(0, at) + cut.rest.slice(0, typed) + cut.source.text.slice(at)
      const source = new SourceText(cut.source.path, cut.source.languageId, text)
      const before = spent
      await completer.complete({ source, position: source.positionAt(at + typed), trigger: 'automatic', maxLines: 8 }, signal)
      // The first request of a line pays for the prompt; what a keystroke costs begins after it.
      if (typed === 0) continue
      keystrokes += 1
      evaluated += spent.promptTokens - before.promptTokens - (spent.cachedTokens - before.cachedTokens)
      ms += spent.ms - before.ms
      if (spent.promptTokens !== before.promptTokens) withEngine += 1
    }
  }
  return {
    keystrokes,
    promptTokensPerKeystroke: Number((evaluated / keystrokes).toFixed(2)),
    keystrokesWithEngine: withEngine,
    msPerKeystroke: Math.round(ms / keystrokes),
  }
}

function commonBeginning(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}
