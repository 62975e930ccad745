import { isRecord } from './record.ts'
import { largestAdapterWeight, type Setting } from './settingKinds.ts'
import { type SettingMove, settingMoves } from './settingMoves.ts'
import { defaultSettings, type SettingName, type Settings, settingsTable } from './settings.ts'

/**
 * Settings out of what a client sent: nested (`{ completion: { maxLines: 8 } }`) or flat (`{ 'completion.maxLines': 8 }`).
 * Names and forms of earlier versions count where the present name is not set (`moves`).
 * A value of the wrong type or out of range is replaced by `fallback`'s and named in `problems`, so that a typo never stops the server.
 */
export function readSettings(
  sent: unknown,
  fallback: Settings = defaultSettings,
  moves: readonly SettingMove[] = settingMoves,
): { settings: Settings; problems: readonly string[] } {
  const problems: string[] = []
  const values = Object.entries(settingsTable).map(([name, setting]): [string, unknown] => {
    const value = lookUp(sent, name) ?? movedValue(sent, name, moves)
    if (value === undefined || value === null) return [name, fallback[name as SettingName]]
    if (isValid(setting, value)) return [name, value]
    problems.push(
      `latent.${name} is ${JSON.stringify(value)}; expected ${expected(setting)}. Using ${JSON.stringify(fallback[name as SettingName])}.`,
    )
    return [name, fallback[name as SettingName]]
  })
  return { settings: Object.fromEntries(values) as unknown as Settings, problems }
}

function lookUp(sent: unknown, name: string): unknown {
  if (!isRecord(sent)) return undefined
  if (name in sent) return sent[name]
  return name.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), sent)
}

/** Of several older names the youngest counts. */
function movedValue(sent: unknown, name: string, moves: readonly SettingMove[]): unknown {
  for (const { from, convert } of moves.filter(({ to }) => to === name).reverse()) {
    const value = lookUp(sent, from)
    if (value !== undefined && value !== null) return convert(value)
  }
  return undefined
}

/** Whether a setting takes a value. */
export function isValid(setting: Setting, value: unknown): boolean {
  switch (setting.kind) {
    case 'string':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'number':
    case 'integer':
      return (
        typeof value === 'number' &&
        (setting.kind === 'number' || Number.isInteger(value)) &&
        value >= setting.minimum &&
        value <= setting.maximum
      )
    case 'choice':
      return typeof value === 'string' && setting.choices.includes(value)
    case 'switches':
      return isRecord(value) && Object.values(value).every((item) => typeof item === 'boolean')
    case 'list':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
    case 'adapters':
      return Array.isArray(value) && value.every(isAdapter)
  }
}

function isAdapter(value: unknown): boolean {
  if (!isRecord(value) || typeof value.path !== 'string') return false
  const { weight = 1 } = value
  return typeof weight === 'number' && weight >= 0 && weight <= largestAdapterWeight
}

function expected(setting: Setting): string {
  switch (setting.kind) {
    case 'string':
      return 'a text'
    case 'boolean':
      return 'true or false'
    case 'number':
    case 'integer':
      return `${setting.kind === 'integer' ? 'a whole number' : 'a number'} from ${setting.minimum} to ${setting.maximum}`
    case 'choice':
      return `one of ${setting.choices.join(', ')}`
    case 'switches':
      return 'an object of true and false by language id'
    case 'list':
      return 'a list of texts'
    case 'adapters':
      return `a list of adapters, each a path and, if wanted, a weight from 0 to ${largestAdapterWeight}`
  }
}
