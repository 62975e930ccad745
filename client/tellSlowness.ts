import * as vscode from 'vscode'
import type { StatusParams } from '../server/protocol/requests.ts'
import { showFailure } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { LatencyHealth } from './latencyHealth.ts'
import { showWarning } from './notification.ts'

const silencedKey = 'latent.slownessSilenced'

/** Says once a session that completions are too slow to be of use, with the likely cause and the way out. */
export function tellSlowness(server: LanguageServer, memory: vscode.Memento): vscode.Disposable {
  const health = new LatencyHealth()
  let told = false
  return server.onStatus((status) => {
    const slow = health.isSlow(status)
    if (!slow || told || memory.get(silencedKey, false)) return
    told = true
    tell(status, memory).catch(showFailure)
  })
}

async function tell(status: StatusParams, memory: vscode.Memento): Promise<void> {
  const choose = vscode.l10n.t('Choose Model')
  const silence = vscode.l10n.t("Don't Show Again")
  const chosen = await showWarning(cause(status), choose, silence)
  if (chosen === choose) await vscode.commands.executeCommand('latent.chooseModel')
  if (chosen === silence) await memory.update(silencedKey, true)
}

function cause({ backend }: StatusParams): string {
  return backend === undefined || backend === 'CPU'
    ? vscode.l10n.t(
        'The last completions took more than 5 s on average: the model runs on the processor. A smaller model is faster.',
      )
    : vscode.l10n.t(
        'The last completions took more than 5 s on average: the model may be too large for {0}. A smaller one is faster.',
        backend,
      )
}
