import { hostname, userInfo } from 'node:os'
import type { Connection } from 'vscode-languageserver'
import { adviceInWords, adviceOf } from '../features/doctor/advice.ts'
import { factsOf } from '../features/doctor/facts.ts'
import { withLeftAlone } from '../features/doctor/leftAlone.ts'
import { plainReport } from '../features/doctor/plainReport.ts'
import { shareable } from '../features/doctor/shareable.ts'
import { measureSpeed } from '../features/doctor/speed.ts'
import { publicNames } from '../models/publicNames.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import type { DoctorParams, DoctorReport, DoctorResult, ExaminedMachine } from '../protocol/doctor.ts'
import { knownError, userMessage } from '../protocol/errors.ts'
import { methods } from '../protocol/requests.ts'
import type { EngineHost } from './engineHost.ts'
import { type PackDeps, serveEnginePacks } from './enginePacks.ts'
import { answering, signalOf } from './failure.ts'

export interface MachineDeps extends PackDeps {
  readonly engine: EngineHost
  /** What can be told of this machine without loading a model. */
  readonly examine: () => Promise<ExaminedMachine>
  readonly version: string
  readonly now: () => number
}

/** Version of the report's form, the same as on the command line. */
const schemaVersion = 1

/** Answers what concerns the machine rather than code: `latent/doctor`, and the requests for engine packs. */
export function serveMachine(connection: Connection, deps: MachineDeps): void {
  serveEnginePacks(connection, deps)
  const { progress, abilities, log } = deps
  connection.onRequest(
    methods.doctor,
    answering(
      log,
      abilities.language,
    )(async ({ workDoneToken }: DoctorParams, token) => {
      const stop = new AbortController()
      const shown = progress.begin('Examining the machine', workDoneToken, () => stop.abort())
      try {
        const signal = AbortSignal.any([signalOf(token), stop.signal])
        return doctorResult(withLeftAlone(await examined(deps, signal)), abilities.language())
      } finally {
        shown.end()
      }
    }),
  )
}

async function examined(deps: MachineDeps, signal: AbortSignal): Promise<DoctorReport> {
  const { abilities, examine, version } = deps
  const machine = await examine()
  signal.throwIfAborted()
  return {
    schemaVersion,
    latent: version,
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    ...machine,
    ...(await model(deps, abilities.language(), signal)),
  }
}

/** What is loaded, and how fast it is; what keeps it from being loaded is the answer rather than an error. */
async function model(
  { engine, now }: MachineDeps,
  language: DisplayLanguage,
  signal: AbortSignal,
): Promise<Pick<DoctorReport, 'servers' | 'loaded' | 'speed' | 'problem'>> {
  const { state } = engine
  const servers = await engine.examine(signal)
  const told = servers === undefined ? {} : { servers }
  if (state.kind === 'noModel' || state.kind === 'failed') return { ...told, problem: userMessage(state.error, language) }
  try {
    await engine.ready(signal)
    const loaded = await engine.info()
    return { ...told, loaded, speed: await measureSpeed(engine, now, signal) }
  } catch (error) {
    signal.throwIfAborted()
    return { ...told, problem: userMessage(knownError(error), language) }
  }
}

function doctorResult(report: DoctorReport, language: DisplayLanguage): DoctorResult {
  const problem = report.problem === undefined ? [] : [{ text: report.problem }]
  const advice = adviceOf(report).map((each) => ({
    text: adviceInWords(each, language),
    ...(each.kind === 'installPack' ? { command: 'latent.installEnginePack' } : {}),
    ...(each.kind === 'smallerModel' ? { command: 'latent.chooseModel' } : {}),
  }))
  const shared = shareable(report, publicNames(), { user: userInfo().username, host: hostname() })
  return {
    facts: factsOf(report, language),
    advice: [...problem, ...advice],
    shareable: plainReport(shared, language),
  }
}
