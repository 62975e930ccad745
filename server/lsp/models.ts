import { catalogue, entryNamed, readCatalogueName } from '../models/catalogue.ts'
import { type CatalogueEntry, type CatalogueFile, fileOf, sizeOf } from '../models/catalogueEntry.ts'
import { fitOfBytes, suitableFile } from '../models/choice.ts'
import type { PullProgress } from '../models/fetchFile.ts'
import type { FoundModel, FoundProgram } from '../models/found/foundModel.ts'
import { type KnownModels, knownModels } from '../models/known.ts'
import { AcceptedLicences } from '../models/licences.ts'
import { fitOf, type Memory, machineMemory } from '../models/memory.ts'
import { pull, type WantedModel } from '../models/pull.ts'
import { hubsFor } from '../models/sources.ts'
import type { ModelStore, StoredModel } from '../models/store.ts'
import { LatentError } from '../protocol/errors.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import type {
  ModelChoice,
  ModelsResult,
  PullParams,
  PullResult,
  RemoveModelParams,
  RemoveModelResult,
} from '../protocol/requests.ts'
import { defaultSettings, type Settings } from '../protocol/settings.ts'
import { forLog } from './failure.ts'
import type { Language } from './language.ts'
import type { ProgressReporter } from './progress.ts'

/** Completion and review keep a context each. */
const contexts = 2
const usualTokens = contexts * defaultSettings['engine.contextSize']

const programs: Readonly<Record<FoundProgram, string>> = {
  ollama: 'Ollama',
  lmstudio: 'LM Studio',
  hub: 'huggingface_hub',
  'llama.cpp': 'llama.cpp',
}

/** The model picker's list, downloads and removals. */
export class Models {
  readonly #store: ModelStore
  readonly #progress: ProgressReporter
  readonly #language: Language
  readonly #log: (line: string) => void
  readonly #known: KnownModels = knownModels(process.env)
  readonly #licences = new AcceptedLicences(process.env)

  constructor(store: ModelStore, progress: ProgressReporter, language: Language, log: (line: string) => void) {
    this.#store = store
    this.#progress = progress
    this.#language = language
    this.#log = log
  }

