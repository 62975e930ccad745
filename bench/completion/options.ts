import { Command, Option } from 'commander'
import { systemNames } from './fleet.ts'

export interface Options {
  readonly part: 'replay' | 'single' | 'all'
  readonly systems: readonly string[]
  readonly half: 'tuning' | 'heldOut'
  readonly set: 'mixed' | 'crossFile'
  readonly count: number
  readonly replays: number
  readonly seed: number
  readonly keyMs: number
  readonly rest: number
  readonly full: boolean
  readonly others: number
  readonly resume: boolean
  readonly reference?: string
  readonly referenceContext: number
  readonly model: string
  readonly server: string
  readonly setting: readonly string[]
  readonly out: string
  readonly from?: string
}

const counts = { mixed: { single: 180, replay: 60 }, crossFile: { single: 60, replay: 60 }, full: 2 }

/** Reads the command line; `--help` prints what there is and ends the program. */
export function readOptions(args: readonly string[]): Options {
  const given = new Command('bench -- completion')
    .description(
      'Completions of Latent beside those of others, on the same model: right lines, cost, and time from key to ghost text.',
    )
    .addOption(
      new Option('--part <part>', 'one question at each hole, holes typed key by key, or both')
        .choices(['replay', 'single', 'all'])
        .default('all'),
    )
    .option('--systems <names>', 'separated by commas; latent[NAME=VALUE] is Latent with another setting', systemNames.join(','))
    .addOption(new Option('--half <half>', 'which packages').choices(['tuning', 'heldOut']).default('heldOut'))
    .addOption(new Option('--set <set>', 'which holes').choices(['mixed', 'crossFile']).default('mixed'))
    .option('--count <holes>', 'holes that are asked at once', Number)
    .option('--replays <holes>', 'holes that are typed', Number)
    .option('--full', 'twice as many holes, and all systems at each', false)
    .option('--others <n>', 'systems after the first two take part in every nth hole only', Number, 3)
    .option('--resume', 'goes on with an interrupted run whose results are in --out', false)
    .option('--seed <number>', 'chooses the holes and typos', Number, 1)
    .option('--keyMs <ms>', 'from key to key', Number, 160)
    .option('--rest <ms>', 'rest at a hole before the single question', Number, 300)
    .option('--reference <path>', 'a llama-server program, for all systems but Latent')
    .option('--referenceContext <tokens>', 'context of each llama-server, all slots together', Number, 32_768)
    .option('--model <name>', 'a catalogue name or a .gguf file', 'starter')
    .option('--server <path>', 'the bundled language server', 'dist/server.js')
    .option(
      '--setting <name=value>',
      "one of Latent's settings; may be repeated",
      (value, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--out <file>', 'results; the picture is written beside it', 'out/bench/completion.json')
    .option('--from <file>', 'prints the tables of earlier results again, and measures nothing')
    .parse(args, { from: 'user' })
    .opts()
  const factor = given.full ? counts.full : 1
  const usual = counts[given.set as Options['set']]
  return {
    ...(given as Options),
    systems: String(given.systems).split(','),
    others: given.full ? 1 : given.others,
    count: given.count ?? usual.single * factor,
    replays: given.replays ?? usual.replay * factor,
  }
}
