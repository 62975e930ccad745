import { type CodeAction, CodeActionTag } from 'vscode-languageserver'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { isRecord } from '../protocol/record.ts'
import { noting } from './actionNotes.ts'
import type { ActionProvider } from './actionProvider.ts'
import type { Language } from './language.ts'

/**
 * The providers, with an action that shows an edit before it is made beside each whose edit a model writes. Only for clients that name a
 * command for that, `previewAction` of `initializationOptions.commands`; it is called with the action, which it resolves as an editor does.
 * What the user should know of an edit comes along, see `noting`.
 */
export function previewing(
  providers: readonly ActionProvider[],
  options: unknown,
  language: Language,
): readonly ActionProvider[] {
  const commands = isRecord(options) && isRecord(options.commands) ? options.commands : {}
  const { previewAction: command } = commands
  const noted = noting(providers, options, language)
  if (typeof command !== 'string' || command === '') return noted
  return noted.map((provider) => ({
    kinds: provider.kinds,
    offer: async (...asked) => (await provider.offer(...asked)).flatMap((action) => withPreview(action, command, language())),
    resolve: (...asked) => provider.resolve(...asked),
  }))
}

function withPreview(action: CodeAction, command: string, language: DisplayLanguage): readonly CodeAction[] {
  return isWrittenLater(action) ? [action, previewOf(action, command, language)] : [action]
}

function isWrittenLater({ tags = [], edit, command, disabled }: CodeAction): boolean {
  const isReady = edit !== undefined || command !== undefined || disabled !== undefined
  return !isReady && tags.includes(CodeActionTag.LLMGenerated)
}

function previewOf(action: CodeAction, command: string, language: DisplayLanguage): CodeAction {
  const title = labels[language](action.title)
  const { kind, tags } = action
  // With the tags of the action, by which editors sort: it stands right behind it.
  return {
    title,
    ...(kind === undefined ? {} : { kind }),
    ...(tags === undefined ? {} : { tags }),
    command: { title, command, arguments: [action] },
  }
}

const labels = {
  en: (title: string) => `Preview: ${title}`,
  zh: (title: string) => `预览：${title}`,
} as const satisfies Record<DisplayLanguage, unknown>
