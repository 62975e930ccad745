import type { CodeAction } from 'vscode-languageserver'
import { inLanguage } from '../protocol/findingTexts.ts'
import { isRecord } from '../protocol/record.ts'
import type { ActionProvider, ResolvedAction } from './actionProvider.ts'
import type { Language } from './language.ts'

/**
 * The providers, with what the user should know of an edit as a command that the editor runs once the edit is made. Only for clients that name
 * one, `actionNotes` of `initializationOptions.commands`; it is called with a list of sentences. LSP has no other place for them.
 */
export function noting(providers: readonly ActionProvider[], options: unknown, language: Language): readonly ActionProvider[] {
  const { actionNotes: command } = isRecord(options) && isRecord(options.commands) ? options.commands : {}
  return providers.map((provider) => ({
    kinds: provider.kinds,
    offer: (...asked) => provider.offer(...asked),
    resolve: async (...asked) => {
      const resolved = await provider.resolve(...asked)
      return resolved && withNotes(resolved, typeof command === 'string' ? command : '', language)
    },
  }))
}

function withNotes({ notes = [], ...action }: ResolvedAction, command: string, language: Language): CodeAction {
  if (notes.length === 0 || command === '' || action.command !== undefined) return action
  const sentences = notes.map((note) => inLanguage(note, language()))
  return { ...action, command: { title: action.title, command, arguments: [sentences] } }
}
