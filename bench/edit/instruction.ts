import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { SyntaxParser } from '../../server/context/parser.ts'
import { RootedTypeChecker } from '../../server/context/rootedTypeChecker.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { editByInstruction } from '../../server/features/edit/instruct/edit.ts'
import type { EditOutcome } from '../../server/protocol/edits.ts'
import { addFigures, noFigures, type RequestFigures } from '../../server/protocol/figures.ts'
import { engineWith } from '../model.ts'
import { bootstrapped, type Share, share } from '../review/intervals.ts'
import { type EditCase, editCases } from './cases.ts'
import { naiveEdit } from './naive.ts'
import type { EditBenchOptions } from './options.ts'
import { runTest } from './runTest.ts'
import { taskFiles } from './tasks/tasks.ts'

const file = 'out/bench/edit-instruction.json'
const never = new AbortController().signal

interface Attempt {
  readonly passed: boolean
  /** Why it did not pass: a refusal, or what the test said. */
  readonly why?: string
  /** The file after the edit; absent where there was none. */
  readonly text?: string
  readonly generatedTokens: number
  readonly seconds: number
}
interface TaskRecord {
  readonly id: string
  readonly latent: Attempt
  readonly naive: Attempt
}

/**
 * Small edits by instruction, each with a test, by Latent and by the naive prompt with the same model. What was measured already is kept in the
 * file, so that the bench goes on where it was stopped; `--fresh` begins anew.
 */
export async function instructionBench(options: EditBenchOptions): Promise<void> {
  const parser = await SyntaxParser.create()
  const cases = (await editCases(taskFiles[options.half], parser)).slice(0, options.count)
  const known: Known = options.fresh ? new Map() : readRecords()
  const counter = new Counter()
  const engine = await engineWith(options.model, options.enginePath, options.gpu)
  engine.onFigures((_lane, figures) => counter.add(figures))
  const records: TaskRecord[] = []
  try {
    await engine.info()
    const deps = { engine, parser, typeChecker: new RootedTypeChecker('/') }
    for (const each of cases) {
      const { id } = each.task
      const byInstruction = async () => {
        const { source, range, task } = each
        return appliedTo(each, await editByInstruction({ source, range, instruction: task.instruction }, deps, () => {}, never))
      }
      const latent = known.get(id)?.latent ?? (await measured(counter, each, byInstruction))
      keep(known, { id, latent })
      const naive = known.get(id)?.naive ?? (await measured(counter, each, () => naively(each, engine)))
      keep(known, { id, naive })
      records.push({ id, latent, naive })
      console.error(`${id}: Latent ${inWords(latent)}, naive ${inWords(naive)}`)
    }
  } finally {
    await engine.dispose()
  }
  report(records)
}

/** The file's text after an edit, or why there is none. */
type Edited = { readonly text: string } | { readonly refused: string }

async function naively({ source, task, range }: EditCase, engine: Engine): Promise<Edited> {
  return { text: await naiveEdit(source, range, task, engine, never) }
}

function appliedTo({ source }: EditCase, outcome: EditOutcome): Edited {
  if (outcome.kind === 'refused') return { refused: outcome.reason }
  const text = outcome.proposal.edits
    .toSorted((a, b) => source.offsetAt(b.range.start) - source.offsetAt(a.range.start))
    .reduce(
      (changed, { range, newText }) =>
        changed.slice(0, source.offsetAt(range.start)) + newText + changed.slice(source.offsetAt(range.end)),
      source.text,
    )
  return { text }
}

async function measured(counter: Counter, { source, task }: EditCase, work: () => Promise<Edited>): Promise<Attempt> {
  counter.take()
  const startedAt = performance.now()
  const edited = await work()
  const cost = { generatedTokens: counter.take().generatedTokens, seconds: (performance.now() - startedAt) / 1000 }
  if ('refused' in edited) return { passed: false, why: edited.refused, ...cost }
  const verdict = runTest(source.path, edited.text, task.test)
  return {
    passed: verdict.kind === 'passed',
    ...(verdict.kind === 'failed' ? { why: verdict.why } : {}),
    text: edited.text,
    ...cost,
  }
}

/** What the engine did since it was last asked. */
class Counter {
  #figures: RequestFigures = noFigures

  add(figures: RequestFigures): void {
    this.#figures = addFigures(this.#figures, figures)
  }

  take(): RequestFigures {
    const taken = this.#figures
    this.#figures = noFigures
    return taken
  }
}

/** What is known of each task: both systems, or only the first yet. */
type Known = Map<string, Partial<TaskRecord> & Pick<TaskRecord, 'id'>>

function readRecords(): Known {
  const records: readonly TaskRecord[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  return new Map(records.map((record) => [record.id, record]))
}

function keep(known: Known, part: Partial<TaskRecord> & Pick<TaskRecord, 'id'>): void {
  known.set(part.id, { ...known.get(part.id), ...part })
  mkdirSync('out/bench', { recursive: true })
  writeFileSync(file, `${JSON.stringify([...known.values()], undefined, 1)}\n`)
}

function inWords({ passed, generatedTokens, seconds }: Attempt): string {
  return `${passed ? 'passed' : 'failed'} (${generatedTokens} tokens, ${seconds.toFixed(1)} s)`
}

function report(records: readonly TaskRecord[]): void {
  for (const [language, chosen] of [
    ['TypeScript', records.filter(({ id }) => !isPython(id))],
    ['Python', records.filter(({ id }) => isPython(id))],
    ['all', records],
  ] as const) {
    const passed = (system: 'latent' | 'naive') => share(chosen.filter((record) => record[system].passed).length, chosen.length)
    console.log(`${language}: Latent passes ${inShare(passed('latent'))}, naive ${inShare(passed('naive'))}`)
  }
  const ratio = bootstrapped(records, (drawn) => tokens(drawn, 'latent') / tokens(drawn, 'naive'))
  console.log(`generated tokens, Latent to naive: ${ratio.value.toFixed(2)} [${ratio.low.toFixed(2)}, ${ratio.high.toFixed(2)}]`)
  const seconds = (system: 'latent' | 'naive') =>
    records.reduce((sum, record) => sum + record[system].seconds, 0) / Math.max(1, records.length)
  console.log(`seconds a task: Latent ${seconds('latent').toFixed(1)}, naive ${seconds('naive').toFixed(1)}`)
}

function tokens(records: readonly TaskRecord[], system: 'latent' | 'naive'): number {
  return records.reduce((sum, record) => sum + record[system].generatedTokens, 0)
}

function isPython(id: string): boolean {
  const files = [...taskFiles.tuning, ...taskFiles.heldOut]
  return files.some(({ path, tasks }) => path.endsWith('.py') && tasks.some((task) => task.id === id))
}

function inShare({ part, whole, value, low, high }: Share): string {
  const percent = (each: number) => `${Math.round(100 * each)} %`
  return `${part} of ${whole} = ${percent(value)} [${percent(low)}, ${percent(high)}]`
}
