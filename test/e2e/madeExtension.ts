import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVSIX } from '@vscode/vsce'

export interface MadeExtension {
  readonly vsix: string
  dispose(): void
}

/** An extension of another maker, packed as a VSIX: what its manifest has beside the usual, and its files. */
export async function madeExtension(
  manifest: Readonly<Record<string, unknown>> & { readonly name: string },
  files: Readonly<Record<string, string>>,
): Promise<MadeExtension> {
  const folder = mkdtempSync(join(tmpdir(), `latent-${manifest.name}-`))
  const whole = { publisher: 'test', version: '1.0.0', engines: { vscode: '^1.104.0' }, license: 'MIT', ...manifest }
  const all = { 'package.json': JSON.stringify(whole), 'README.md': 'For tests.', LICENSE: 'MIT', ...files }
  for (const [path, text] of Object.entries(all)) writeFileSync(join(folder, path), text)
  const vsix = join(folder, 'packed.vsix')
  await createVSIX({ cwd: folder, packagePath: vsix, dependencies: false, allowMissingRepository: true, skipLicense: true })
  return { vsix, dispose: () => rmSync(folder, { recursive: true, force: true }) }
}
