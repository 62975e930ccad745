// `npm run package:vsix -- --target win32-x64`: out/latent-TARGET-VERSION.vsix, complete with the inference engine, so that installing it
// fetches nothing. Without a target: for this machine. Any target can be packed on any machine.
import { copyFileSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { createVSIX } from '@vscode/vsce'
import { type Checkout, readCheckout } from './checkout.ts'
import { archiveEntries, contentProblems } from './contents.ts'
import { enginePackage } from './enginePackage.ts'
import { layOut, sbomFile } from './layOut.ts'
import { secretProblems } from './secrets.ts'
import { type Target, targetNamed } from './targets.ts'

const documents = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  '.vscodeignore',
  'media',
  'l10n',
  'package.nls.json',
  'package.nls.zh-cn.json',
]
/** What the marketplaces and people on slow lines bear. */
const sizeLimitMb = 120

const { target, out } = parseArgs({
  options: {
    target: { type: 'string', default: `${process.platform}-${process.arch}` },
    out: { type: 'string', default: 'out' },
  },
}).values

// The times within a zip archive are local ones.
process.env.TZ = 'UTC'
try {
  await pack(targetNamed(target), readCheckout(process.cwd(), process.env), out)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function pack({ name, engines }: Target, checkout: Checkout, folder: string): Promise<void> {
  const { root, manifest, locked, committedAt } = checkout
  const stage = join(root, folder, `stage-${name}`)
  const vsix = join(root, folder, `latent-${name}-${manifest.version}.vsix`)
  const version = manifest.dependencies['node-llama-cpp'] ?? ''
  const cache = join(root, '.cache/engine-packages')
  const { devDependencies, scripts, overrides, ...shownManifest } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const fetched = []
  for (const engine of engines) fetched.push(await enginePackage(engine, version, locked, cache))
  layOut({ root, stage, documents, engines: fetched, manifest, locked, committedAt, shownManifest })
  const secrets = await secretProblems(stage)
  // The packer writes entries in a fixed order and with this time where it is set.
  process.env.SOURCE_DATE_EPOCH = String(committedAt.getTime() / 1000)
  await createVSIX({
    cwd: stage,
    packagePath: vsix,
    target: name,
    allowMissingRepository: true,
    // Relative links stay as they are: there is no address to make them absolute with.
    rewriteRelativeLinks: false,
    skipLicense: true,
  })
  copyFileSync(join(stage, sbomFile), join(root, folder, `latent-${name}.cdx.json`))
  rmSync(stage, { recursive: true, force: true })
  await report(relative(root, vsix), vsix, secrets)
}

async function report(shownPath: string, vsix: string, secrets: readonly string[]): Promise<void> {
  const megabytes = statSync(vsix).size / 1e6
  console.log(`${shownPath}: ${megabytes.toFixed(1)} MB`)
  const problems = [...secrets, ...contentProblems(await archiveEntries(vsix))].slice(0, 20)
  if (megabytes > sizeLimitMb)
    problems.push(`It should stay under ${sizeLimitMb} MB: look for a package that came along for no reason.`)
  if (problems.length > 0) throw new Error(problems.join('\n'))
}
