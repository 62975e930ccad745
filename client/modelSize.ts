import * as vscode from 'vscode'
import type { ModelChoice } from '../server/protocol/models.ts'
import { size } from './size.ts'

/** How large a model's download is, marked where it is an estimate; undefined where nothing is known. */
export function modelSize({ bytes, aboutBytes }: Pick<ModelChoice, 'bytes' | 'aboutBytes'>): string | undefined {
  if (bytes !== undefined) return size(bytes)
  return aboutBytes === undefined ? undefined : vscode.l10n.t('about {0}', size(aboutBytes))
}
