import type { SettingName } from './settings.ts'

/** A setting of an earlier version that has another name or another form now. Both names are without the `latent.` in front. */
export interface SettingMove {
  readonly from: string
  readonly to: SettingName
  /** The value in its present form; `undefined` where it means nothing any more. */
  readonly convert: (value: unknown) => unknown
}

/**
 * All moves, the oldest first. The server reads an old name where the new one is not set, so that every editor's settings go on; in VS Code the
 * client moves the value once. None was needed so far: no setting was renamed or got another form since 0.1.0. When one is, its move is added here,
 * and `test/protocol/settingMoves.test.ts` fails until it is.
 */
export const settingMoves: readonly SettingMove[] = []
