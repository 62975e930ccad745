import { catalogue, entryNamed, readCatalogueName } from '../models/catalogue.ts'
import { type CatalogueEntry, type CatalogueFile, fileOf, sizeOf } from '../models/catalogueEntry.ts'
import { aboutBytesOf, type ModelFit, suitableFile } from '../models/choice.ts'
import type { PullProgress } from '../models/fetchFile.ts'
import type { FoundModel, FoundProgram } from '../models/found/foundModel.ts'
import { type KnownModels, knownModels } from '../models/known.ts'
import { AcceptedLicences } from '../models/licences.ts'
import { fitOfEntry, fitOfFile } from '../models/modelFit.ts'
import { bestModel } from '../models/plan/best.ts'
import { fitBar, fitSentence } from '../models/plan/fitText.ts'
import type { Machine } from '../models/plan/machine.ts'
import type { Wishes } from '../models/plan/plan.ts'
import { wishesOfSettings } from '../models/plan/wishes.ts'
import { pull, type WantedModel } from '../models/pull.ts'
import { hubsFor } from '../models/sources.ts'
import type { ModelStore, StoredModel } from '../models/store.ts'
import { megabytes } from '../protocol/byteSize.ts'
import { LatentError } from '../protocol/errors.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import type {
  ModelChoice,
  ModelsResult,
  PullParams,
  PullResult,
  RemoveModelParams,
  RemoveModelResult,
} from '../protocol/models.ts'
import type { Settings } from '../protocol/settings.ts'
import { forLog } from './failure.ts'
import type { Language } from './language.ts'
import type { ProgressReporter } from './progress.ts'
import type { MachineNow } from './thisMachine.ts'

