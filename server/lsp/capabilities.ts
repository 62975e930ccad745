import { type InitializeParams, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver'
import { chosenLanguage } from '../protocol/displayLanguage.ts'
import { serverCommands } from '../protocol/requests.ts'
import type { Settings } from '../protocol/settings.ts'
import { codeActionKinds } from './codeAction.ts'
import type { Language } from './language.ts'

/** What the client can do, as far as it makes a difference here. */
export interface ClientAbilities {
  readonly configuration: boolean
  readonly dynamicConfiguration: boolean
  readonly watchedFiles: boolean
  readonly inlineCompletion: boolean
  readonly markdown: boolean
  readonly relatedInformation: boolean
  readonly resolvesEdit: boolean
  readonly documentChanges: boolean
  /** It lets its user look at edits before they are made. */
  readonly changeAnnotations: boolean
  readonly tags: boolean
  /** It shows actions that cannot be done, with the reason. */
  readonly disabledActions: boolean
  readonly workDoneProgress: boolean
  readonly workspaceFolders: boolean
  readonly codeLensRefresh: boolean
  /** The language that its user reads now. */
  readonly language: Language
}

/** `languageSetting` gives the value of `latent.language` at any time. */
export function clientAbilities(
  { capabilities, locale }: Pick<InitializeParams, 'capabilities' | 'locale'>,
  languageSetting: () => Settings['language'] = () => 'auto',
): ClientAbilities {
  const { textDocument, workspace, window } = capabilities
  const codeAction = textDocument?.codeAction
  return {
    configuration: workspace?.configuration === true,
    dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    inlineCompletion: textDocument?.inlineCompletion !== undefined,
    markdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    resolvesEdit: codeAction?.dataSupport === true && codeAction.resolveSupport?.properties.includes('edit') === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    tags: codeAction?.tagSupport !== undefined,
    disabledActions: codeAction?.disabledSupport === true,
    workDoneProgress: window?.workDoneProgress === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    codeLensRefresh: workspace?.codeLens?.refreshSupport === true,
    language: () => chosenLanguage(languageSetting(), locale),
  }
}

const everything = { filters: [{ scheme: 'file', pattern: { glob: '**' } }] }

export function initializeResult(abilities: ClientAbilities, version: string): InitializeResult {
  return {
    serverInfo: { name: 'Latent', version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
      inlineCompletionProvider: true,
      // Where ghost text can be shown, the ordinary list stays free of it.
      ...(abilities.inlineCompletion ? {} : { completionProvider: {} }),
      hoverProvider: true,
      codeLensProvider: {},
      codeActionProvider: { codeActionKinds: [...codeActionKinds], resolveProvider: true },
      executeCommandProvider: { commands: Object.values(serverCommands), workDoneProgress: true },
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        // Findings of a file that is not open would stay for ever once it is deleted or has another name.
        fileOperations: { didDelete: everything, didRename: everything },
      },
    },
  }
}
