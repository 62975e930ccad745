/** The commands of the editor that lead out of an error; the client has a label for each of them, and runs no other. */
export const wayOutCommands = [
  'latent.chooseModel',
  'latent.manageDiskUse',
  'latent.restartEngine',
  'latent.reviewFile',
  'latent.setRemoteKey',
  'latent.showLog',
  'workbench.action.openSettings',
  'workbench.trust.manage',
] as const

export type WayOutCommand = (typeof wayOutCommands)[number]

/** A way out that a user can take: a sentence, and the client command that does it where there is one. */
export interface WayOut {
  readonly text: string
  readonly command?: WayOutCommand
}

/** Whether what another process sent names such a command. */
export function isWayOutCommand(name: unknown): name is WayOutCommand {
  return wayOutCommands.some((command) => command === name)
}

/** An error in English. Its Chinese stands in `chinese/errors.ts`, under the same code. */
export interface ErrorEntry {
  // Arguments differ from entry to entry; `LatentErrorArguments` gives each its own type back.
  readonly message: (...parts: never[]) => string
  readonly wayOut: WayOut
}
