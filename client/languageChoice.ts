import { isRecord } from '../server/protocol/record.ts'

/** Whether automatic completions come in a language, and what keeps them away: the switch for all or the language's own. */
export type LanguageState = 'on' | 'languageOff' | 'off'

/** Out of `latent.completion.enabled` and `latent.completion.languages`; the server decides by the same rule. */
export function languageState(enabled: boolean, languages: Readonly<Record<string, boolean>>, languageId: string): LanguageState {
  if (!enabled) return 'off'
  return (languages[languageId] ?? languages['*'] ?? true) ? 'on' : 'languageOff'
}

/** Where VS Code keeps a setting, the innermost first. */
export const places = ['workspaceFolder', 'workspace', 'global'] as const
export type Place = (typeof places)[number]

/** The values of one setting by place, as `WorkspaceConfiguration.inspect` tells them. */
export type Inspected<Value> = { readonly [Name in `${Place}Value` | `${Place}LanguageValue`]?: Value }

/** The languages' entries to write and the place for them: the innermost one that has some already, else the user's settings. */
export function switched(
  inspected: Inspected<Readonly<Record<string, boolean>>>,
  languageId: string,
  on: boolean,
): { readonly place: Place; readonly value: Readonly<Record<string, boolean>> } {
  const place = places.find((name) => inspected[`${name}Value`] !== undefined) ?? 'global'
  // Only the place's own entries are written again, so that defaults stay defaults.
  return { place, value: { ...inspected[`${place}Value`], [languageId]: on } }
}

/** What keeps completions off for all languages: a value made for one language comes before the general ones. */
export function placeOfSwitch(inspected: Inspected<boolean>): { readonly place: Place; readonly forLanguage: boolean } {
  const forLanguage = places.find((name) => inspected[`${name}LanguageValue`] !== undefined)
  if (forLanguage !== undefined) return { place: forLanguage, forLanguage: true }
  return { place: places.find((name) => inspected[`${name}Value`] !== undefined) ?? 'global', forLanguage: false }
}

/** A language's name as its extension gives it, such as `Python`; its id where none does. `manifests` are those of all extensions. */
export function languageName(languageId: string, manifests: readonly unknown[]): string {
  for (const manifest of manifests) {
    const language = contributedLanguages(manifest).find(({ id }) => id === languageId)
    const name: unknown = Array.isArray(language?.aliases) ? language.aliases[0] : undefined
    // `%key%` is a text that was not translated.
    if (typeof name === 'string' && name !== '' && !name.startsWith('%')) return name
  }
  return languageId
}

function contributedLanguages(manifest: unknown): readonly { readonly id?: unknown; readonly aliases?: unknown }[] {
  if (!isRecord(manifest) || !isRecord(manifest.contributes)) return []
  const { languages } = manifest.contributes
  return Array.isArray(languages) ? languages.filter(isRecord) : []
}
