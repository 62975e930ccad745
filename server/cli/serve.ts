import { hostname } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { WorkspaceFiles } from '../context/workspaceFiles.ts'
import { isRemote } from '../models/remote.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import type { Settings } from '../protocol/settings.ts'
import { type ServeDeps, type ServingEngine, usualLimits } from '../serve/deps.ts'
import { isHostName } from '../serve/hostNames.ts'
import type { Keys } from '../serve/keys.ts'
import { gpuOption } from './doctor.ts'
import type { GlobalOptions, Host, OpenModel } from './host.ts'
import { dismissedIn } from './input/dismissed.ts'
import { latentVersion } from './input/installation.ts'
import { wholeNumber } from './input/numbers.ts'
import { chosenModel } from './input/remoteServer.ts'
import { folderAt, rootAround } from './input/roots.ts'
import { tellError } from './output/errorLine.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { keysCommand, keysOf } from './serveKeys.ts'
import { optionTexts } from './texts/options.ts'
import { serveTexts } from './texts/serve.ts'

export interface ServeOptions extends GlobalOptions {
  readonly host: string
  readonly port: number
  readonly name?: readonly string[]
  readonly root?: readonly string[]
  readonly parallel: number
  readonly context: number
  /** Seconds. */
  readonly drain: number
  readonly model?: string
  readonly gpu?: Settings['engine.gpu']
}

const several = (each: string, before: readonly string[] = []) => [...before, each]

/** As `several`. Throws badArgument for what no request could call the server. */
function hostNames(each: string, before?: readonly string[]): readonly string[] {
  if (isHostName(each)) return several(each, before)
  throw LatentError.of('badArgument', {
    en: `--name takes a name such as gpu.lan, without scheme and port, not "${each}".`,
    zh: `--name 应为 gpu.lan 这样的名称，不带协议和端口，而不是“${each}”。`,
  })
}

/** `latent serve`: the model for other programs, and for a few people. */
export function serveCommand(host: Host): Command {
  const say = serveTexts[host.language]
  return new Command('serve')
    .description(say.description)
    .option('--host <address>', say.host, '127.0.0.1')
    .option('--port <n>', say.port, wholeNumber('--port', 0, 65_535), 8420)
    .option('--name <name>', say.name, hostNames)
    .option('--root <folder>', say.root, several)
    .option('--parallel <n>', say.parallel, wholeNumber('--parallel', 1, 64), 4)
    .option('--context <tokens>', say.context, wholeNumber('--context', 512, 1_048_576), 8192)
    .option('--drain <seconds>', say.drain, wholeNumber('--drain', 0, 3600), usualLimits.drainMs / 1000)
    .option('--model <model>', optionTexts[host.language].model)
    .addOption(gpuOption(say.gpu))
    .addHelpText('after', say.examples)
    .addCommand(keysCommand(host))
    .action(async (_options, command: Command) => {
      process.exitCode = await serveModel(command.optsWithGlobals(), host)
    })
}

/** Serves until Ctrl-C or SIGTERM. */
async function serveModel(options: ServeOptions, host: Host): Promise<ExitCode> {
  const say = serveTexts[host.language]
  const roots = await Promise.all((options.root ?? []).map((folder) => folderAt(folder, host.workingFolder)))
  const keys = await keysOf(host)
  const ending = endingSignal(host, () => host.err.write(`${say.ending(options.drain)}\n`))
  // Loaded here, because the other subcommands do without.
  const { refuseOpenHost, refuseTakenAddress, serve } = await import('../serve/serve.ts')
  await refuseOpenHost(options.host, keys)
  await refuseTakenAddress(options.host, options.port)
  refuseRemote(chosenModel(options.model, options, host.env))
  host.err.write(`${say.loading}\n`)
  const model = await host.openModel(options.model, options.gpu, { parallel: options.parallel, contextSize: options.context })
  try {
    await model.engine.info()
    const deps = depsOf(options, roots, await latentVersion(host.programFolder), keys, model, host)
    const place = { host: options.host, port: options.port, names: [hostname(), ...(options.name ?? [])] }
    const limits = { ...usualLimits, drainMs: options.drain * 1000 }
    const count = (await keys.list()).length
    const tell = (address: string) => {
      host.err.write(
        `${printable(say.listening(deps.modelName, address))}\n${count === 0 ? say.withoutKeys : say.withKeys(count)}\n`,
      )
    }
    await serve(deps, place, limits, tell, ending)
    return exitCode.clean
  } finally {
    await model.close()
  }
}

/** Throws badArgument: what another server has is served by that one already. */
function refuseRemote(model: string | undefined): void {
  if (model === undefined || !isRemote(model)) return
  throw LatentError.of('badArgument', {
    en: 'latent serve serves a model of this machine, not one of another server: name it by --model.',
    zh: 'latent serve 提供本机上的模型，而不是其他服务器上的模型：请用 --model 指定。',
  })
}

/** Aborted by Ctrl-C, and by what service managers send. */
function endingSignal(host: Host, tell: () => void): AbortSignal {
  const controller = new AbortController()
  const end = () => controller.abort()
  host.interruption().addEventListener('abort', end, { once: true })
  process.once('SIGTERM', end)
  controller.signal.addEventListener('abort', tell, { once: true })
  return controller.signal
}

function depsOf(
  { parallel }: ServeOptions,
  roots: readonly string[],
  version: string,
  keys: Keys,
  model: OpenModel,
  host: Host,
): ServeDeps {
  const { engine, file } = model
  if (!canServe(engine) || file === undefined) throw LatentError.of('engineFailed', 'it serves one user only')
  const tell = (error: LatentError) => tellError(error, host)
  return {
    version,
    roots,
    keys,
    engine,
    modelName: file.name,
    parallel,
    files: () => new WorkspaceFiles(roots, { open: () => undefined }),
    rootOf: (uri) => rootAround(fileURLToPath(uri), roots),
    reviewDeps: (root) => model.reviewDeps(root),
    textReviewDeps: async () => {
      const { typeChecker, observers, ...deps } = await model.reviewDeps(host.programFolder)
      return deps
    },
    dismissed: (root) => dismissedIn(root, tell),
    now: host.now,
    log: (line) => host.err.write(`${new Date().toISOString()} ${printable(line)}\n`),
  }
}

function canServe(engine: OpenModel['engine']): engine is ServingEngine {
  return engine.generate !== undefined && engine.score !== undefined && engine.countTokens !== undefined
}
