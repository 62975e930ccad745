#!/usr/bin/env node
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { CompletionSyntax } from '../context/completionSyntax.ts'
import { SyntaxParser } from '../context/parser.ts'
import { RootedTypeChecker } from '../context/rootedTypeChecker.ts'
import { examineMachine } from '../engine/local/examine.ts'
import { LocalEngine } from '../engine/local/localEngine.ts'
import { usableCards } from '../engine/local/usableCards.ts'
import { RemoteEngine } from '../engine/remote/remoteEngine.ts'
import type { SupervisedEngine } from '../engine/supervisedEngine.ts'
import { Completer } from '../features/completion/completer.ts'
import { parseOwnCalibration } from '../features/review/calibrate/ownCalibration.ts'
import { adaptersOfVariable, chosenAdapters } from '../models/adapters.ts'
import { CalibrationStore } from '../models/calibrationStore.ts'
import { resolveModel } from '../models/resolve.ts'
import { ModelStore } from '../models/store.ts'
import { displayLanguage } from '../protocol/displayLanguage.ts'
import { addFigures, noFigures } from '../protocol/figures.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import { localeOf } from '../protocol/locale.ts'
import { printable } from '../protocol/printable.ts'
import { defaultSettings, type Settings } from '../protocol/settings.ts'
import type { Host, OpenModel, ServerEngine } from './host.ts'
import { latentVersion } from './input/installation.ts'
import { chosenModel, remoteServer } from './input/remoteServer.ts'
import { tellError } from './output/errorLine.ts'
import { exitCode } from './output/exitCode.ts'
import { tellLongTrials } from './output/longTrials.ts'
import { notWritable } from './output/replaceFile.ts'
import { buildProgram, globalOptions, runProgram } from './program.ts'
import { ruleObservers } from './rules.ts'

/** Where a model comes from when neither `--model` nor LATENT_MODEL names one. */
const defaultModel = 'starter'

const programFolder = dirname(fileURLToPath(import.meta.url))
const interrupt = new AbortController()
const host: Host = {
  workingFolder: process.cwd(),
  programFolder,
  env: process.env,
  language: displayLanguage(localeOf(process.env)),
  in: process.stdin,
  out: process.stdout,
  err: process.stderr,
  now: () => performance.now(),
  interruption,
  isInterrupted: () => interrupt.signal.aborted,
  openModel,
  examine: () => examineMachine(programFolder, defaultStore(), process.env, tellLongTrials(tell, host.language)),
  usableCards: () => usableCards(programFolder, defaultSettings['engine.gpu'], process.env),
}
const program = buildProgram(host, await latentVersion(programFolder))

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` that has seen enough is no failure of ours.
  if (error.code === 'EPIPE') process.exit(exitCode.clean)
  tellError(notWritable({ en: 'Standard output', zh: '标准输出' }, error), host)
  process.exit(exitCode.couldNotRun)
})
await runProgram(program, process.argv.slice(2), host)

async function openModel(
  name: string | undefined,
  gpu: Settings['engine.gpu'] = defaultSettings['engine.gpu'],
  server?: ServerEngine,
): Promise<OpenModel> {
  const options = globalOptions(program)
  const chosen = chosenModel(name, options, process.env) ?? defaultModel
  const remote = remoteServer(chosen, options, process.env)
  if (remote !== undefined) {
    const engine = new RemoteEngine(remote)
    return { ...opened(engine), examineServers: (signal) => engine.examine(signal) }
  }
  const store = ModelStore.chosen(() => '', process.env)
  const file = await resolveModel(chosen, store, process.cwd())
  const engineOptions = {
    modelName: file.name,
    modelPath: file.path,
    gpu,
    gpuLayers: defaultSettings['engine.gpuLayers'],
    contextSize: server?.contextSize ?? defaultSettings['engine.contextSize'],
    kvCacheType: defaultSettings['engine.kvCacheType'],
    flashAttention: defaultSettings['engine.flashAttention'],
    adapters: chosenAdapters(adaptersOfVariable(process.env.LATENT_ADAPTERS ?? ''), process.cwd()),
    ...(server === undefined ? {} : { parallel: server.parallel }),
  }
  const deps = { processPath: join(programFolder, 'engine.js'), log }
  const engine = server === undefined ? LocalEngine.shared(engineOptions, deps) : new LocalEngine(engineOptions, deps)
  return { ...opened(engine, file.path), file }
}

/** `path`: of the model's file, by which the user's own calibrations are found. */
function opened(engine: SupervisedEngine, path?: string): OpenModel {
  const calibrations = new CalibrationStore(CalibrationStore.defaultFolder(process.env))
  let figures = noFigures
  engine.onFigures((_lane, added) => {
    figures = addFigures(figures, added)
  })
  const onTrying = tellLongTrials(tell, host.language)
  engine.onState((state) => onTrying(state.kind === 'starting' ? state.trying : undefined))
  engine.start()
  // What runs is cancelled by whoever asked for it; the wait for a model, which can take a minute, has no other end.
  const stopWaiting = () => engine.state.kind === 'ready' || engine.leave()
  if (interrupt.signal.aborted) stopWaiting()
  interrupt.signal.addEventListener('abort', stopWaiting, { once: true })
  return {
    engine,
    completer: new Completer(engine, { syntax: async () => new CompletionSyntax(await SyntaxParser.create()) }),
    reviewDeps: async (root) => ({
      engine,
      parser: await SyntaxParser.create(),
      typeChecker: new RootedTypeChecker(root),
      now: () => performance.now(),
      ...(path === undefined
        ? {}
        : {
            ownCalibration: (calibrationKey: string) =>
              calibrations.usable({ calibrationKey, path }, parseOwnCalibration, (error) => tellError(error, host)),
          }),
      observers: await ruleObservers(root, engine, (line) => tell(inLanguage(line, host.language))),
    }),
    takeFigures: () => {
      const taken = figures
      figures = noFigures
      return taken
    },
    close: async () => engine.leave(),
  }
}

function defaultStore(): ModelStore {
  return new ModelStore(ModelStore.defaultFolder(process.env))
}

function tell(line: string): void {
  process.stderr.write(`latent: ${printable(line)}\n`)
}

function interruption(): AbortSignal {
  if (process.listenerCount('SIGINT', onInterrupt) === 0) process.on('SIGINT', onInterrupt)
  return interrupt.signal
}

function onInterrupt(): void {
  if (interrupt.signal.aborted) process.exit(exitCode.stoppedEarly)
  interrupt.abort()
}

function log(line: string): void {
  if (globalOptions(program).verbose) process.stderr.write(`${printable(line)}\n`)
}
