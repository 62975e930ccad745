import { type CodeAction, type CodeActionParams, CodeActionTag } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { LanguageParser, ParsedText, SyntaxTree } from '../context/parser.ts'
import type { SourceText } from '../context/source.ts'
import { canRewrite } from '../features/edit/refactor/rewrite.ts'
import { isByTree, proposeRewrite, type RewriteKind, rewriteKinds, rewritesAt } from '../features/edit/refactor/rewriteChoice.ts'
import type { RewriteSite } from '../features/edit/refactor/rewriteSite.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import { isRecord } from '../protocol/record.ts'
import type { Range } from '../protocol/text.ts'
import { type ActionProvider, type ResolvedAction, wantsKind } from './actionProvider.ts'
import type { ActionProviderDeps } from './actionProviders.ts'

const prefix = 'refactor.rewrite'

/** Kept in an action until it is resolved; the edit is made then, and only in the text that the action was offered for. */
interface RewriteData {
  readonly by: 'rewrite'
  readonly rewrite: RewriteKind
  readonly uri: string
  readonly version: number
  readonly range: Range
}

/** Rewrites of code as code actions: by the syntax tree where it is certain, else by the model, and checked in both cases. */
export class RewriteActions implements ActionProvider {
  readonly kinds: readonly string[] = rewriteKinds.map(lspKind)
  readonly #deps: ActionProviderDeps
  #last: (ParsedText & { readonly uri: string; readonly tree: SyntaxTree }) | undefined

  constructor(deps: ActionProviderDeps) {
    this.#deps = deps
  }

  async offer({ range, context }: CodeActionParams, document: TextDocument, signal: AbortSignal): Promise<readonly CodeAction[]> {
    const { trust, abilities, tools } = this.#deps
    // Without a second request the model would have to be asked at each move of the cursor.
    if (!trust.trusted || !abilities.resolvesEdit || !canRewrite(document.languageId)) return []
    const kinds = rewriteKinds.filter((kind) => wantsKind(context.only, lspKind(kind)))
    const language = await (await tools.parser()).language(document.languageId)
    const site = signal.aborted ? undefined : this.#site(document, range, language)
    return (site === undefined ? [] : rewritesAt(site, kinds)).flatMap(({ kind, refusal }) => {
      const action = this.#action(kind, document, range)
      if (refusal === undefined) return [action]
      return abilities.disabledActions ? [{ ...action, disabled: { reason: inLanguage(refusal, abilities.language()) } }] : []
    })
  }

  /** Rejects with untrusted, editOutdated, editRefused, or the engine's error. */
  async resolve(action: CodeAction, signal: AbortSignal): Promise<ResolvedAction | undefined> {
    const data: unknown = action.data
    if (!isRewriteData(data)) return undefined
    const { documents, trust, abilities, engine, tools, folders } = this.#deps
    trust.require('Writing code')
    const document = documents.get(data.uri)
    if (document?.version !== data.version) throw LatentError.of('editOutdated', action.title)
    if (!isByTree(data.rewrite)) {
      engine.retry()
      await engine.ready(signal)
    }
    const parser = await tools.parser()
    const source = documents.source(document)
    const tree = await parser.parse(source)
    if (tree === undefined) throw LatentError.of('editOutdated', action.title)
    const folder = folders.folderOf(data.uri)
    const deps = { engine, parser, typeChecker: tools.types(folder), refactorings: tools.refactorings(folder) }
    const site = siteIn(source, tree, data.range)
    const outcome = await proposeRewrite(data.rewrite, site, action.title, deps, signal).finally(() => tree.dispose())
    signal.throwIfAborted()
    if (outcome.kind === 'refused') throw LatentError.of('editRefused', action.title, outcome.reason)
    if (documents.get(data.uri)?.version !== data.version) throw LatentError.of('editOutdated', action.title)
    const edits = [...outcome.proposal.edits]
    const { uri, version } = document
    const edit = abilities.documentChanges
      ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
      : { changes: { [uri]: edits } }
    return { ...action, edit, notes: outcome.proposal.notes }
  }

  #action(kind: RewriteKind, { uri, version }: TextDocument, range: Range): CodeAction {
    const { abilities } = this.#deps
    return {
      title: titles[abilities.language()][kind],
      kind: lspKind(kind),
      ...(abilities.tags && !isByTree(kind) ? { tags: [CodeActionTag.LLMGenerated] } : {}),
      data: { by: 'rewrite', rewrite: kind, uri, version, range } satisfies RewriteData,
    }
  }

  /**
   * The tree of the last text is kept, because the cursor moves more often than the text changes. It is for use at once: whoever asks next
   * may be asking about another text.
   */
  #site(document: TextDocument, range: Range, language: LanguageParser | undefined): RewriteSite | undefined {
    const source = this.#deps.documents.source(document)
    const known = this.#last
    if (known?.uri !== document.uri || known.text !== source.text) {
      const tree = language?.parse(source.text, known?.uri === document.uri ? known : undefined)
      known?.tree.dispose()
      this.#last = tree === undefined ? undefined : { uri: document.uri, text: source.text, tree }
    }
    return this.#last === undefined ? undefined : siteIn(source, this.#last.tree, range)
  }
}

function siteIn(source: SourceText, { rootNode: root }: SyntaxTree, { start, end }: Range): RewriteSite {
  return { source, root, startOffset: source.offsetAt(start), endOffset: source.offsetAt(end) }
}

/** TypeScript infers some types by itself, under the kind for that; what the model adds to them is a choice beside it. */
function lspKind(kind: RewriteKind): string {
  return kind === 'addTypes' ? `${prefix}.addTypes.model` : `${prefix}.${kind}`
}

function isRewriteData(value: unknown): value is RewriteData {
  if (!isRecord(value) || value.by !== 'rewrite' || typeof value.uri !== 'string' || typeof value.version !== 'number')
    return false
  return rewriteKinds.some((kind) => kind === value.rewrite) && isRecord(value.range)
}

const titles = {
  en: {
    simplifyCondition: 'Simplify condition',
    earlyReturn: 'Return early',
    loopToPipeline: 'Convert loop to pipeline',
    pipelineToLoop: 'Convert pipeline to loop',
    async: 'Convert callbacks to async/await',
    splitFunction: 'Split function',
    addTypes: 'Add types by the model',
    removeDeadCode: 'Remove dead code',
    optimise: 'Find a faster or leaner way',
  },
  zh: {
    simplifyCondition: '简化条件',
    earlyReturn: '提前返回',
    loopToPipeline: '将循环转换为管道',
    pipelineToLoop: '将管道转换为循环',
    async: '将回调转换为 async/await',
    splitFunction: '拆分函数',
    addTypes: '由模型添加类型',
    removeDeadCode: '移除死代码',
    optimise: '寻找更快或更精简的写法',
  },
} as const satisfies Record<DisplayLanguage, Readonly<Record<RewriteKind, string>>>
