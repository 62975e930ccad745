import type { Connection } from 'vscode-languageserver'
import { diskBytes, downloadBytes, type EnginePack, licencesOf, packsFor } from '../models/packs/enginePack.ts'
import { installPack } from '../models/packs/installPack.ts'
import { hasNvidiaDriver, nvidiaDriver, packForDriver } from '../models/packs/nvidia.ts'
import { PackStore } from '../models/packs/packStore.ts'
import { megabytes } from '../protocol/byteSize.ts'
import type { PackChoice, PackParams, PacksResult } from '../protocol/enginePacks.ts'
import { LatentError } from '../protocol/errors.ts'
import { methods } from '../protocol/requests.ts'
import type { ClientAbilities } from './capabilities.ts'
import type { EngineHost } from './engineHost.ts'
import { answering, signalOf } from './failure.ts'
import type { ProgressReporter } from './progress.ts'

export interface PackDeps {
  readonly engine: EngineHost
  readonly progress: ProgressReporter
  readonly abilities: Pick<ClientAbilities, 'language'>
  readonly log: (line: string) => void
}

/** Answers `latent/enginePacks`, `latent/installPack` and `latent/removePack`. The engine starts anew with what is there then. */
export function serveEnginePacks(connection: Connection, deps: PackDeps): void {
  const answer = answering(deps.log, deps.abilities.language)
  const store = new PackStore(PackStore.defaultFolder(process.env))
  connection.onRequest(
    methods.enginePacks,
    answer(() => listed(store)),
  )
  connection.onRequest(
    methods.installPack,
    answer(async (params: PackParams, token) => {
      await install(params, store, deps, signalOf(token))
      await deps.engine.restart()
      return null
    }),
  )
  connection.onRequest(
    methods.removePack,
    answer(async ({ pack }: PackParams) => {
      await deps.engine.unload()
      await store.remove(packNamed(pack))
      await deps.engine.restart()
      return null
    }),
  )
}

async function listed(store: PackStore): Promise<PacksResult> {
  const driver = hasNvidiaDriver() ? await nvidiaDriver() : undefined
  const suiting = driver && packForDriver(driver)
  const packs = packsFor().map(
    (pack): PackChoice => ({
      name: pack.name,
      downloadBytes: downloadBytes(pack),
      diskBytes: diskBytes(pack),
      licences: licencesOf(pack),
      installed: store.isInstalled(pack),
      suitsDriver: pack === suiting,
    }),
  )
  return { packs, ...(driver?.cards[0] === undefined ? {} : { card: driver.cards[0].name }) }
}

async function install(
  { pack, network, workDoneToken }: PackParams,
  store: PackStore,
  { progress, log }: PackDeps,
  signal: AbortSignal,
): Promise<void> {
  const controller = new AbortController()
  const shown = progress.begin('Downloading the engine pack', workDoneToken, () => controller.abort())
  const options = {
    network: { env: process.env, ...(network === undefined ? {} : { settings: network }) },
    onProgress: ({ receivedBytes, totalBytes, source }: { receivedBytes: number; totalBytes: number; source: string }) =>
      shown.report((100 * receivedBytes) / totalBytes, `${megabytes(receivedBytes)} of ${megabytes(totalBytes)} from ${source}`),
    onNote: log,
  }
  try {
    await installPack(packNamed(pack), store, options, AbortSignal.any([signal, controller.signal]))
  } finally {
    shown.end()
  }
}

/** Rejects with enginePackNotOffered. */
function packNamed(name: string): EnginePack {
  const pack = packsFor().find((each) => each.name === name)
  if (pack === undefined) throw LatentError.of('enginePackNotOffered', name, `${process.platform}-${process.arch}`)
  return pack
}
