/** Reports what TypeScript would, wherever a text has the misspelt name. */
export const checkerProgram = `const vscode = require('vscode')
exports.activate = () => {
  const problems = vscode.languages.createDiagnosticCollection('checker')
  const look = (document) => {
    if (document.uri.scheme !== 'file') return
    const at = document.getText().indexOf('maxx')
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + 4))
    const problem = new vscode.Diagnostic(range, "Property 'maxx' does not exist on type 'Math'. Did you mean 'max'?")
    problem.code = 2551
    problem.source = 'ts'
    problems.set(document.uri, at < 0 ? [] : [problem])
  }
  vscode.workspace.textDocuments.forEach(look)
  vscode.workspace.onDidOpenTextDocument(look)
  vscode.workspace.onDidChangeTextDocument(({ document }) => look(document))
}
`
