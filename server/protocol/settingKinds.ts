/** Where VS Code lets a setting be set. `machine` ones cannot come from a workspace: a repository must not redirect code or load a file. */
export type SettingScope = 'machine' | 'window' | 'resource' | 'language-overridable'

interface Texts {
  readonly en: string
  readonly zh: string
}
interface SettingBase<Kind extends string, Value> {
  readonly kind: Kind
  readonly default: Value
  readonly scope: SettingScope
  readonly text: Texts
}
export interface StringSetting extends SettingBase<'string', string> {}
export interface BooleanSetting extends SettingBase<'boolean', boolean> {}
export interface NumberSetting extends SettingBase<'number' | 'integer', number> {
  readonly minimum: number
  readonly maximum: number
}
export interface ChoiceSetting<Choice extends string = string> extends SettingBase<'choice', Choice> {
  readonly choices: readonly Choice[]
}
/** Keys are language ids; `*` stands for every other one. */
export interface SwitchesSetting extends SettingBase<'switches', Readonly<Record<string, boolean>>> {}
/** Words in their order, such as a program with its arguments. */
export interface ListSetting extends SettingBase<'list', readonly string[]> {}
/** Files of LoRA adapters; the weight is 1 where none is given. */
export interface AdaptersSetting extends SettingBase<'adapters', readonly AdapterSetting[]> {}
export interface AdapterSetting {
  readonly path: string
  readonly weight?: number
}
/** Largest weight of an adapter: more than a few times what was trained gives nonsense. */
export const largestAdapterWeight = 4
export type Setting =
  | StringSetting
  | ListSetting
  | AdaptersSetting
  | BooleanSetting
  | NumberSetting
  | ChoiceSetting
  | SwitchesSetting

/** A setting with a few values, told by their names. */
export const choice = <const Choice extends string>(setting: Omit<ChoiceSetting<Choice>, 'kind'>): ChoiceSetting<Choice> => ({
  kind: 'choice',
  ...setting,
})
