import { Command, Option } from 'commander'
import type { Half } from '../completion/corpus.ts'
import type { Part } from './trial.ts'

export type MeasuredPart = Part | 'prefix'

export interface Options {
  readonly half: Half
  readonly parts: readonly MeasuredPart[]
  readonly count: number
  readonly lines: number
  readonly pairs: number
  readonly functions: number
  readonly questions: number
  readonly oneLineBugs?: string
  readonly naive: boolean
  readonly full: boolean
  /** Absent: until all is measured. */
  readonly minutes?: number
  readonly seed: number
  readonly resume: boolean
  readonly model: string
  readonly engine: string
  /** A server that has the model, in place of `model` and `engine`. */
  readonly remote?: string
  readonly out: string
  readonly from?: string
}

const allParts: readonly MeasuredPart[] = ['injected', 'security', 'published', 'untouched', 'oneLine', 'prefix']

/** How much is measured: two cores take less than half an hour for the usual, some hours for all. */
const usual = { count: 60, lines: 250, pairs: 16, functions: 15, questions: 3, minutes: 28 }
const full = { count: 220, lines: 3000, pairs: 1000, functions: 15, questions: 20 }

/** Reads the command line; `--help` prints what there is and ends the program. */
export function readOptions(args: readonly string[]): Options {
  const given = new Command('bench -- review')
    .description('Reviews of code whose faults are known, beside the naive prompt, eslint and chance.')
    .addOption(new Option('--half <half>', 'which packages and pairs').choices(['tuning', 'heldOut']).default('heldOut'))
    .option('--parts <names>', 'separated by commas', allParts.join(','))
    .option('--count <pairs>', `functions with and without a fault (${usual.count}, full ${full.count})`, Number)
    .option('--lines <lines>', `further lines of packages as they are (${usual.lines}, full ${full.lines})`, Number)
    .option('--pairs <pairs>', `security pairs, own and published each (${usual.pairs}, full all)`, Number)
    .option('--functions <count>', `functions whose questions are asked one by one (${usual.functions})`, Number)
    .option(
      '--questions <count>',
      `questions asked one by one in each of them (${usual.questions}, full ${full.questions})`,
      Number,
    )
    .option('--one-line-bugs <file>', 'JSON lines of real bugs with their fixes')
    .option('--without-naive', 'the naive prompt is not asked', false)
    .option('--full', 'everything, however long it takes', false)
    .option('--minutes <minutes>', `ends with what there is by then (${usual.minutes}, full no end)`, Number)
    .option('--seed <number>', 'chooses the functions and faults', Number, 1)
    .option('--resume', 'goes on with an interrupted run whose results are in --out', false)
    .option('--model <name>', 'a catalogue name or a .gguf file', 'starter')
    .option('--engine <path>', 'the bundled engine process', 'dist/engine.js')
    .option('--remote <url>', 'a server that has the model, such as llama-server or vLLM')
    .option('--out <file>', 'results; the picture is written beside it', 'out/bench/review.json')
    .option('--from <file>', 'prints the tables of earlier results again, and measures nothing')
    .parse(args, { from: 'user' })
    .opts()
  const parts = String(given.parts).split(',') as MeasuredPart[]
  const unknown = parts.filter((part) => !allParts.includes(part))
  if (unknown.length > 0) throw new Error(`No part is named ${unknown.join(', ')}; there are ${allParts.join(', ')}.`)
  return { ...(given.full ? full : usual), ...(given as Options), parts, naive: given.withoutNaive !== true }
}
