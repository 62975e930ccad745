import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createVSIX } from '@vscode/vsce'
import { build } from 'esbuild'
import { extensionPrograms } from '../../scripts/bundling.mjs'

const folder = join('out', 'bench', 'echo')
const vsix = join('out', 'bench', 'echo.vsix')

/** Packs the echo server as an extension; the path of the VSIX. */
export async function echoExtension(): Promise<string> {
  await build({
    ...extensionPrograms,
    entryPoints: { extension: 'bench/editor/echoClient.ts', server: 'bench/editor/echoServer.ts' },
    outdir: folder,
  })
  const manifest = {
    name: 'echo',
    publisher: 'latent-bench',
    version: '0.0.1',
    description: 'Answers every inline completion at once.',
    engines: { vscode: '^1.104.0' },
    main: './extension.cjs',
    activationEvents: ['onStartupFinished'],
    files: ['*.cjs', 'LICENSE'],
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'LICENSE'), 'Part of the bench; not published.\n')
  await createVSIX({ cwd: folder, packagePath: vsix, dependencies: false, allowMissingRepository: true, skipLicense: true })
  return vsix
}
