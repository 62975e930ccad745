import * as vscode from 'vscode'
import type { ModelChoice, ModelsResult } from '../server/protocol/models.ts'
import { methods } from '../server/protocol/requests.ts'
import { unreachable } from '../server/protocol/unreachable.ts'
import type { LanguageServer } from './languageServer.ts'
import type { ClientCommandId } from './manifest.ts'
import { modelSize } from './modelSize.ts'
import { pullModel } from './pullModel.ts'
import { removeModel } from './removeModel.ts'
import { sentences } from './sentences.ts'
import { size } from './size.ts'

type Item = vscode.QuickPickItem & { readonly choice?: ModelChoice | 'file' }

/** Lets the user pick a model, downloads it after a question where it is not here yet, and writes the setting `latent.model`. */
export async function chooseModel(server: LanguageServer): Promise<void> {
  const chosen = await picked(server)
  if (chosen === undefined) return
  if (chosen.kind === 'remove') return await removeModel(server, chosen.model)
  if (chosen.model === 'file') await chooseFile()
  else await useModel(server, chosen.model)
}

type Picked =
  | { readonly kind: 'use'; readonly model: ModelChoice | 'file' }
  | { readonly kind: 'remove'; readonly model: ModelChoice }

/** Undefined where the user leaves without a choice. Rejects where the server cannot answer. */
async function picked(server: LanguageServer): Promise<Picked | undefined> {
  const pick = vscode.window.createQuickPick<Item>()
  pick.title = vscode.l10n.t('Choose Model')
  pick.placeholder = vscode.l10n.t('The model runs on this machine and is used for completions and reviews.')
  pick.matchOnDetail = true
  pick.buttons = [{ iconPath: new vscode.ThemeIcon('database'), tooltip: vscode.l10n.t('Manage Disk Use') }]
  pick.onDidTriggerButton(() => void vscode.commands.executeCommand('latent.manageDiskUse' satisfies ClientCommandId))
  pick.busy = true
  pick.show()
  try {
    const answer = new Promise<Picked | undefined>((resolve) => {
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems
        if (item?.choice !== undefined) resolve({ kind: 'use', model: item.choice })
      })
      pick.onDidTriggerItemButton(({ item: { choice } }) => {
        if (choice !== undefined && choice !== 'file') resolve({ kind: 'remove', model: choice })
      })
      pick.onDidHide(() => resolve(undefined))
    })
    const { models, folder, folderBytes } = await server.request<ModelsResult>(methods.models, {})
    if (folderBytes > 0) pick.title = vscode.l10n.t('Choose Model ({0} in {1})', size(folderBytes), folder)
    pick.items = rows(models)
    // What Enter takes: the model in use, else the one that suits this machine.
    const active = models.find(({ current }) => current) ?? models.find(({ recommended }) => recommended)
    pick.activeItems = pick.items.filter(({ choice }) => choice !== undefined && choice === active)
    pick.busy = false
    return await answer
  } finally {
    pick.dispose()
  }
}

/** Makes a model of the catalogue the current one. Asks before anything is downloaded. */
export async function useModel(server: LanguageServer, model: ModelChoice): Promise<void> {
  if (model.installed) await setModel(model.name)
  else if (!canBePulled(model)) await chooseFile()
  else if (await pullModel(server, model)) await setModel(model.name)
}

function rows(models: readonly ModelChoice[]): Item[] {
  return [
    ...models.map((model): Item => {
      const mark = model.current
        ? 'check'
        : model.installed
          ? 'device-desktop'
          : canBePulled(model)
            ? 'cloud-download'
            : 'folder-opened'
      return {
        label: `$(${mark}) ${model.title}`,
        description: [
          ...(model.quantisation === undefined ? [] : [model.quantisation]),
          modelSize(model) ?? '',
          fitLabel(model.fit),
          ...(model.installed ? [vscode.l10n.t('installed')] : []),
          ...(model.recommended ? [vscode.l10n.t('recommended')] : []),
          // Last, because a row that is too narrow is cut at its end.
          model.fitBar ?? '',
        ]
          .filter((part) => part !== '')
          .join(' · '),
        // What it is good for first: a row that is too narrow is cut at its end.
        detail: sentences([model.description, model.fitDetail]),
        ...(canBeRemoved(model) ? { buttons: [removal()] } : {}),
        choice: model,
      }
    }),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(folder-opened) ${vscode.l10n.t('Use a .gguf file…')}`,
      detail: vscode.l10n.t('Any GGUF model that llama.cpp can run.'),
      choice: 'file',
    },
  ]
}

/** What another program brought is its own business. */
function canBeRemoved({ installed, canBePulled, program }: ModelChoice): boolean {
  return installed && canBePulled === true && program === undefined
}

function removal(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove this model from the disk') }
}

function canBePulled({ canBePulled }: ModelChoice): boolean {
  return canBePulled === true
}

function fitLabel(value: ModelChoice['fit']): string {
  switch (value) {
    case 'fits':
      return vscode.l10n.t('fits')
    case 'tight':
      return vscode.l10n.t('tight')
    case 'tooBig':
      return vscode.l10n.t('too big')
    case 'unknown':
      return ''
    default:
      return unreachable(value)
  }
}

async function chooseFile(): Promise<void> {
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Choose a model file'),
    openLabel: vscode.l10n.t('Use This Model'),
    filters: { GGUF: ['gguf'] },
  })
  const [file] = files ?? []
  if (file !== undefined) await setModel(file.fsPath)
}

/** Global on purpose: a repository must not be able to choose the file that is loaded. */
async function setModel(value: string): Promise<void> {
  await vscode.workspace.getConfiguration('latent').update('model', value, vscode.ConfigurationTarget.Global)
}
