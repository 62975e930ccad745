import * as vscode from 'vscode'
import { CancellationError, l10n } from 'vscode'
import { isWayOutCommand, type WayOutCommand } from '../server/protocol/errorEntry.ts'
import { isLatentError, userMessage } from '../server/protocol/errors.ts'
import { isRecord } from '../server/protocol/record.ts'
import { cancelledCodes, failureCode } from '../server/protocol/requests.ts'
import { unreachable } from '../server/protocol/unreachable.ts'
import { shownLanguage } from './language.ts'
import { showError, showInformation } from './notification.ts'

/** A button of a message: its label and the command behind it. */
export interface Button {
  readonly label: string
  readonly command: string
  readonly arguments?: readonly unknown[]
}

/** Why a command has nothing to do, such as no open file: no fault, so it is shown as information. */
export class Notice extends Error {
  readonly button: Button | undefined

  constructor(message: string, button?: Button) {
    super(message)
    this.name = 'Notice'
    this.button = button
  }
}

/** A fault that is told in these words, with the command that leads out of it. */
export class ClientFailure extends Error {
  readonly command: WayOutCommand | undefined

  constructor(message: string, command?: WayOutCommand) {
    super(message)
    this.name = 'ClientFailure'
    this.command = command
  }
}

/** Shows what went wrong with a button that leads out. A cancellation is what the user wanted, so nothing is shown for it. */
export async function showFailure(error: unknown): Promise<void> {
  if (isCancellation(error)) return
  const log: Button = { label: l10n.t('Show Log'), command: 'latent.showLog' }
  if (error instanceof Notice) return offer(showInformation, error.message, [error.button])
  const { message, button } = describe(error)
  return offer(showError, message, button?.command === log.command ? [log] : [button, log])
}

async function offer(
  show: (message: string, ...labels: readonly string[]) => Thenable<string | undefined>,
  message: string,
  buttons: readonly (Button | undefined)[],
): Promise<void> {
  const offered = buttons.filter((button) => button !== undefined)
  const chosen = await show(message, ...offered.map((button) => button.label))
  const taken = offered.find((button) => button.label === chosen)
  if (taken !== undefined) await vscode.commands.executeCommand(taken.command, ...(taken.arguments ?? []))
}

/** What went wrong in one line with the way out, for places that have no buttons. */
export function failureText(error: unknown): string {
  return error instanceof Notice ? error.message : describe(error).message
}

export function isCancellation(error: unknown): boolean {
  if (error instanceof CancellationError) return true
  return isAnswer(error) && cancelledCodes.has(error.code)
}

/** A refusal as the server sent it. */
interface FailedAnswer extends Error {
  readonly code: number
  readonly data?: unknown
}

/** Known by its code: the library of the protocol, which has the class, is loaded only after the extension was activated. */
function isAnswer(error: unknown): error is FailedAnswer {
  return error instanceof Error && 'code' in error && typeof error.code === 'number'
}

function buttonFor(command: WayOutCommand | undefined): Button | undefined {
  if (command === undefined) return undefined
  return { label: label(command), command, arguments: command === 'workbench.action.openSettings' ? ['@ext:latent.latent'] : [] }
}

function describe(error: unknown): { readonly message: string; readonly button: Button | undefined } {
  if (error instanceof ClientFailure) return { message: error.message, button: buttonFor(error.command) }
  // The server speaks the user's language already.
  if (isAnswer(error) && error.code === failureCode) {
    return { message: error.message, button: buttonFor(wayOutOf(error.data)) }
  }
  const wayOut = isLatentError(error) ? error.wayOut.command : undefined
  return { message: userMessage(error, shownLanguage()), button: buttonFor(wayOut) }
}

function wayOutOf(data: unknown): WayOutCommand | undefined {
  const command = isRecord(data) && isRecord(data.wayOut) ? data.wayOut.command : undefined
  return isWayOutCommand(command) ? command : undefined
}

function label(command: WayOutCommand): string {
  switch (command) {
    case 'latent.chooseModel':
      return l10n.t('Choose Model')
    case 'latent.manageDiskUse':
      return l10n.t('Manage Disk Use')
    case 'latent.restartEngine':
      return l10n.t('Restart Engine')
    case 'latent.reviewFile':
      return l10n.t('Review This File')
    case 'latent.setRemoteKey':
      return l10n.t('Enter the Key')
    case 'latent.showLog':
      return l10n.t('Show Log')
    case 'workbench.action.openSettings':
      return l10n.t('Open Settings')
    case 'workbench.trust.manage':
      return l10n.t('Manage Workspace Trust')
    default:
      return unreachable(command)
  }
}
