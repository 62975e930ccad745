import { type CodeAction, CodeActionTag } from 'vscode-languageserver'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'

/**
 * Beside each action whose edit a model writes, one that shows the edit before it is made, where the client has a `command` for that. The
 * command is called with the action, which it resolves as an editor does.
 */
export function withPreviews(
  actions: readonly CodeAction[],
  command: string | undefined,
  language: DisplayLanguage,
): readonly CodeAction[] {
  if (command === undefined) return actions
  return actions.flatMap((action) => (isWrittenLater(action) ? [action, previewOf(action, command, language)] : [action]))
}

function isWrittenLater({ tags = [], edit, command, disabled }: CodeAction): boolean {
  const isReady = edit !== undefined || command !== undefined || disabled !== undefined
  return !isReady && tags.includes(CodeActionTag.LLMGenerated)
}

function previewOf(action: CodeAction, command: string, language: DisplayLanguage): CodeAction {
  const title = labels[language](action.title)
  const { kind } = action
  return { title, ...(kind === undefined ? {} : { kind }), command: { title, command, arguments: [action] } }
}

const labels = {
  en: (title: string) => `Preview: ${title}`,
  zh: (title: string) => `预览：${title}`,
} as const satisfies Record<DisplayLanguage, unknown>
