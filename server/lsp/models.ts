import type { Connection } from 'vscode-languageserver'
import { catalogue, entryNamed, readCatalogueName } from '../models/catalogue.ts'
import { type CatalogueEntry, type CatalogueFile, fileOf, sizeOf } from '../models/catalogueEntry.ts'
import { fitOfBytes, suitableFile } from '../models/choice.ts'
import type { PullProgress } from '../models/fetchFile.ts'
import { type Memory, machineMemory } from '../models/memory.ts'
import { pull } from '../models/pull.ts'
import { hubsFor } from '../models/sources.ts'
import type { ModelStore, StoredModel } from '../models/store.ts'
import { LatentError } from '../protocol/errors.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import { type ModelChoice, type ModelsResult, methods, type PullParams, type PullResult } from '../protocol/requests.ts'
import type { Settings } from '../protocol/settings.ts'
import type { EngineHost } from './engineHost.ts'
import { type answering, signalOf } from './failure.ts'
import type { Language } from './language.ts'
import type { ProgressReporter } from './progress.ts'
import type { SettingsStore } from './settings.ts'

/** Completion and review keep a context each. */
const contexts = 2

/** The model picker's list, and downloads. */
export class Models {
  readonly #store: ModelStore
  readonly #progress: ProgressReporter
  readonly #language: Language
  readonly #log: (line: string) => void

  constructor(store: ModelStore, progress: ProgressReporter, language: Language, log: (line: string) => void) {
    this.#store = store
    this.#progress = progress
    this.#language = language
    this.#log = log
  }

  /** Every model of the catalogue, with what is known of it on this machine. */
  async list(settings: Settings): Promise<ModelsResult> {
    const memory = machineMemory()
    const tokens = contexts * settings['engine.contextSize']
    const rows = await Promise.all(catalogue.map(async (entry) => row(entry, await this.#store.installed(entry), memory, tokens)))
    const say = (text: string) => inLanguage(text, this.#language())
    // The largest of those that can be had and fit is the best one.
    const best = rows
      .filter(({ file, fit }) => file !== undefined && fit.fit === 'fits')
      .toSorted((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0))[0]
    return {
      models: rows.map(
        ({ entry, installed, bytes, fit, file }): ModelChoice => ({
          name: entry.name,
          title: say(entry.title),
          description: say(entry.description),
          licence: entry.licence.name,
          ...(file === undefined ? {} : { quantisation: file.quantisation, canBePulled: true }),
          ...(bytes === undefined ? {} : { bytes }),
          installed,
          fit: fit.fit,
          fitDetail: say(fit.detail),
          current: entry === entryNamed(settings.model),
          ...(entry === best?.entry ? { recommended: true } : {}),
        }),
      ),
    }
  }

  /** Downloads a model; the client asked the user before. Rejects with modelUnknown or what `pull` rejects with. */
  async pull({ model, workDoneToken }: PullParams, signal: AbortSignal): Promise<PullResult> {
    const { entry, file } = wanted(model)
    const controller = new AbortController()
    const progress = this.#progress.begin(`Downloading ${entry.title}`, workDoneToken, () => controller.abort())
    try {
      const options = {
        hubs: hubsFor(process.env),
        network: { env: process.env },
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
}

/** Answers `latent/models` and `latent/pull`. */
export function serveModels(
  connection: Connection,
  { models, settings, engine }: { readonly models: Models; readonly settings: SettingsStore; readonly engine: EngineHost },
  answer: ReturnType<typeof answering>,
): void {
  connection.onRequest(
    methods.models,
    answer(() => models.list(settings.current)),
  )
  connection.onRequest(
    methods.pull,
    answer(async (asked: PullParams, token) => {
      const pulled = await models.pull(asked, signalOf(token))
      engine.retry()
      return pulled
    }),
  )
}

/** What is here counts, else what would be downloaded. */
function row(entry: CatalogueEntry, here: readonly StoredModel[], memory: Memory, tokens: number) {
  const installed = here.filter(({ whole }) => whole).toSorted((a, b) => b.bytes - a.bytes)[0]
  const file = suitableFile(entry, memory, tokens)
  const bytes = installed?.bytes ?? sizeOf(file)
  return {
    entry,
    file: installed?.file ?? file,
    bytes,
    installed: installed !== undefined,
    fit: fitOfBytes(entry, bytes, memory, tokens),
  }
}

/** The file that a name such as `starter` or `starter:Q4_K_M` means on this machine. */
function wanted(name: string): { entry: CatalogueEntry; file: CatalogueFile } {
  const named = readCatalogueName(name)
  if (named === undefined) throw LatentError.of('modelUnknown', name)
  const { entry, quantisation } = named
  const file = quantisation === undefined ? suitableFile(entry, machineMemory(), contexts * 4096) : fileOf(entry, quantisation)
  if (file === undefined) throw LatentError.of('modelUnknown', name)
  return { entry, file }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
