import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTag,
  type Diagnostic,
  DiagnosticSeverity,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { ErrorCommands, ShownError } from '../protocol/diagnose.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { isRecord } from '../protocol/record.ts'
import { type ActionProvider, type ResolvedAction, wantsKind } from './actionProvider.ts'
import type { ClientAbilities } from './capabilities.ts'
import type { Diagnoses } from './diagnose.ts'
import type { Documents } from './documents.ts'
import type { ProgressReporter } from './progress.ts'
import type { Trust } from './trust.ts'

export interface DiagnoseActionDeps {
  readonly diagnoses: Pick<Diagnoses, 'mend'>
  readonly documents: Pick<Documents, 'get'>
  readonly progress: Pick<ProgressReporter, 'beginShown'>
  readonly trust: Pick<Trust, 'trusted'>
  readonly abilities: Pick<ClientAbilities, 'resolvesEdit' | 'documentChanges' | 'tags' | 'language'>
  readonly commands: ErrorCommands
}

/** Errors of a place for which actions are offered; one wrong word often brings several. */
const mostErrors = 2

interface ActionData {
  readonly kind: 'mendError'
  readonly version: number
  readonly error: ShownError
}

/** "Fix with Latent" and "Explain and fix" on errors of other programs. The edit is looked for when the user chooses the action. */
export class DiagnoseActions implements ActionProvider {
  readonly kinds = [CodeActionKind.QuickFix]
  readonly #deps: DiagnoseActionDeps

  constructor(deps: DiagnoseActionDeps) {
    this.#deps = deps
  }

  async offer({ textDocument, context }: CodeActionParams, { version }: TextDocument): Promise<readonly CodeAction[]> {
    const { trust, abilities, commands } = this.#deps
    if (!trust.trusted || !wantsKind(context.only, CodeActionKind.QuickFix)) return []
    const { fix, explainAndFix } = labels[abilities.language()]
    return context.diagnostics
      .filter(isForeignError)
      .slice(0, mostErrors)
      .flatMap((diagnostic): CodeAction[] => {
        const error = shownError(textDocument.uri, diagnostic)
        const about = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] }
        const tags: Pick<CodeAction, 'tags'> = abilities.tags ? { tags: [CodeActionTag.LLMGenerated] } : {}
        const data: ActionData = { kind: 'mendError', version, error }
        const { explainError } = commands
        return [
          // A client that cannot resolve an action would have to wait for a model with each move of its cursor.
          ...(abilities.resolvesEdit ? [{ title: fix, ...about, ...tags, data }] : []),
          ...(explainError === undefined
            ? []
            : [{ title: explainAndFix, ...about, command: { title: explainAndFix, command: explainError, arguments: [error] } }]),
        ]
      })
  }

  async resolve(action: CodeAction, signal: AbortSignal): Promise<ResolvedAction | undefined> {
    const data: unknown = action.data
    if (!isActionData(data)) return undefined
    const { diagnoses, documents, progress, abilities } = this.#deps
    const { uri } = data.error.textDocument
    if (documents.get(uri)?.version !== data.version) throw LatentError.of('mendOutdated', action.title)
    const controller = new AbortController()
    const shown = await progress.beginShown('Looking for a mend', undefined, () => controller.abort())
    const { outcome, version } = await diagnoses.mend(data.error, () => shown, AbortSignal.any([signal, controller.signal]))
    if (outcome.kind === 'refused') throw LatentError.of('noMend', outcome.reason)
    if (documents.get(uri)?.version !== version) throw LatentError.of('mendOutdated', action.title)
    const edits = [...outcome.proposal.edits]
    // With the version the editor refuses the edit if something was typed meanwhile.
    const edit = abilities.documentChanges
      ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
      : { changes: { [uri]: edits } }
    return { ...action, edit, notes: outcome.proposal.notes }
  }
}

/** Our own findings have their own fixes. */
function isForeignError({ severity, source }: Diagnostic): boolean {
  return (severity === undefined || severity === DiagnosticSeverity.Error) && source !== 'latent'
}

function shownError(uri: string, { range, message, code, source }: Diagnostic): ShownError {
  return {
    textDocument: { uri },
    range,
    message: typeof message === 'string' ? message : message.value,
    ...(code === undefined ? {} : { code }),
    ...(source === undefined ? {} : { source }),
  }
}

function isActionData(value: unknown): value is ActionData {
  return isRecord(value) && value.kind === 'mendError' && isRecord(value.error) && isRecord(value.error.textDocument)
}

const labels = {
  en: { fix: 'Fix with Latent', explainAndFix: 'Explain and fix with Latent…' },
  zh: { fix: '用 Latent 修复', explainAndFix: '用 Latent 解释并修复…' },
} as const satisfies Record<DisplayLanguage, unknown>
