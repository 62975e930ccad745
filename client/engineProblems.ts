import * as vscode from 'vscode'
import type { StatusParams } from '../server/protocol/requests.ts'
import { ClientFailure, showFailure } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { sentences } from './sentences.ts'

/** An engine that is back within this time was restarted by its supervisor: no reason to interrupt anyone. */
const patienceMs = 5_000

/** Tells of a model or engine that does not work, once for each reason. The status bar shows the state all the time. */
export function tellEngineProblems(server: LanguageServer): vscode.Disposable {
  let told: string | undefined
  let timer: NodeJS.Timeout | undefined
  const listener = server.onStatus((status) => {
    clearTimeout(timer)
    if (status.state === 'ready') told = undefined
    const problem = problemOf(status)
    if (problem === undefined || problem.message === told) return
    timer = setTimeout(() => {
      told = problem.message
      void showFailure(problem)
    }, patienceMs)
  })
  return vscode.Disposable.from(listener, new vscode.Disposable(() => clearTimeout(timer)))
}

function problemOf({ state, detail, wayOut }: StatusParams): ClientFailure | undefined {
  // Without a chosen model the first start's offer speaks; with one that is missing, someone has to be told.
  const chosen = vscode.workspace.getConfiguration('latent').get('model', '') !== ''
  if (state !== 'error' && !(state === 'noModel' && chosen)) return undefined
  return new ClientFailure(sentences([detail, wayOut?.text]), wayOut?.command)
}
