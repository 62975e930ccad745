import { type CodeLens, CodeLensRefreshRequest, CodeLensRequest, type Connection, HoverRequest } from 'vscode-languageserver/node'
import { isRecord } from '../protocol/record.ts'
import { type HeldBackParams, methods } from '../protocol/requests.ts'
import type { CancelReviewParams, ExplainParams, ReportParams, ReviewFolderParams } from '../protocol/reviewOverview.ts'
import type { ClientAbilities } from './capabilities.ts'
import type { Documents } from './documents.ts'
import type { EngineHost } from './engineHost.ts'
import { explain } from './explain.ts'
import { answering, signalOf } from './failure.ts'
import type { Findings } from './findings.ts'
import { heldBack } from './heldBack.ts'
import { hover } from './hover.ts'
import { type ProgressReporter, partialResults } from './progress.ts'
import type { Reviews } from './review.ts'
import type { ReviewActivity } from './reviewActivity.ts'
import { reviewFolder } from './reviewFolder.ts'
import { reviewedFunctions, reviewLenses } from './reviewLenses.ts'
import { ReviewOverview } from './reviewOverview.ts'
import { reviewReport } from './reviewReport.ts'
import type { ReviewTools } from './reviewTools.ts'
import type { SettingsStore } from './settings.ts'
import type { Status } from './status.ts'
import type { Trust } from './trust.ts'
import type { WorkspaceFolders } from './workspaceFolders.ts'

export interface ReviewViewsDeps {
  readonly documents: Documents
  readonly folders: WorkspaceFolders
  readonly settings: SettingsStore
  readonly trust: Trust
  readonly findings: Findings
  readonly activity: ReviewActivity
  readonly reviews: Reviews
  readonly progress: ProgressReporter
  readonly status: Status
  readonly engine: EngineHost
  readonly tools: ReviewTools
  readonly abilities: ClientAbilities
  readonly log: (line: string) => void
}

/** What a client told of itself at the start that matters here. */
interface Asked {
  readonly initializationOptions?: unknown
}

/** Answers what people look at: findings of all files, hovers, lines above functions, reports, and reviews of folders. */
export function serveReviewViews(connection: Connection, asked: Asked, deps: ReviewViewsDeps): void {
  const { documents, folders, settings, trust, findings, activity, reviews, progress, abilities } = deps
  const nameOf = (uri: string) => folders.nameOf(uri)
  const wishes = wishesOf(asked.initializationOptions)
  const overview = new ReviewOverview({ findings, activity, nameOf })
  const answer = answering(deps.log, abilities.language)

  documents.onEdited(({ uri }) => {
    if (findings.has(uri)) overview.edited(uri)
  })
  overview.onChange((changed) => {
    if (wishes.findings) void connection.sendNotification(methods.findingsChanged, changed)
    const isSettled = changed.file?.running === undefined
    if (isSettled && abilities.codeLensRefresh && settings.current['review.codeLens']) refreshLenses()
  })
  settings.onChange(() => {
    if (abilities.codeLensRefresh) refreshLenses()
  })
  function refreshLenses(): void {
    connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {
      // The lenses are asked for again with the next edit.
    })
  }

  connection.onRequest(methods.findings, () => overview.all())
  connection.onRequest(methods.heldBack, (params: HeldBackParams | null) => heldBack(params ?? {}, findings))
  connection.onRequest(
    methods.report,
    answer((params: ReportParams) => reviewReport(params, { findings, activity, nameOf }, abilities.language())),
  )
  connection.onNotification(methods.cancelReview, ({ textDocument: { uri } }: CancelReviewParams) => reviews.cancel(uri))
  connection.onRequest(
    methods.reviewFolder,
    answer(({ uri, workDoneToken }: ReviewFolderParams, token) => {
      const begin = (title: string, cancel: () => void) => progress.begin(title, workDoneToken, cancel)
      return reviewFolder(uri, { reviews, folders, trust }, begin, signalOf(token))
    }),
  )
  connection.onRequest(
    methods.explain,
    answer((params: ExplainParams, token) => {
      const begin = (title: string, cancel: () => void) => progress.begin(title, params.workDoneToken, cancel)
      const part = partialResults(connection, params.partialResultToken)
      const { parser } = deps.tools
      return explain(params, { ...deps, parser }, abilities.language(), { begin, part }, signalOf(token))
    }),
  )
  connection.onRequest(HoverRequest.type, ({ textDocument: { uri }, position }) => {
    const document = documents.get(uri)
    const style = { markdown: abilities.markdown, language: abilities.language(), explain: wishes.explain }
    return document === undefined ? null : hover(uri, documents.source(document), position, findings.of(uri), style)
  })
  connection.onRequest(
    CodeLensRequest.type,
    answer(async ({ textDocument: { uri } }): Promise<CodeLens[]> => {
      const document = documents.get(uri)
      if (document === undefined || !(await settings.of(uri))['review.codeLens']) return []
      const functions = await reviewedFunctions(uri, documents.source(document), findings, activity)
      return reviewLenses(uri, functions, abilities.language(), wishes.showReview)
    }),
  )
}

interface Wishes {
  readonly findings: boolean
  readonly explain: string | undefined
  readonly showReview: string | undefined
}

/** `findings` and `commands` out of `initializationOptions`. */
function wishesOf(options: unknown): Wishes {
  const commands = isRecord(options) && isRecord(options.commands) ? options.commands : {}
  const named = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  return {
    findings: isRecord(options) && options.findings === true,
    explain: named(commands.explain),
    showReview: named(commands.showReview),
  }
}
