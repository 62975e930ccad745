import { gib } from '../../protocol/byteSize.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import type { DoctorReport, ExaminedPack, GraphicsCard, LoadedEngine, TriedBackend } from '../../protocol/doctor.ts'
import { doctorTexts } from '../../protocol/doctorTexts.ts'
import { inLanguage } from '../../protocol/findingTexts.ts'
import { serverFacts } from './servers.ts'

/** A row of the doctor's report: what it is about, and a line for each thing known of it. */
export interface Fact {
  readonly name: string
  readonly values: readonly string[]
}

const backendNames = { cuda: 'CUDA', vulkan: 'Vulkan', metal: 'Metal', cpu: 'CPU' } as const

/** All that the report knows, in the user's language, in the order in which people ask for it. */
export function factsOf(report: DoctorReport, language: DisplayLanguage): readonly Fact[] {
  const say = doctorTexts[language]
  const names = say.rows
  const { engine, processor, memory, models, packs } = report
  const packages = engine.platformPackages.length === 0 ? say.noPackage : engine.platformPackages.join(', ')
  return [
    { name: names.latent, values: [report.latent] },
    { name: names.node, values: [say.onPlatform(report.node, report.platform)] },
    { name: names.engine, values: [`node-llama-cpp ${engine.version}${say.comma}${packages}`] },
    { name: names.processor, values: processorLines(processor, language) },
    { name: names.memory, values: [say.memory(gib(memory.freeBytes), gib(memory.totalBytes))] },
    {
      name: names.graphics,
      values: orNone(
        report.graphics.map((card) => cardLine(card, language)),
        language,
      ),
    },
    { name: names.backends, values: report.backends.map((tried) => backendLine(tried, report, language)) },
    ...(packs.length === 0 ? [] : [{ name: names.packs, values: packs.map((pack) => packLine(pack, language)) }]),
    { name: names.disk, values: [say.disk(gib(models.freeBytes), models.folder), ...taken(report, language)] },
    {
      name: names.models,
      values:
        models.unreadable === undefined
          ? orNone(
              models.files.map(({ name, bytes }) => `${name}${say.comma}${gib(bytes)} GiB`),
              language,
            )
          : [say.unreadable(inLanguage(models.unreadable, language))],
    },
    ...modelFacts(report, language),
  ]
}

function processorLines({ name, cores, leftOut = [] }: DoctorReport['processor'], language: DisplayLanguage): readonly string[] {
  const say = doctorTexts[language]
  return [say.cores(name, cores), ...(leftOut.length === 0 ? [] : [say.amxLeftOut(leftOut.join(say.comma))])]
}

/** What Latent has on the disk, and how to be rid of it. */
function taken({ models, packs, states }: DoctorReport, language: DisplayLanguage): readonly string[] {
  const say = doctorTexts[language]
  const parts = [
    [say.takenByModels, models.files.reduce((sum, { bytes }) => sum + bytes, 0)],
    [say.takenByBegun, models.begunBytes],
    [say.takenByPacks, packs.reduce((sum, { installed, bytes }) => (installed ? sum + bytes : sum), 0)],
    [say.takenByStates, states.bytes],
  ] as const
  return parts.flatMap(([sentence, bytes]) => (bytes === 0 ? [] : [sentence(gib(bytes, 2))]))
}

function modelFacts({ model, servers, loaded, calibration, speed }: DoctorReport, language: DisplayLanguage): readonly Fact[] {
  const say = doctorTexts[language]
  const names = say.rows
  const facts: Fact[] = []
  if (model) facts.push({ name: names.model, values: [[model.name, `${gib(model.bytes)} GiB`, model.path].join(say.comma)] })
  if (servers) facts.push(...serverFacts(servers, language))
  if (loaded) {
    const { architecture, loadMs } = loaded
    const able = Object.entries(loaded.capabilities).flatMap(([name, can]) => (can ? [name] : []))
    const reason = inLanguage(loaded.backendReason, language)
    facts.push(
      { name: names.backend, values: [say.backend(loaded.backend, inLanguage(loaded.device, language), reason)] },
      { name: names.loaded, values: [!loadMs ? say.loaded(architecture) : say.loadedIn(architecture, loadMs)] },
      { name: names.context, values: [contextLine(loaded, language)] },
      { name: names.ableTo, values: [able.join(', ')] },
    )
  }
  if (calibration) facts.push({ name: names.reviews, values: [say.calibrations[calibration]] })
  if (speed) facts.push({ name: names.speed, values: [say.speed(speed.promptTokensPerSecond, speed.generatedTokensPerSecond)] })
  return facts
}

/** Tokens, what each takes of the cache, and how much of the model is on a graphics card. */
function contextLine({ contextSize, kvCacheBytesPerToken, loadedAs }: LoadedEngine, language: DisplayLanguage): string {
  const say = doctorTexts[language]
  const parts = [loadedAs === undefined ? say.context(contextSize) : say.contexts(contextSize, loadedAs.sequences)]
  if (kvCacheBytesPerToken !== undefined) {
    parts.push(say.cache(kvCacheBytesPerToken) + (loadedAs === undefined ? '' : say.cacheType(loadedAs.kvCacheType)))
  }
  if (loadedAs !== undefined && loadedAs.gpuLayers > 0) parts.push(say.layersOnCard(loadedAs.gpuLayers, loadedAs.layers))
  return parts.join(say.comma)
}

function orNone(lines: readonly string[], language: DisplayLanguage): readonly string[] {
  return lines.length === 0 ? [doctorTexts[language].none] : lines
}

function cardLine({ name, driver, memoryBytes }: GraphicsCard, language: DisplayLanguage): string {
  const say = doctorTexts[language]
  const memory = memoryBytes === undefined ? [] : [`${gib(memoryBytes)} GiB`]
  return [name, ...memory, driver === undefined ? say.noDriver : say.withDriver(driver)].join(say.comma)
}

function backendLine(
  { backend, outcome, devices, memory, reason }: TriedBackend,
  { loaded }: DoctorReport,
  language: DisplayLanguage,
): string {
  const say = doctorTexts[language]
  const name = backendNames[backend]
  const room = memory === undefined ? [] : [say.memory(gib(memory.freeBytes), gib(memory.totalBytes))]
  const told = [...devices.map((device) => inLanguage(device, language)), ...room].join(say.comma)
  switch (outcome) {
    case 'refused':
      return say.backendRefused(name, inLanguage(reason ?? '', language))
    case 'software':
      return say.backendSlow(name, told)
    case 'works':
      return loaded?.backend === backend ? say.backendTaken(name, told) : say.backendWorks(name, told)
  }
}

function packLine({ name, installed, suitsDriver }: ExaminedPack, language: DisplayLanguage): string {
  const say = doctorTexts[language]
  if (installed) return say.packInstalled(name)
  return suitsDriver ? say.packSuits(name) : say.packAvailable(name)
}
