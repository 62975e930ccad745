import * as vscode from 'vscode'
import type { DefinitionsParams, DefinitionsResult } from '../server/protocol/definitions.ts'
import type { Position } from '../server/protocol/text.ts'
import { type Definition, searchDefinitions } from './definitionSearch.ts'

/** Answers the server's `latent/definitions` by the editor's language services. They may run tools of the workspace, so it has to be trusted. */
export async function answerDefinitions(
  params: DefinitionsParams,
  cancellation: vscode.CancellationToken,
): Promise<DefinitionsResult> {
  if (!vscode.workspace.isTrusted) return { definitions: [] }
  let listener: vscode.Disposable | undefined
  const cancelled = new Promise((resolve) => {
    listener = cancellation.onCancellationRequested(resolve)
  })
  try {
    return await searchDefinitions(params, find, cancelled)
  } finally {
    listener?.dispose()
  }
}

async function find(uri: string, { line, character }: Position): Promise<readonly Definition[]> {
  const found = await vscode.commands.executeCommand<readonly (vscode.Location | vscode.LocationLink)[] | undefined>(
    'vscode.executeDefinitionProvider',
    vscode.Uri.parse(uri),
    new vscode.Position(line, character),
  )
  return (found ?? []).map(definition)
}

function definition(found: vscode.Location | vscode.LocationLink): Definition {
  const [uri, range] =
    'targetUri' in found ? [found.targetUri, found.targetSelectionRange ?? found.targetRange] : [found.uri, found.range]
  return { uri: uri.toString(), position: { line: range.start.line, character: range.start.character } }
}
