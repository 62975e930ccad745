import { isRecord } from '../server/protocol/record.ts'

/** An extension that shows ghost text too. */
export interface InlineProvider {
  readonly name: string
  /** Its extension ids, in lower case as VS Code compares them. */
  readonly ids: readonly string[]
  /** Commands of which one exists once it can complete. For what is a part of VS Code: it runs for everyone, signed in or not. */
  readonly commands?: readonly string[]
  /** The settings that switch its ghost text off, by the values that do. Where none is known it counts as on. */
  readonly off?: Readonly<Record<string, (value: unknown) => boolean>>
}

const isFalse = (value: unknown) => value === false
/** Switches by language: off when no language is on. */
const allOff = (value: unknown) => isRecord(value) && Object.keys(value).length > 0 && !Object.values(value).includes(true)

/** Extensions with ghost text of their own, and how each says that it is switched off. */
export const inlineProviders: readonly InlineProvider[] = [
  {
    name: 'GitHub Copilot',
    ids: ['github.copilot', 'github.copilot-chat'],
    commands: ['github.copilot.completions.toggle', 'github.copilot.chat.completions.toggle'],
    off: {
      'github.copilot.enable': allOff,
      'github.copilot.editor.enableAutoCompletions': isFalse,
      'chat.disableAIFeatures': (value) => value === true,
    },
  },
  { name: 'Continue', ids: ['continue.continue'], off: { 'continue.enableTabAutocomplete': isFalse } },
  { name: 'Tabby', ids: ['tabbyml.vscode-tabby'], off: { 'tabby.inlineCompletion.triggerMode': (value) => value === 'manual' } },
  { name: 'Windsurf', ids: ['codeium.codeium'], off: { 'codeium.enableConfig': allOff } },
  {
    name: 'llama.vscode',
    ids: ['ggml-org.llama-vscode'],
    off: { 'llama-vscode.enabled': isFalse, 'llama-vscode.auto': isFalse },
  },
  { name: 'twinny', ids: ['rjmacarthy.twinny'], off: { 'twinny.enabled': isFalse, 'twinny.autoSuggestEnabled': isFalse } },
  { name: 'Supermaven', ids: ['supermaven.supermaven'], off: { 'supermaven.enable': allOff } },
  { name: 'Amazon Q', ids: ['amazonwebservices.amazon-q-vscode'] },
  { name: 'Tabnine', ids: ['tabnine.tabnine-vscode'] },
  { name: 'Cody', ids: ['sourcegraph.cody-ai'], off: { 'cody.autocomplete.enabled': isFalse } },
  {
    name: 'Gemini Code Assist',
    ids: ['google.geminicodeassist'],
    off: { 'geminicodeassist.inlineSuggestions.enableAuto': (value) => value === false || value === 'off' },
  },
]

export interface OtherProvider {
  readonly name: string
  /** The one of its extensions that runs. */
  readonly id: string
}

/** What the editor tells of its extensions. */
export interface Surroundings {
  /** Ids of the extensions that have started. */
  readonly running: readonly string[]
  /** Ids of the commands that can be run. */
  readonly commands: readonly string[]
  /** A setting's value by its whole name. */
  readonly setting: (name: string) => unknown
}

/** Who else shows ghost text now. */
export function otherProviders({ running, commands, setting }: Surroundings): readonly OtherProvider[] {
  if (setting('editor.inlineSuggest.enabled') === false) return []
  const ids = new Set(running.map((id) => id.toLowerCase()))
  return inlineProviders.flatMap((provider) => {
    const id = provider.ids.find((each) => ids.has(each))
    const able = provider.commands?.some((command) => commands.includes(command)) ?? true
    const switchedOff = Object.entries(provider.off ?? {}).some(([key, isOff]) => isOff(setting(key)))
    return id === undefined || !able || switchedOff ? [] : [{ name: provider.name, id }]
  })
}

/** The set of extensions as one key, so that the user is asked once for each set. */
export function setKey(others: readonly OtherProvider[]): string {
  return others
    .map(({ name }) => name)
    .sort()
    .join(', ')
}
