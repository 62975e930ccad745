import { changeBetween } from '../../../server/context/changes.ts'
import { languageIdOfPath } from '../../../server/context/languages.ts'
import { wordsOf } from '../../../server/context/related/words.ts'
import { SourceText } from '../../../server/context/source.ts'
import type { WorkspaceText } from '../../../server/context/workspaceFiles.ts'
import type { AskWorkspace } from '../../../server/features/ask/candidates.ts'

/** A workspace of these texts, by their paths. `before`: what was changed, by its text at the last commit. */
export function workspaceOf(
  texts: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>> = {},
): AskWorkspace {
  const uriOf = (path: string) => `file:///w/${path}`
  const all: readonly WorkspaceText[] = Object.entries(texts).map(([path, text]) => ({
    uri: uriOf(path),
    source: new SourceText(path, languageIdOfPath(path), text),
  }))
  return {
    read(uri) {
      const path = uri.slice('file:///w/'.length)
      if (path.endsWith('.env')) return { kind: 'refused', path, why: 'secret' }
      const text = all.find((each) => each.uri === uri)
      return text === undefined ? { kind: 'refused', path, why: 'missing' } : { kind: 'text', ...text }
    },
    find: async (path) => all.flatMap((each) => (`/${each.source.path}`.endsWith(`/${path}`) ? [each.uri] : [])),
    codeWith: async (word, most) => all.filter(({ source }) => wordsOf(source.text).has(word)).slice(0, most),
    wordsFound: async (words) => new Set([...words].filter((word) => all.some(({ source }) => wordsOf(source.text).has(word)))),
    changes: async () =>
      Object.entries(before).flatMap(([path, text]) => {
        const now = all.find(({ source }) => source.path === path)
        return now === undefined ? [] : [{ ...now, change: changeBetween(text, now.source.text) }]
      }),
  }
}
