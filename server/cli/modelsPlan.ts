import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { readCatalogueName } from '../models/catalogue.ts'
import { thisProcessor } from '../models/measuredProcessor.ts'
import { machineMemory } from '../models/memory.ts'
import { type Candidate, candidatesOf, chooseCandidate } from '../models/plan/choose.ts'
import { headOfFile, modelOfFiles, type ReadHead } from '../models/plan/fileModel.ts'
import { type KvCacheType, kvCacheTypes } from '../models/plan/kvCache.ts'
import type { Machine } from '../models/plan/machine.ts'
import type { Wishes } from '../models/plan/plan.ts'
import { resolveModel } from '../models/resolve.ts'
import { partsOf } from '../models/splitFiles.ts'
import { ModelStore } from '../models/store.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import { headsOnHub } from './input/hubHeads.ts'
import { memoryOfCards, memorySize } from './input/memorySize.ts'
import { wholeNumber } from './input/numbers.ts'
import type { ModelsIo } from './modelNames.ts'
import { exitCode } from './output/exitCode.ts'
import { type Planned, planInWords, planJson } from './output/planReport.ts'
import { bestModels, bestModelsJson } from './output/planTable.ts'
import { usualServerContext, vllmInWords, vllmJson, vllmReport } from './output/vllmReport.ts'
import { whyInWords, whyJson } from './output/whyReport.ts'
import { planTexts } from './texts/modelsPlan.ts'
import { optionTexts } from './texts/options.ts'
import { vllmTexts } from './texts/vllmPlan.ts'

interface PlanOptions {
  readonly vram?: readonly number[]
  readonly ram?: number
  readonly context?: number
  readonly sequences?: number
  readonly kv?: KvCacheType
  readonly online?: boolean
  readonly server?: 'vllm'
  readonly why?: boolean
  readonly json?: boolean
}

/** `latent models plan`: whether a model fits, and how it is loaded. */
export function planCommand(io: ModelsIo): Command {
  const say = planTexts[io.language]
  return new Command('plan')
    .description(say.description)
    .argument('[name]', say.name)
    .option('--vram <size>', say.vram, memoryOfCards('--vram'))
    .option('--ram <size>', say.ram, memorySize('--ram'))
    .option('--context <tokens>', say.context, wholeNumber('--context', 256, 1_048_576))
    .option('--sequences <n>', say.sequences, wholeNumber('--sequences', 1, 4096))
    .addOption(new Option('--kv <type>', say.kv).choices(kvCacheTypes))
    .option('--online', say.online)
    .addOption(new Option('--server <server>', say.server).choices(['vllm']))
    .option('--why', say.why)
    .option('--json', optionTexts[io.language].json)
    .addHelpText('after', say.help)
    .action(async (name: string | undefined, options: PlanOptions) => {
      io.out.write(await answer(name, options, io))
    })
}

async function answer(name: string | undefined, options: PlanOptions, io: ModelsIo): Promise<string> {
  if (options.why) return options.json ? printableJson(whyJson(), 2) : printable(whyInWords(io.language))
  const machine = await machineFor(options, io)
  if (options.server !== undefined) return serverAnswer(name, options, machine, io)
  const wishes: Wishes = {
    ...(options.context === undefined ? {} : { contextTokens: options.context }),
    ...(options.sequences === undefined ? {} : { sequences: options.sequences }),
    ...(options.kv === undefined ? {} : { kvCacheType: options.kv }),
  }
  if (name === undefined) {
    const asked = { machine, isGiven: options.vram !== undefined || options.ram !== undefined }
    return options.json ? printableJson(bestModelsJson(asked, wishes), 2) : printable(bestModels(asked, wishes, io.language))
  }
  const planned = await plan(name, options, machine, wishes, io)
  if (planned.choice.kind === 'tooBig') process.exitCode = exitCode.findings
  return options.json
    ? printableJson(planJson(planned, machine, wishes), 2)
    : printable(planInWords(planned, machine, wishes, io.language))
}

