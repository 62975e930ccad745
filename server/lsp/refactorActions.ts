import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { MechanicalKind, MechanicalOffer } from '../context/refactorings.ts'
import { offeredRefactorings, type RefactorDeps, refactored, titles } from '../features/edit/refactor/mechanical.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import { isRecord } from '../protocol/record.ts'
import { type ActionProvider, type ResolvedAction, wantsKind } from './actionProvider.ts'
import type { ClientAbilities } from './capabilities.ts'
import type { Documents } from './documents.ts'
import type { EngineHost } from './engineHost.ts'
import type { ProgressReporter } from './progress.ts'
import type { ReviewTools } from './reviewTools.ts'
import type { Trust } from './trust.ts'
import type { WorkspaceFolders } from './workspaceFolders.ts'

export interface RefactorActionDeps {
  readonly documents: Pick<Documents, 'get' | 'source'>
  readonly folders: Pick<WorkspaceFolders, 'folderOf'>
  readonly trust: Pick<Trust, 'trusted' | 'require'>
  readonly engine: EngineHost
  readonly tools: Pick<ReviewTools, 'parser' | 'types' | 'refactorings'>
  readonly abilities: Pick<ClientAbilities, 'resolvesEdit' | 'documentChanges' | 'disabledActions' | 'language'>
  readonly progress: Pick<ProgressReporter, 'beginShown'>
  /** Whether the client has TypeScript's own code actions as well. */
  readonly hasTypeScript: boolean
}

const kinds: Readonly<Record<MechanicalKind, string>> = {
  extractFunction: `${CodeActionKind.RefactorExtract}.function`,
  extractConstant: `${CodeActionKind.RefactorExtract}.constant`,
  inlineVariable: `${CodeActionKind.RefactorInline}.variable`,
  toAsync: `${CodeActionKind.RefactorRewrite}.async`,
  addTypes: `${CodeActionKind.RefactorRewrite}.addTypes`,
  removeDeadCode: `${CodeActionKind.RefactorRewrite}.removeDeadCode`,
  optionalChain: `${CodeActionKind.RefactorRewrite}.optionalChain`,
  templateString: `${CodeActionKind.RefactorRewrite}.templateString`,
  arrowBraces: `${CodeActionKind.RefactorRewrite}.arrowBraces`,
}

/** What TypeScript's own code actions do alike: with those beside it, it would stand in the menu twice. */
const sameInTypeScript: ReadonlySet<MechanicalKind> = new Set(['optionalChain', 'templateString', 'arrowBraces'])
/** What makes something new, which the model names. */
const naming: ReadonlySet<MechanicalKind> = new Set(['extractFunction', 'extractConstant'])

/** Kept in an action until it is resolved. */
interface ActionData {
  readonly kind: 'refactor'
  readonly uri: string
  readonly version: number
  readonly refactoring: MechanicalKind
  readonly startOffset: number
  readonly endOffset: number
}

interface MadeEdit {
  readonly edit: WorkspaceEdit
  readonly notes: readonly string[]
}

/** Rewritings that need no model, which merely names what they make. The edit is made when the user chooses the action. */
export class RefactorActions implements ActionProvider {
  readonly kinds = [...new Set(Object.values(kinds))]
  readonly #deps: RefactorActionDeps

  constructor(deps: RefactorActionDeps) {
    this.#deps = deps
  }

