import { type MadeExtension, madeExtension } from './madeExtension.ts'

/** A linter of another maker: it reports an error wherever JavaScript has `text`. */
export function linterExtension(text: string, message: string): Promise<MadeExtension> {
  const manifest = { name: 'linter', activationEvents: ['onLanguage:javascript'], main: './main.js' }
  return madeExtension(manifest, { 'main.js': program(text, message) })
}

function program(text: string, message: string): string {
  return `const vscode = require('vscode')
exports.activate = () => {
  const problems = vscode.languages.createDiagnosticCollection('linter')
  const look = ({ document }) => {
    const at = document.getText().indexOf(${JSON.stringify(text)})
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + 1))
    problems.set(document.uri, at < 0 ? [] : [new vscode.Diagnostic(range, ${JSON.stringify(message)})])
  }
  vscode.workspace.onDidChangeTextDocument(look)
}
`
}
