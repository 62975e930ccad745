import * as vscode from 'vscode'
import type {
  DiskItem,
  DiskItemKind,
  DiskUseResult,
  Freed,
  RemoveFromDiskParams,
  RemoveFromDiskResult,
} from '../server/protocol/diskUse.ts'
import { methods } from '../server/protocol/requests.ts'
import { Notice } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { showInformation } from './notification.ts'
import { sentences } from './sentences.ts'
import { size } from './size.ts'

type Row = vscode.QuickPickItem & { readonly item?: DiskItem }

/** Shows what Latent keeps on the disk, and deletes what the user picks, each after a question, until the list is left. */
export async function manageDiskUse(server: LanguageServer): Promise<void> {
  for (;;) {
    const use = await server.request<DiskUseResult>(methods.diskUse, {})
    if (use.items.length === 0) throw new Notice(vscode.l10n.t('Latent keeps no models and engine packs on this disk.'))
    const chosen = await vscode.window.showQuickPick(rows(use.items), {
      title: title(use),
      placeHolder: vscode.l10n.t('Choose what to delete. You are asked before.'),
      matchOnDescription: true,
      matchOnDetail: true,
    })
    if (chosen?.item === undefined) return
    if (await isAgreed(chosen.item)) await remove(server, chosen.item)
  }
}

function title({ items, freeBytes }: DiskUseResult): string {
  const used = size(items.reduce((sum, { bytes }) => sum + bytes, 0))
  return freeBytes === undefined
    ? vscode.l10n.t('Disk Use: {0}', used)
    : vscode.l10n.t('Disk Use: {0}, {1} Free', used, size(freeBytes))
}

/** In the server's order, with a heading above each kind. */
function rows(items: readonly DiskItem[]): Row[] {
  return items.flatMap((item, index): Row[] => {
    const { kind, title, quantisation, bytes, inUse, path } = item
    const isFirst = items[index - 1]?.kind !== kind
    const { heading, icon } = kinds()[kind]
    const parts = [quantisation ?? '', size(bytes), inUse ? vscode.l10n.t('in use') : '']
    const description = parts.filter((part) => part !== '').join(' · ')
    return [
      ...(isFirst ? [{ label: heading, kind: vscode.QuickPickItemKind.Separator }] : []),
      { label: `$(${icon}) ${title}`, description, detail: path, item },
    ]
  })
}

async function isAgreed({ kind, title, bytes, keptBytes = 0, inUse }: DiskItem): Promise<boolean> {
  const agree = vscode.l10n.t('Delete')
  const question =
    keptBytes < bytes
      ? vscode.l10n.t('Delete "{0}"? {1} are freed.', title, size(bytes - keptBytes))
      : vscode.l10n.t('Delete "{0}"? Nothing is freed: its file is kept by a link from elsewhere.', title)
  const detail = sentences([inUse ? vscode.l10n.t('The settings choose it: it is in use.') : '', kinds()[kind].consequence])
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, agree)) === agree
}

async function remove(server: LanguageServer, { kind, id }: DiskItem): Promise<void> {
  const params: RemoveFromDiskParams = { kind, id }
  void showInformation(freedText(await server.request<RemoveFromDiskResult>(methods.removeFromDisk, params)))
}

/** What deleting gave back, for the user. */
export function freedText({ freedBytes, keptBytes = 0 }: Freed): string {
  if (freedBytes > 0 || keptBytes === 0) return vscode.l10n.t('{0} is free again.', size(freedBytes))
  return vscode.l10n.t('Deleted. Its {0} stay on the disk: they are kept by a link from elsewhere.', size(keptBytes))
}

interface KindTexts {
  readonly heading: string
  readonly icon: string
  /** What is to be known before it is deleted. */
  readonly consequence: string
}

function kinds(): Readonly<Record<DiskItemKind, KindTexts>> {
  const again = vscode.l10n.t('It can be downloaded again.')
  const own = vscode.l10n.t('You put this file there: Latent cannot bring it back.')
  return {
    model: { heading: vscode.l10n.t('Models'), icon: 'device-desktop', consequence: again },
    file: { heading: vscode.l10n.t('Your own models'), icon: 'file', consequence: own },
    adapter: { heading: vscode.l10n.t('LoRA adapters'), icon: 'extensions', consequence: own },
    download: {
      heading: vscode.l10n.t('Stopped downloads'),
      icon: 'cloud-download',
      consequence: vscode.l10n.t('The next download of it begins anew.'),
    },
    enginePack: {
      heading: vscode.l10n.t('Engine packs'),
      icon: 'package',
      consequence: vscode.l10n.t('The engine goes on without it, more slowly. It can be downloaded again.'),
    },
    packRest: {
      heading: vscode.l10n.t('No longer needed'),
      icon: 'history',
      consequence: vscode.l10n.t('Nothing of it is in use.'),
    },
    states: {
      heading: vscode.l10n.t('Kept across restarts'),
      icon: 'history',
      consequence: vscode.l10n.t('The model reads these files anew. latent.engine.keepState turns keeping off.'),
    },
  }
}