  /** Every model of the catalogue and of the user's entries, with what is known of it on this machine, and those of other programs. */
  async list(settings: Settings): Promise<ModelsResult> {
    const memory = machineMemory()
    const tokens = contexts * settings['engine.contextSize']
    const entries = await this.#entries()
    const rows = await Promise.all(entries.map(async (entry) => row(entry, await this.#store.installed(entry), memory, tokens)))
    // The largest of those that can be had and fit is the best one.
    const best = rows
      .filter(({ file, fit }) => file !== undefined && fit.fit === 'fits')
      .toSorted((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0))[0]
    const choices = rows.map((known) => this.#choice(known, settings.model, known === best))
    const found = (await this.#known.found()).map((model) => foundChoice(model, settings.model, memory, tokens, this.#say))
    const bytes = (await this.#store.list()).reduce((sum, file) => sum + file.bytes, 0)
    return { models: [...(await Promise.all(choices)), ...found], folder: this.#store.folder, folderBytes: bytes }
  }

  /**
   * Downloads a model; the client asked the user before. Rejects with modelUnknown, licenceNotAccepted or what `pull` rejects with.
   */
  async pull({ model, licenceAccepted, network, workDoneToken }: PullParams, signal: AbortSignal): Promise<PullResult> {
    const { entry, file } = this.#wanted(model, await this.#entries())
    await this.#settleLicence(entry, licenceAccepted === true)
    const controller = new AbortController()
    const progress = this.#progress.begin(`Downloading ${entry.title}`, workDoneToken, () => controller.abort())
    try {
      const options = {
        hubs: hubsFor(process.env),
        network: { env: process.env, ...(network === undefined ? {} : { settings: network }) },
        // Packages that happen to carry the bytes are for demos and tests, where no hub can be reached.
        registry: false,
        onProgress: ({ receivedBytes, totalBytes, source }: PullProgress) =>
          progress.report(
            (100 * receivedBytes) / totalBytes,
            `${megabytes(receivedBytes)} of ${megabytes(totalBytes)} from ${source}`,
          ),
        onNote: this.#log,
      }
      return { path: await pull({ entry, file }, this.#store, options, AbortSignal.any([signal, controller.signal])) }
    } finally {
      progress.end()
    }
  }

  /** Deletes all files of a model from the folder of models; the client asked the user before. Rejects with modelUnknown or folderNotWritable. */
  async remove({ model }: RemoveModelParams): Promise<RemoveModelResult> {
    const named = readCatalogueName(model, await this.#entries())
    if (named === undefined) throw LatentError.of('modelUnknown', model)
    let freedBytes = 0
    for (const { name } of named.entry.files) freedBytes += await this.#store.remove(name)
    return { freedBytes }
  }

  readonly #say = (text: string) => inLanguage(text, this.#language())

  async #entries(): Promise<readonly CatalogueEntry[]> {
    return await this.#known.entries().catch((error: unknown) => {
      this.#log(forLog(error))
      return catalogue
    })
  }

  async #choice({ entry, installed, bytes, fit, file }: Row, current: string, recommended: boolean): Promise<ModelChoice> {
    return {
      name: entry.name,
      title: this.#say(entry.title),
      description: this.#say(entry.description),
      licence: entry.licence.name,
      licenceUrl: entry.licence.url,
      ...((await this.#licences.isSettled(entry.licence)) ? {} : { licenceToAccept: true }),
      ...(file === undefined ? {} : { quantisation: file.quantisation, canBePulled: true }),
      ...(bytes === undefined ? {} : { bytes }),
      installed,
      fit: fit.fit,
      fitDetail: this.#say(fit.detail),
      current: entry === entryNamed(current) || entry.name === current,
      ...(recommended ? { recommended: true } : {}),
    }
  }

  /** The file that a name such as `starter` or `starter:Q4_K_M` means on this machine. */
  #wanted(name: string, entries: readonly CatalogueEntry[]): WantedModel {
    const named = readCatalogueName(name, entries)
    if (named === undefined) throw LatentError.of('modelUnknown', name)
    const { entry, quantisation } = named
    const file = quantisation === undefined ? suitableFile(entry, machineMemory(), usualTokens) : fileOf(entry, quantisation)
    if (file === undefined) throw LatentError.of('modelUnknown', name)
    return { entry, file }
  }

  async #settleLicence({ name, licence }: CatalogueEntry, accepted: boolean): Promise<void> {
    if (await this.#licences.isSettled(licence)) return
    if (!accepted) throw LatentError.of('licenceNotAccepted', name, licence.name, licence.url)
    await this.#licences.accept(licence)
  }
}

interface Row {
  readonly entry: CatalogueEntry
  readonly file: CatalogueFile | undefined
  readonly bytes: number | undefined
  readonly installed: boolean
  readonly fit: ReturnType<typeof fitOfBytes>
}

/** What is here counts, else what would be downloaded. */
function row(entry: CatalogueEntry, here: readonly StoredModel[], memory: Memory, tokens: number): Row {
  const installed = here.filter(({ whole }) => whole).toSorted((a, b) => b.bytes - a.bytes)[0]
  const file = suitableFile(entry, memory, tokens)
  const bytes = installed?.bytes ?? sizeOf(file)
  const fit = fitOfBytes(entry, bytes, memory, tokens)
  return { entry, file: installed?.file ?? file, bytes, installed: installed !== undefined, fit }
}

function foundChoice(
  { name, program, bytes }: FoundModel,
  current: string,
  memory: Memory,
  tokens: number,
  say: (text: string) => string,
): ModelChoice {
  const { fit, detail } = fitOf(bytes, memory, { tokens })
  return {
    name,
    title: name,
    description: say(`A model of ${programs[program]}, used where it is.`),
    licence: '',
    bytes,
    installed: true,
    program: programs[program],
    fit,
    fitDetail: say(detail),
    current: name === current,
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
