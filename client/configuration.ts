import * as vscode from 'vscode'
import type { ConfigurationMiddleware, ConfigurationParams } from 'vscode-languageclient/node'

/**
 * Settings for the server. The protocol's request names a document but not its language, so that a setting made for one language
 * (`"[python]": { … }`) would be passed over; here the document's language is added.
 */
export const configurationByLanguage: NonNullable<ConfigurationMiddleware['configuration']> = (params: ConfigurationParams) =>
  params.items.map(({ section, scopeUri }) => {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === scopeUri)
    const scope = document ?? (scopeUri === undefined ? null : vscode.Uri.parse(scopeUri))
    // A configuration object carries functions beside its values; only the values travel.
    return JSON.parse(JSON.stringify(vscode.workspace.getConfiguration(section, scope)))
  })
