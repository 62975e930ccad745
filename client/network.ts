import * as vscode from 'vscode'
import type { NetworkSettings } from '../server/protocol/network.ts'

/** How the editor reaches the internet, by its own settings; what they leave open the environment of the server says. */
export function networkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http')
  const proxy = http.get<string>('proxy', '').trim()
  const noProxy = http.get<readonly string[]>('noProxy', [])
  const authorization = http.get<string | null>('proxyAuthorization', null)
  return {
    ...(http.get('proxySupport') === 'off' ? { proxy: '' } : proxy === '' ? {} : { proxy }),
    ...(authorization === null || authorization === '' ? {} : { proxyAuthorization: authorization }),
    ...(noProxy.length === 0 ? {} : { noProxy }),
    ...(http.get('proxyStrictSSL', true) ? {} : { strictTls: false }),
  }
}