/** Characters of a bar: it stands in a line with other facts. */
const barCharacters = 16

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
  readonly #machine: MachineNow
  readonly #known: KnownModels = knownModels(process.env)
  readonly #licences = new AcceptedLicences(process.env)

  constructor(
    store: ModelStore,
    progress: ProgressReporter,
    language: Language,
    log: (line: string) => void,
    machine: MachineNow,
  ) {
    this.#store = store
    this.#machine = machine
    this.#progress = progress
    this.#language = language
    this.#log = log
  }

  /** Every model of the catalogue and of the user's entries, with what is known of it on this machine, and those of other programs. */
  async list(settings: Settings): Promise<ModelsResult> {
    const here: Here = { machine: await this.#machine(settings), wishes: wishesOfSettings(settings) }
    const entries = await this.entries()
    const rows = await Promise.all(entries.map(async (entry) => row(entry, await this.#store.installed(entry), here)))
    // By what the machine has and not by what is free in this moment, so that the recommendation is the same tomorrow.
    const had = rows.filter(({ file, fit }) => file !== undefined && fit.fit !== 'tooBig').map(({ entry }) => entry)
    const best = bestModel(had, here.machine, here.wishes)?.entry
    const choices = rows.map((known) => this.#choice(known, settings.model, known.entry === best, here.machine))
    const found = (await this.#known.found()).map((model) => this.#foundChoice(model, settings.model, here))
    const bytes = (await this.#store.list()).reduce((sum, file) => sum + file.bytes, 0)
    return { models: await Promise.all([...choices, ...found]), folder: this.#store.folder, folderBytes: bytes }
  }

  /**
   * Downloads a model; the client asked the user before. Rejects with modelUnknown, licenceNotAccepted or what `pull` rejects with.
   */
  async pull(
    { model, licenceAccepted, network, workDoneToken }: PullParams,
    settings: Settings,
    signal: AbortSignal,
  ): Promise<PullResult> {
    const { entry, file } = await this.#wanted(model, settings)
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
    const named = readCatalogueName(model, await this.entries())
    if (named === undefined) throw LatentError.of('modelUnknown', model)
    return await this.#store.removeAll(named.entry.files.map(({ name }) => name))
  }

  readonly #say = (text: string) => inLanguage(text, this.#language())

  /** The catalogue and the user's own entries; without these where their file cannot be used, which the log says. */
  async entries(): Promise<readonly CatalogueEntry[]> {
    return await this.#known.entries().catch((error: unknown) => {
      this.#log(forLog(error))
      return catalogue
    })
  }

  async #choice(
    { entry, installed, bytes, fit, file }: Row,
    current: string,
    recommended: boolean,
    machine: Machine,
  ): Promise<ModelChoice> {
    const aboutBytes = aboutBytesOf(fit)
    return {
      name: entry.name,
      title: this.#say(entry.title),
      description: this.#say(entry.description),
      licence: entry.licence.name,
      licenceUrl: entry.licence.url,
      ...((await this.#licences.isSettled(entry.licence)) ? {} : { licenceToAccept: true }),
      ...(file === undefined ? {} : { quantisation: file.quantisation, canBePulled: true }),
      ...(bytes !== undefined ? { bytes } : aboutBytes === undefined ? {} : { aboutBytes }),
      installed,
      ...this.#fitting(fit, machine),
      current: entry === entryNamed(current) || entry.name === current,
      ...(recommended ? { recommended: true } : {}),
    }
  }

  /** What another program has, by the header of its file. */
  async #foundChoice({ name, program, path, bytes }: FoundModel, current: string, here: Here): Promise<ModelChoice> {
    return {
      name,
      title: name,
      description: this.#say(`A model of ${programs[program]}, used where it is.`),
      licence: '',
      bytes,
      installed: true,
      program: programs[program],
      ...this.#fitting(await fitOfFile(path, bytes, here.machine, here.wishes), here.machine),
      current: name === current,
    }
  }

  #fitting(fit: ModelFit, machine: Machine): Pick<ModelChoice, 'fit' | 'fitDetail' | 'fitBar'> {
    const bar = fitBar(fit, machine, barCharacters)
    return {
      fit: fit.fit,
      fitDetail: fitSentence(fit, machine, this.#language()),
      ...(bar === undefined ? {} : { fitBar: bar }),
    }
  }

  /** The file that a name such as `starter` or `starter:Q4_K_M` means on this machine. */
  async #wanted(name: string, settings: Settings): Promise<WantedModel> {
    const named = readCatalogueName(name, await this.entries())
    if (named === undefined) throw LatentError.of('modelUnknown', name)
    const { entry, quantisation } = named
    const file =
      quantisation === undefined
        ? suitableFile(entry, await this.#machine(settings), wishesOfSettings(settings))
        : fileOf(entry, quantisation)
    if (file === undefined) throw LatentError.of('modelUnknown', name)
    return { entry, file }
  }

  async #settleLicence({ name, licence }: CatalogueEntry, accepted: boolean): Promise<void> {
    if (await this.#licences.isSettled(licence)) return
    if (!accepted) throw LatentError.of('licenceNotAccepted', name, licence.name, licence.url)
    await this.#licences.accept(licence)
  }
}

/** What models are to fit into. */
interface Here {
  readonly machine: Machine
  readonly wishes: Wishes
}

interface Row {
  readonly entry: CatalogueEntry
  readonly file: CatalogueFile | undefined
  readonly bytes: number | undefined
  readonly installed: boolean
  readonly fit: ModelFit
}

/** What is here counts, else what would be downloaded. */
async function row(entry: CatalogueEntry, stored: readonly StoredModel[], { machine, wishes }: Here): Promise<Row> {
  const installed = stored.filter(({ whole }) => whole).toSorted((a, b) => b.bytes - a.bytes)[0]
  if (installed !== undefined) {
    const { path, bytes, file } = installed
    return { entry, file, bytes, installed: true, fit: await fitOfFile(path, bytes, machine, wishes) }
  }
  const file = suitableFile(entry, machine, wishes)
  return { entry, file, bytes: sizeOf(file), installed: false, fit: fitOfEntry(entry, file, machine, wishes) }
}
