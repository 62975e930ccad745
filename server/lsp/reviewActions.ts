import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { isRecord } from '../protocol/record.ts'
import { type ReviewParams, type ReviewScope, serverCommands } from '../protocol/requests.ts'
import type { Range } from '../protocol/text.ts'
import { type ActionProvider, type ResolvedAction, wantsKind } from './actionProvider.ts'
import type { ActionProviderDeps } from './actionProviders.ts'

/** Of the kind that editors keep out of the light bulb: they are there at every place. Each scope has its own, so that a key can mean one. */
export const reviewKind = `${CodeActionKind.Source}.review`

const titles = {
  en: {
    file: 'Review this file with Latent',
    selection: 'Review the selection with Latent',
    changes: 'Review the changes of this file with Latent',
  },
  zh: {
    file: '用 Latent 审查此文件',
    selection: '用 Latent 审查所选内容',
    changes: '用 Latent 审查此文件的更改',
  },
} as const satisfies Record<DisplayLanguage, Record<ReviewScope, string>>

/**
 * Reviews as code actions, for editors that have a menu of them and no command of their own: a bound `latent.review` would need the
 * file's address as its argument, which not every editor can give.
 */
export class ReviewActions implements ActionProvider {
  readonly kinds: readonly string[] = Object.keys(titles.en).map((scope) => `${reviewKind}.${scope}`)
  readonly #deps: Pick<ActionProviderDeps, 'trust' | 'abilities'>

  constructor(deps: Pick<ActionProviderDeps, 'trust' | 'abilities'>) {
    this.#deps = deps
  }

  async offer({ range, context }: CodeActionParams, { uri }: TextDocument): Promise<readonly CodeAction[]> {
    if (!this.#deps.trust.trusted) return []
    const asked: readonly ReviewParams[] = [
      ...(isSelection(range) ? [{ textDocument: { uri }, scope: 'selection', range } as const] : []),
      { textDocument: { uri }, scope: 'file' },
      { textDocument: { uri }, scope: 'changes' },
    ]
    return asked.map((params) => this.#action(params)).filter(({ kind }) => wantsKind(context.only, kind))
  }

  /** There is nothing to resolve: the command is complete from the start. */
  async resolve(): Promise<ResolvedAction | undefined> {
    return undefined
  }

  #action(params: ReviewParams): CodeAction & { readonly kind: string } {
    const title = titles[this.#deps.abilities.language()][params.scope]
    const command = { title, command: serverCommands.review, arguments: [{ ...params, wait: false }] }
    return { title, kind: `${reviewKind}.${params.scope}`, command }
  }
}

/** Of several lines: some editors always select a character, the end of a line included, or a word. */
function isSelection({ start, end }: Range): boolean {
  return (end.character === 0 ? end.line - 1 : end.line) > start.line
}

/** Whether the client has commands of its own to review by: it names those that it has for fixes. */
export function hasOwnCommands(initializationOptions: unknown): boolean {
  return isRecord(initializationOptions) && isRecord(initializationOptions.commands)
}
