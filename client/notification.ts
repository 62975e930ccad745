import * as vscode from 'vscode'
import { noticeText } from '../server/protocol/noticeText.ts'

/** The only places that show a notification: whatever a message names, nothing in it can be clicked. Each gives the button that was chosen. */
export function showInformation(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(noticeText(message), ...buttons)
}

export function showWarning(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(noticeText(message), ...buttons)
}

export function showError(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(noticeText(message), ...buttons)
}

/** Work with progress in a notification that has a button to cancel it. */
export function showProgress<Result>(
  title: string,
  work: (
    report: (shown: { readonly message?: string; readonly increment?: number }) => void,
    cancellation: vscode.CancellationToken,
  ) => Thenable<Result>,
): Thenable<Result> {
  const options = { location: vscode.ProgressLocation.Notification, title: noticeText(title), cancellable: true }
  return vscode.window.withProgress(options, (progress, cancellation) => {
    const report = ({ message, increment }: { readonly message?: string; readonly increment?: number }) =>
      progress.report({
        ...(message === undefined ? {} : { message: noticeText(message) }),
        ...(increment === undefined ? {} : { increment }),
      })
    return work(report, cancellation)
  })
}
