import { Command } from 'commander'
import { diskBytes, downloadBytes, type EnginePack, licencesOf, packsFor } from '../models/packs/enginePack.ts'
import { installPack } from '../models/packs/installPack.ts'
import { type NvidiaDriver, nvidiaDriver, packForDriver } from '../models/packs/nvidia.ts'
import { PackStore } from '../models/packs/packStore.ts'
import { gib } from '../protocol/byteSize.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import type { Host } from './host.ts'
import { saysYes } from './input/question.ts'
import { table } from './output/columns.ts'
import { exitCode } from './output/exitCode.ts'
import { pullProgress } from './output/pullProgress.ts'
import { schemaVersion } from './output/report.ts'
import { engineTexts } from './texts/engine.ts'
import { optionTexts } from './texts/options.ts'

/** `latent engine`: builds of the engine that are too large to come with Latent. */
export function engineCommand(host: Host): Command {
  return new Command('engine')
    .description(engineTexts[host.language].description)
    .addCommand(listCommand(host))
    .addCommand(installCommand(host))
    .addCommand(removeCommand(host))
}

const platform = `${process.platform}-${process.arch}`

function storeOf(host: Host): PackStore {
  return new PackStore(PackStore.defaultFolder(host.env))
}

function listCommand(host: Host): Command {
  return new Command('list')
    .description(engineTexts[host.language].list)
    .option('--json', optionTexts[host.language].json)
    .action(async (options: { json?: boolean }) => {
      const store = storeOf(host)
      const driver = await nvidiaDriver()
      const suiting = driver && packForDriver(driver)
      const packs = packsFor().map((pack) => ({
        name: pack.name,
        downloadBytes: downloadBytes(pack),
        diskBytes: diskBytes(pack),
        installed: store.isInstalled(pack),
        suitsDriver: pack === suiting,
        licences: licencesOf(pack),
      }))
      if (options.json) host.out.write(printableJson({ schemaVersion, folder: store.folder, packs }, 2))
      else host.out.write(printable(packTable(packs, store.folder, host)))
    })
}

interface ListedPack {
  readonly name: string
  readonly downloadBytes: number
  readonly diskBytes: number
  readonly installed: boolean
  readonly suitsDriver: boolean
  readonly licences: readonly string[]
}

function packTable(packs: readonly ListedPack[], folder: string, { language }: Host): string {
  const say = engineTexts[language]
  if (packs.length === 0) return `${say.none(platform)}\n`
  const rows = packs.map((pack) => [
    pack.name,
    `${gib(pack.downloadBytes, 2)} GiB`,
    `${gib(pack.diskBytes, 2)} GiB`,
    pack.installed ? say.installed : pack.suitsDriver ? say.suits : say.available,
    pack.licences.join(', '),
  ])
  return `${table([say.columns, ...rows]).join('\n')}\n\n${say.folder(folder)}\n`
}

interface InstallOptions {
  readonly from?: string
  readonly acceptLicence?: boolean
}

function installCommand(host: Host): Command {
  const say = engineTexts[host.language]
  return new Command('install')
    .description(say.install)
    .argument('[name]', say.name)
    .option('--from <folder>', say.from)
    .option('--accept-licence', say.accept)
    .addHelpText('after', say.installHelp)
    .action(async (name: string | undefined, options: InstallOptions) => {
      process.exitCode = await install(name, options, host)
    })
}

async function install(name: string | undefined, { from, acceptLicence }: InstallOptions, host: Host) {
  const say = engineTexts[host.language]
  const pack = name === undefined ? packSuiting(await nvidiaDriver()) : packNamed(name)
  const store = storeOf(host)
  const signal = host.interruption()
  if (!store.isInstalled(pack)) {
    host.err.write(
      `${say.terms(pack.name, gib(downloadBytes(pack), 2), gib(diskBytes(pack), 2), licencesOf(pack).join(', '))}\n${say.where}\n`,
    )
    const agreed = acceptLicence || (host.in.isTTY && (await saysYes(say.agree, host.in, host.err, signal)))
    if (!agreed) throw badArgument('notAgreed')
  }
  const progress = pullProgress(pack.name, host.err, host.language)
  try {
    const folder = await installPack(
      pack,
      store,
      { network: { env: host.env }, ...(from === undefined ? {} : { from }), ...progress },
      signal,
    )
    progress.end()
    host.err.write(`${printable(say.installedAt(folder))}\n`)
    return exitCode.clean
  } catch (error) {
    progress.end()
    if (!signal.aborted) throw error
    host.err.write(`${say.stopped}\n`)
    return exitCode.stoppedEarly
  }
}

function removeCommand(host: Host): Command {
  const say = engineTexts[host.language]
  return new Command('remove')
    .description(say.remove)
    .argument('<name>', say.name)
    .action(async (name: string) => {
      const pack = packNamed(name)
      const freedBytes = await storeOf(host).remove(pack)
      if (freedBytes === 0) throw LatentError.of('enginePackMissing', pack.name)
      host.out.write(`${say.removed(pack.name, gib(freedBytes, 2))}\n`)
    })
}

function packSuiting(driver: NvidiaDriver | undefined): EnginePack {
  if (driver === undefined) throw badArgument('noDriver')
  const pack = packForDriver(driver)
  if (pack !== undefined) return pack
  if (packsFor().length > 0) throw badArgument('tooOld')
  throw LatentError.of('enginePackNotOffered', 'cuda', platform)
}

function packNamed(name: string): EnginePack {
  const pack = packsFor().find((each) => each.name === name)
  if (pack === undefined) throw LatentError.of('enginePackNotOffered', name, platform)
  return pack
}

function badArgument(text: 'notAgreed' | 'noDriver' | 'tooOld'): LatentError {
  return LatentError.of('badArgument', { en: engineTexts.en[text], zh: engineTexts.zh[text] })
}
