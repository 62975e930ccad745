import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVSIX } from '@vscode/vsce'

export interface Linter {
  readonly vsix: string
  dispose(): void
}

/** A linter of another maker, packed as a VSIX: it reports an error wherever JavaScript has `text`. */
export async function linterExtension(text: string, message: string): Promise<Linter> {
  const folder = mkdtempSync(join(tmpdir(), 'latent-linter-'))
  const manifest = {
    name: 'linter',
    publisher: 'test',
    version: '1.0.0',
    engines: { vscode: '^1.104.0' },
    license: 'MIT',
    activationEvents: ['onLanguage:javascript'],
    main: './main.js',
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'README.md'), 'A linter for tests.')
  writeFileSync(join(folder, 'LICENSE'), 'MIT')
  writeFileSync(join(folder, 'main.js'), program(text, message))
  const vsix = join(folder, 'linter.vsix')
  await createVSIX({ cwd: folder, packagePath: vsix, dependencies: false, allowMissingRepository: true, skipLicense: true })
  return { vsix, dispose: () => rmSync(folder, { recursive: true, force: true }) }
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
