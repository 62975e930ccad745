import { spawnSync } from 'node:child_process'
import { build } from 'esbuild'

/** Bundles a TypeScript program into `outfile` and runs it. Gives the exit code. `options` are those of `spawnSync`. */
export async function runBundled(entryPoint, outfile, args, options = {}) {
  await build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  })
  return spawnSync(process.execPath, [outfile, ...args], { stdio: 'inherit', ...options }).status ?? 1
}
