import type { Connection } from 'vscode-languageserver'
import { LatentError } from '../protocol/errors.ts'
import type { FixCommands, FixesParams, FixesResult, OfferedFix } from '../protocol/fixes.ts'
import { isRecord } from '../protocol/record.ts'
import { methods } from '../protocol/requests.ts'
import type { FixAbilities } from './codeAction.ts'
import type { Documents } from './documents.ts'
import type { answering } from './failure.ts'
import type { Findings } from './findings.ts'
import type { FixCheck } from './fixCheck.ts'
import type { SettingsStore } from './settings.ts'
import type { Trust } from './trust.ts'

export interface FixParts {
  readonly documents: Documents
  readonly findings: Findings
  readonly check: FixCheck
}

/** Answers `latent/fixes`. */
export function serveFixes(connection: Connection, parts: FixParts, answer: ReturnType<typeof answering>): void {
  connection.onRequest(
    methods.fixes,
    answer((params: FixesParams) => fixesOf(params, parts)),
  )
}

async function fixesOf(
  { textDocument: { uri }, id }: FixesParams,
  { documents, findings, check }: FixParts,
): Promise<FixesResult> {
  const live = findings.find(uri, id)
  const document = documents.get(uri)
  if (live === undefined || document === undefined) throw LatentError.of('findingGone')
  const source = documents.source(document)
  const fixes: OfferedFix[] = []
  for (const fix of live.finding.state === 'open' ? live.finding.fixes : []) {
    if (!(await check.holds(uri, source, live, fix))) continue
    const { title, verified, edits } = fix
    fixes.push({ title, verified, edits })
  }
  // Typed while the checks ran: what was checked is not what stands there.
  if (fixes.length === 0 || documents.get(uri)?.version !== document.version)
    throw LatentError.of('fixOutdated', live.finding.title)
  return { fixes, version: document.version }
}

/** What a client can do with fixes, by `initializationOptions.commands`. */
export function fixAbilities(options: unknown, settings: SettingsStore, trust: Trust): FixAbilities {
  const hasTests = () => trust.trusted && settings.current['review.testCommand'].length > 0
  return { commands: fixCommands(options), hasTests }
}

function fixCommands(options: unknown): FixCommands {
  const commands = isRecord(options) && isRecord(options.commands) ? options.commands : {}
  const named = (key: keyof FixCommands) => {
    const value = commands[key]
    return typeof value === 'string' && value !== '' ? { [key]: value } : {}
  }
  return { ...named('previewFix'), ...named('testFix'), ...named('fixMade') }
}
