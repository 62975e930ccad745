import type { SettingMove } from '../server/protocol/settingMoves.ts'

/** A place where people set settings: for the user, the workspace, or the folder of that number; for all languages or one. */
export interface SettingPlace {
  readonly target: 'user' | 'workspace' | number
  readonly language?: string
}

/** Where a setting is set, and to what. */
export interface SetValue extends SettingPlace {
  readonly value: unknown
}

/** What is written in one place, in this order: the new name where there is a value, then nothing under the old one. */
export interface MoveStep extends SettingPlace {
  readonly from: string
  readonly to: string
  /** `undefined`: the new name stays as it is, because it is set already or the old value means nothing any more. */
  readonly value: unknown
}

/** The settings as the editor keeps them, by their whole name such as `latent.engine.gpu`. */
export interface KeptSettings {
  /** Where it is set. */
  placesOf(name: string): readonly SetValue[]
  /** Sets it there; `undefined` takes it away. */
  write(name: string, place: SettingPlace, value: unknown): Promise<void>
}

/** What is to be done for one move: a step for each place where the old name is set. What is set under the new name stays. */
export function stepsOf({ from, to, convert }: SettingMove, settings: KeptSettings): readonly MoveStep[] {
  const names = { from: `latent.${from}`, to: `latent.${to}` }
  const taken = settings.placesOf(names.to)
  return settings.placesOf(names.from).map(({ value, ...place }) => ({
    ...place,
    ...names,
    value: taken.some((each) => isSamePlace(each, place)) ? undefined : convert(value),
  }))
}

/** What was moved, each setting once, and what the editor said where it could not write. */
export interface MovedSettings {
  readonly moved: readonly Pick<MoveStep, 'from' | 'to'>[]
  readonly failures: readonly unknown[]
}

/**
 * Moves all that is set under older names. The old name is taken away last, so that a stop in between loses nothing; a place that cannot be written
 * stays as it is and keeps no other from being moved. The settings of the user are looked at twice: in a remote window they are two files, of which
 * the editor writes one at a time.
 */
export async function moveSettings(moves: readonly SettingMove[], settings: KeptSettings): Promise<MovedSettings> {
  const moved = new Map<string, Pick<MoveStep, 'from' | 'to'>>()
  const failures: unknown[] = []
  for (const move of moves) {
    const failuresBefore = failures.length
    for (const step of stepsOf(move, settings)) await take(step)
    if (failures.length > failuresBefore) continue
    for (const step of stepsOf(move, settings)) if (step.target === 'user') await take(step)
  }
  return { moved: [...moved.values()], failures }

  async function take({ from, to, value, ...place }: MoveStep): Promise<void> {
    try {
      if (value !== undefined) await settings.write(to, place, value)
      // VS Code takes a name that it does not know away from all settings but those of a language, where it stays and means nothing.
      if (place.language === undefined) await settings.write(from, place, undefined)
      else if (value === undefined) return
      moved.set(from, { from, to })
    } catch (error) {
      failures.push(error)
    }
  }
}

function isSamePlace(a: SettingPlace, b: SettingPlace): boolean {
  return a.target === b.target && a.language === b.language
}
