// `npm run package:cli`: out/latent-VERSION.tgz, the command line as an npm package, and the folder out/cli that `npm publish` takes.
// Its packages come along in the archive: npm does not let a package say which of node-llama-cpp's optional packages it does not want, and with
// CUDA an installation would be 500 MB. npm adds the engine that suits the system and processor; nothing is compiled and no script is run.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Checkout, readCheckout } from './checkout.ts'
import { contentProblems } from './contents.ts'
import { layOut, licencesFile, sbomFile } from './layOut.ts'
import { npm } from './npm.ts'
import { publishedManifest } from './publishedManifest.ts'
import { secretProblems } from './secrets.ts'
import { writeShellFiles } from './shellFiles.ts'

const documents = ['README.md', 'CHANGELOG.md', 'LICENSE']

const { out } = parseArgs({ options: { out: { type: 'string', default: 'out' } } }).values

try {
  await pack(readCheckout(process.cwd(), process.env), out)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function pack(checkout: Checkout, folder: string): Promise<void> {
  const { root, manifest, locked, committedAt } = checkout
  const stage = join(root, folder, 'cli')
  const shownManifest = publishedManifest(manifest, [licencesFile, sbomFile])
  layOut({
    ...{ root, stage, documents, manifest, locked, committedAt, shownManifest },
    // The extension's own program runs in VS Code alone.
    withoutPrograms: ['extension.cjs'],
    engines: [],
    addFiles: writeShellFiles,
  })
  copyFileSync(join(stage, sbomFile), join(root, folder, 'latent-cli.cdx.json'))
  const { ok, stdout, stderr } = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', join(root, folder)], stage)
  if (!ok) throw new Error(`npm pack failed: ${stderr}`)
  const [packed] = JSON.parse(stdout)
  console.log(`${join(folder, packed.filename)}: ${(packed.size / 1e6).toFixed(1)} MB, ${packed.entryCount} files`)
  const entries = packed.files.map(({ path, size }: { path: string; size: number }) => ({ path, bytes: size }))
  const problems = [...(await secretProblems(stage)), ...contentProblems(entries)]
  if (problems.length > 0) throw new Error(problems.slice(0, 20).join('\n'))
}
