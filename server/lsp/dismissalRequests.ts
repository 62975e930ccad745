import { pathToFileURL } from 'node:url'
import type { Connection } from 'vscode-languageserver'
import { answerOf } from '../features/review/adaptation.ts'
import { dismissalFor, dismissalId } from '../features/review/dismissed.ts'
import { findingShape } from '../features/review/findingShape.ts'
import type { DismissalsResult, DismissParams, UndoDismissalParams } from '../protocol/dismissal.ts'
import { LatentError } from '../protocol/errors.ts'
import { isRecord } from '../protocol/record.ts'
import { methods } from '../protocol/requests.ts'
import type { Dismissals } from './dismissals.ts'
import { answering } from './failure.ts'
import type { Findings } from './findings.ts'
import type { Language } from './language.ts'
import type { ReviewAnswerCount } from './reviewAnswers.ts'
import type { Trust } from './trust.ts'
import { filePath, type WorkspaceFolders } from './workspaceFolders.ts'

export interface DismissingDeps {
  readonly findings: Findings
  readonly dismissals: Dismissals
  readonly folders: WorkspaceFolders
  readonly trust: Trust
  readonly answers: Pick<ReviewAnswerCount, 'answered'>
}

/** Dismissals by the user's act: what they cover leaves the editor at once, and comes back when they are undone. */
export class Dismissing {
  readonly #deps: DismissingDeps

  constructor(deps: DismissingDeps) {
    this.#deps = deps
  }

  /** Gives null, also where there is no such finding any more. Rejects with untrusted or dismissalNotKept. */
  async dismiss({ uri, id, reason, scope = 'finding', note }: DismissParams): Promise<null> {
    const { findings, dismissals, folders, trust, answers } = this.#deps
    trust.require('Review')
    const place = findings.tracked(id, uri)
    if (place === undefined) return null
    const { finding, reviewed } = place.tracked
    const asked = { scope, ...(reason === undefined ? {} : { reason }), ...(note === undefined ? {} : { note }) }
    const folder = folders.folderOf(place.uri)
    answers.answered(finding.ruleId, answerOf(reason))
    try {
      await dismissals.add(
        folder,
        dismissalFor(finding, asked, () => findingShape(finding, reviewed)),
      )
    } finally {
      await this.#reconcile(folder)
    }
    return null
  }

  /** Those of all workspace folders, and of documents outside of every one. Rejects with untrusted. */
  async list(): Promise<DismissalsResult> {
    const { dismissals, folders, trust } = this.#deps
    trust.require('Review')
    const lists = await Promise.all([...folders.all(), undefined].map((folder) => dismissals.list(folder)))
    const items = lists.flatMap(({ kept }) =>
      kept.map(({ folder, unsaved, dismissal }) => ({
        id: dismissalId(dismissal),
        ...(folder === undefined ? {} : { folder: pathToFileURL(folder).href }),
        ...(unsaved ? { unsaved } : {}),
        dismissal,
      })),
    )
    return { items, problems: lists.flatMap(({ problem }) => problem ?? []) }
  }

  /** Rejects with untrusted, badArgument or dismissalNotUndone. */
  async undo(params: unknown): Promise<null> {
    const { dismissals, folders, trust, answers } = this.#deps
    trust.require('Review')
    const { id, folder } = undoParams(params)
    const path = folder === undefined ? undefined : filePath(folder)
    // A request names a folder only to choose among those that are open: no other one is written to.
    const open = folders.all().find((each) => each === path)
    if (folder !== undefined && open === undefined)
      throw LatentError.of('badArgument', { en: `${folder} is no open folder.`, zh: `${folder} 不是已打开的文件夹。` })
    const undone = await dismissals.undo(open, id)
    if (undone !== undefined) answers.answered(undone.fingerprint.rule, answerOf(undone.reason), -1)
    await this.#reconcile(open)
    return null
  }

  async #reconcile(folder: string | undefined): Promise<void> {
    const { findings, dismissals, folders } = this.#deps
    const now = await dismissals.of(folder)
    for (const uri of findings.reviewed()) if (folders.folderOf(uri) === folder) findings.reconcile(uri, now)
  }
}

/** Answers the requests about dismissals. */
export function serveDismissals(
  connection: Connection,
  deps: DismissingDeps & { readonly log: (line: string) => void; readonly language: Language },
): Dismissing {
  const dismissing = new Dismissing(deps)
  const answer = answering(deps.log, deps.language)
  connection.onRequest(
    methods.dismissals,
    answer(() => dismissing.list()),
  )
  connection.onRequest(
    methods.undoDismissal,
    answer((params: unknown) => dismissing.undo(params)),
  )
  return dismissing
}

function undoParams(params: unknown): UndoDismissalParams {
  if (!isRecord(params) || typeof params.id !== 'string') {
    throw LatentError.of('badArgument', {
      en: 'latent/undoDismissal takes { id, folder }.',
      zh: 'latent/undoDismissal 的参数应为 { id, folder }。',
    })
  }
  return { id: params.id, ...(typeof params.folder === 'string' ? { folder: params.folder } : {}) }
}
