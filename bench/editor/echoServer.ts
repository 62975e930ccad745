import { createConnection, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { echoed } from './functions.ts'

// Answers at once and with no thought: what is left of the time is the editor's own.
const connection = createConnection()
const documents = new TextDocuments(TextDocument)

connection.onInitialize(() => ({
  capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental, inlineCompletionProvider: true },
}))
connection.languages.inlineCompletion.on(({ textDocument, position }) => {
  const before = documents.get(textDocument.uri)?.getText({ start: { line: position.line, character: 0 }, end: position }) ?? ''
  return [{ insertText: echoed(before.trimStart()), range: { start: position, end: position } }]
})
documents.listen(connection)
connection.listen()
