import type { Connection } from 'vscode-languageserver'
import { methods } from '../protocol/requests.ts'
import type { Acceptance } from './acceptance.ts'
import type { EngineHost } from './engineHost.ts'
import type { answering } from './failure.ts'
import { UserStatistics } from './statistics.ts'
import { StatisticsFile } from './statisticsFile.ts'

export interface KeepStatisticsDeps {
  readonly acceptance: Acceptance
  readonly engine: Pick<EngineHost, 'state'>
  readonly now: () => number
  readonly log: (line: string) => void
}

/** What is counted between two writes is lost when the process is killed. */
const saveEveryMs = 30_000

/** The user's statistics, kept on disk from now on. Whoever ends the server saves them once more. */
export function keepStatistics({ acceptance, engine, now, log }: KeepStatisticsDeps): UserStatistics {
  const file = new StatisticsFile(StatisticsFile.defaultPath(process.env), today)
  const statistics = new UserStatistics({ file, today, log, settle: () => acceptance.totals(now()) })
  acceptance.onCount((languageId, added) => statistics.completions(languageId, added))
  acceptance.onOutcome((outcome) => {
    if (engine.state.kind === 'ready') statistics.learn(engine.state.info.calibrationKey, outcome)
  })
  // What was learned before is known as soon as it is read; a failure is in the log.
  void statistics.read()
  setInterval(() => void statistics.save(), saveEveryMs).unref()
  return statistics
}

/** Answers `latent/statistics` and `latent/statisticsReset`. */
export function serveStatistics(connection: Connection, statistics: UserStatistics, answer: ReturnType<typeof answering>): void {
  connection.onRequest(
    methods.statistics,
    answer(() => statistics.read()),
  )
  connection.onRequest(
    methods.statisticsReset,
    answer(() => statistics.reset().then(() => null)),
  )
}

/** The day by the clock on the user's wall. */
function today(): string {
  const now = new Date()
  const twoDigits = (number: number) => String(number).padStart(2, '0')
  return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`
}
