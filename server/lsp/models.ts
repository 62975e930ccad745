import { type CatalogueEntry, catalogue, entryNamed, unverified } from '../models/catalogue.ts'
import { type PullProgress, pull } from '../models/download.ts'
import { type Fit, fitOf, machineMemory } from '../models/memory.ts'
import type { ModelStore } from '../models/store.ts'
import { LatentError } from '../protocol/errors.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import type { ModelChoice, ModelsResult, PullParams, PullResult } from '../protocol/requests.ts'
import type { Settings } from '../protocol/settings.ts'
import type { Language } from './language.ts'
import type { ProgressReporter } from './progress.ts'

/** Completion and review keep a context each. */
const contexts = 2

/** No digest of these is known to this version, so that nothing could be checked. */
const ownFile = 'No checked download yet: bring your own .gguf file.'

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
    const rows = await Promise.all(
      catalogue.map(async (entry) => ({
        entry,
        installed: await this.#store.isInstalled(entry),
        fit: fitOfEntry(entry, settings),
      })),
    )
    const say = (text: string) => inLanguage(text, this.#language())
    // The largest of those that can be had and fit is the best one.
    const best = rows
      .filter(({ entry, fit }) => entry.file !== undefined && fit.fit === 'fits')
      .toSorted((a, b) => (b.entry.file?.bytes ?? 0) - (a.entry.file?.bytes ?? 0))[0]
    return {
      models: rows.map(
        ({ entry, installed, fit }): ModelChoice => ({
          name: entry.name,
          title: say(entry.title),
          description: say(entry.description),
          licence: entry.licence === unverified ? say('not verified') : entry.licence,
          ...(entry.file === undefined ? {} : { bytes: entry.file.bytes }),
          installed,
          fit: fit.fit,
          fitDetail: say(entry.file === undefined && !installed ? ownFile : fit.detail),
          current: entry === entryNamed(settings.model),
          ...(entry === best?.entry ? { recommended: true } : {}),
        }),
      ),
    }
  }

  /** Downloads a model; the client asked the user before. Rejects with modelUnknown or what `pull` rejects with. */
  async pull({ model, workDoneToken }: PullParams, signal: AbortSignal): Promise<PullResult> {
    const entry = entryNamed(model)
    if (entry === undefined) throw LatentError.of('modelUnknown', model)
    const controller = new AbortController()
    const progress = this.#progress.begin(`Downloading ${entry.title}`, workDoneToken, () => controller.abort())
    try {
      const options = {
        // Packages that happen to carry the bytes are for demos and tests, where no hub can be reached.
        registry: false,
        onProgress: ({ receivedBytes, totalBytes, source }: PullProgress) =>
          progress.report(
            (100 * receivedBytes) / totalBytes,
            `${megabytes(receivedBytes)} of ${megabytes(totalBytes)} from ${source}`,
          ),
        onNote: this.#log,
      }
      return { path: await pull(entry, this.#store, options, AbortSignal.any([signal, controller.signal])) }
    } finally {
      progress.end()
    }
  }
}

function fitOfEntry(entry: CatalogueEntry, settings: Settings): Fit {
  return fitOf(entry.file?.bytes, machineMemory(), {
    tokens: contexts * settings['engine.contextSize'],
    ...(entry.kvCacheBytesPerToken === undefined ? {} : { kvCacheBytesPerToken: entry.kvCacheBytesPerToken }),
  })
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