  async offer({ range, context }: CodeActionParams, document: TextDocument, signal: AbortSignal): Promise<readonly CodeAction[]> {
    const { trust, documents, abilities } = this.#deps
    // With each move of the cursor TypeScript would look through the whole file again, for a menu that nobody opened.
    if (!trust.trusted || context.triggerKind === CodeActionTriggerKind.Automatic) return []
    const source = documents.source(document)
    const span = { startOffset: source.offsetAt(range.start), endOffset: source.offsetAt(range.end) }
    const { uri, version } = document
    const offers = await offeredRefactorings(source, span, await this.#refactorDeps(uri))
    signal.throwIfAborted()
    const actions = offers
      .filter(({ kind }) => wantsKind(context.only, kinds[kind]) && !(this.#deps.hasTypeScript && sameInTypeScript.has(kind)))
      .flatMap((offer) => this.#action(offer, { kind: 'refactor', uri, version, refactoring: offer.kind, ...span }))
    return abilities.resolvesEdit ? actions : await this.#resolved(actions, signal)
  }

  async resolve(action: CodeAction, signal: AbortSignal): Promise<ResolvedAction | undefined> {
    const data: unknown = action.data
    if (!isActionData(data)) return undefined
    const { trust, progress } = this.#deps
    trust.require('Refactoring')
    const engine = this.#engine()
    if (engine === undefined || !naming.has(data.refactoring))
      return { ...action, ...(await this.#made(data, action.title, engine, signal)) }
    const controller = new AbortController()
    const shown = await progress.beginShown('Looking for a name', undefined, () => controller.abort())
    const both = AbortSignal.any([signal, controller.signal])
    return { ...action, ...(await this.#made(data, action.title, engine, both).finally(() => shown.end())) }
  }

  #action(offer: MechanicalOffer, data: ActionData): CodeAction[] {
    const { abilities } = this.#deps
    const language = abilities.language()
    const action = { title: titleOf(offer.kind, language), kind: kinds[offer.kind] }
    if (offer.disabled === undefined) return [{ ...action, data }]
    return abilities.disabledActions ? [{ ...action, disabled: { reason: inLanguage(offer.disabled, language) } }] : []
  }

  /** Actions of a client that cannot resolve them later: named by the code, because a menu must not wait for the model. */
  async #resolved(actions: readonly CodeAction[], signal: AbortSignal): Promise<CodeAction[]> {
    const settled = await Promise.allSettled(
      actions.map(async (action) => {
        const data: unknown = action.data
        if (!isActionData(data)) return action
        const { edit } = await this.#made(data, action.title, undefined, signal)
        return { ...action, edit }
      }),
    )
    return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  }

  /** Rejects with editOutdated or editRefused. */
  async #made(data: ActionData, title: string, engine: EngineHost | undefined, signal: AbortSignal): Promise<MadeEdit> {
    const { uri, version, refactoring: kind, startOffset, endOffset } = data
    const document = this.#document(data, title)
    const ask = { kind, source: this.#deps.documents.source(document), span: { startOffset, endOffset } }
    const outcome = await refactored(ask, await this.#refactorDeps(uri, engine), signal)
    // Typed while it was made: what was checked is not what stands there.
    this.#document(data, title)
    if (outcome.kind === 'refused') throw LatentError.of('editRefused', title, outcome.reason)
    const edits: TextEdit[] = [...outcome.proposal.edits]
    const { notes } = outcome.proposal
    return this.#deps.abilities.documentChanges
      ? { edit: { documentChanges: [{ textDocument: { uri, version }, edits }] }, notes }
      : { edit: { changes: { [uri]: edits } }, notes }
  }

  #document({ uri, version }: ActionData, title: string): TextDocument {
    const document = this.#deps.documents.get(uri)
    if (document?.version !== version) throw LatentError.of('editOutdated', title)
    return document
  }

  async #refactorDeps(uri: string, engine?: EngineHost): Promise<RefactorDeps> {
    const { tools, folders } = this.#deps
    const folder = folders.folderOf(uri)
    return {
      parser: await tools.parser(),
      typeChecker: tools.types(folder),
      refactorings: tools.refactorings(folder),
      ...(engine === undefined ? {} : { engine }),
    }
  }

  /** Nobody waits for a model to load, only for a name. */
  #engine(): EngineHost | undefined {
    const { engine } = this.#deps
    return engine.state.kind === 'ready' ? engine : undefined
  }
}

function isActionData(value: unknown): value is ActionData {
  if (!isRecord(value) || value.kind !== 'refactor') return false
  const { uri, version, refactoring, startOffset, endOffset } = value
  const isKnown = typeof refactoring === 'string' && Object.hasOwn(kinds, refactoring)
  return isKnown && typeof uri === 'string' && [version, startOffset, endOffset].every(Number.isInteger)
}

/** Of those that the model names what they make for. */
const namingTitles = {
  en: { extractFunction: 'Extract function and name it', extractConstant: 'Extract variable and name it' },
  zh: { extractFunction: '提取函数并命名', extractConstant: '提取变量并命名' },
} as const satisfies Record<DisplayLanguage, Partial<Record<MechanicalKind, string>>>

function titleOf(kind: MechanicalKind, language: DisplayLanguage): string {
  const own: Partial<Record<MechanicalKind, string>> = namingTitles[language]
  return own[kind] ?? inLanguage(titles[kind], language)
}