/** For a server of several people instead of this program's own engine. */
async function serverAnswer(name: string | undefined, options: PlanOptions, machine: Machine, io: ModelsIo): Promise<string> {
  const { language } = io
  if (name === undefined || options.kv !== undefined || options.sequences !== undefined || machine.gpus.length === 0) {
    throw LatentError.of('badArgument', { en: vllmTexts.en.asked, zh: vllmTexts.zh.asked })
  }
  const { title, choice } = await plan(name, options, machine, {}, io)
  const { shape, trainedTokens } = choice.candidate.model
  const asked = { title, shape, contextTokens: Math.min(options.context ?? usualServerContext, trainedTokens) }
  const report = vllmReport(asked, machine.gpus)
  if (!report.fits) process.exitCode = exitCode.findings
  return options.json ? printableJson(vllmJson(name, report), 2) : printable(vllmInWords(report, language))
}

/** What the options say, else what is here. */
async function machineFor({ vram, ram }: PlanOptions, io: ModelsIo): Promise<Machine> {
  const memory = (bytes: number) => ({ totalBytes: bytes, freeBytes: bytes })
  const gpus =
    vram === undefined ? await io.usableCards() : vram.map((bytes, index) => ({ name: `--vram ${index + 1}`, ...memory(bytes) }))
  // A machine that is only thought of has a usual processor.
  if (ram !== undefined) return { ram: memory(ram), gpus }
  return { ram: machineMemory(), gpus, processor: await thisProcessor(io.env) }
}

/** By the numbers of the catalogue, or by the file where one is named, or asked for. */
async function plan(name: string, options: PlanOptions, machine: Machine, wishes: Wishes, io: ModelsIo): Promise<Planned> {
  const named = readCatalogueName(name)
  if (named === undefined) {
    const store = new ModelStore(ModelStore.defaultFolder(io.env))
    const file = await resolveModel(name, store, io.workingFolder)
    const candidate = await candidateOf(file.path, partsOf(file.path).map(headOfFile), io)
    return { name, title: basename(file.name), choice: chosen([candidate], machine, wishes, name, io) }
  }
  const { entry, quantisation } = named
  const all = candidatesOf(entry)
  const candidates =
    quantisation === undefined ? all : all.filter((each) => each.quantisation.toLowerCase() === quantisation.toLowerCase())
  if (quantisation !== undefined && candidates.length === 0) {
    throw LatentError.of('quantisationUnknown', entry.name, quantisation, entry.files.map((file) => file.quantisation).join(', '))
  }
  const choice = chosen(candidates, machine, wishes, name, io)
  if (!options.online || choice.candidate.file === undefined || entry.hub === undefined) {
    return { name: entry.name, title: entry.title, entry, choice }
  }
  const heads = await headsOnHub(entry.hub, choice.candidate.file, io)
  const online = await candidateOf(choice.candidate.file.name, heads, io)
  const candidate: Candidate = { ...online, quantisation: choice.candidate.quantisation, file: choice.candidate.file }
  return { name: entry.name, title: entry.title, entry, choice: chosen([candidate], machine, wishes, name, io) }
}

async function candidateOf(name: string, heads: readonly ReadHead[], { language }: ModelsIo): Promise<Candidate> {
  const read = await modelOfFiles(name, heads)
  if (read.kind === 'unknown') throw LatentError.of('modelNotPlannable', name, planTexts[language].unknown[read.reason])
  return { quantisation: read.quantisation, model: read.model }
}

function chosen(
  candidates: readonly Candidate[],
  machine: Machine,
  wishes: Wishes,
  name: string,
  { language }: ModelsIo,
): Planned['choice'] {
  const choice = chooseCandidate(candidates, machine, wishes)
  if (choice === undefined) throw LatentError.of('modelNotPlannable', name, planTexts[language].unknown.numbersMissing)
  return choice
}
