import type * as vscode from 'vscode'

export const cellScheme = 'vscode-notebook-cell'

/** Documents that the server is told of. A cell of a notebook is one of its own; `notebooks.ts` tells which belong together. */
const schemes = ['file', 'untitled', cellScheme]

export const documentSelector = schemes.map((scheme) => ({ scheme }))

export function isServed({ uri }: vscode.TextDocument): boolean {
  return schemes.includes(uri.scheme)
}
