import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { expect, it } from 'vitest'
import { packsFor, packVersion } from '../../../server/models/packs/enginePack.ts'
import { temporaryFolder } from '../../models/scene.ts'

/** What Node finds under the name by which node-llama-cpp asks for its CUDA build, in a process with these data of a user. */
function importedWith(dataFolder: string): string {
  const folder = temporaryFolder()
  const program = join(folder, 'program.mjs')
  buildSync({
    stdin: {
      resolveDir: import.meta.dirname,
      loader: 'ts',
      contents: `import { useEnginePacks } from '../../../server/engine/local/enginePacks.ts'
        const found = useEnginePacks(process.env)
        const name = '@node-llama-cpp/linux-x64-cuda'
        const answer = await import(name).then((module) => module.getBinsDir(), (error) => error.code)
        process.stdout.write(found + ' ' + answer)`,
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['yauzl', 'undici'],
  })
  return execFileSync(process.execPath, [program], { env: { ...process.env, LATENT_DATA: dataFolder }, encoding: 'utf8' })
}

function dataWithPack(version: string): string {
  const data = temporaryFolder()
  const folder = join(data, 'engine', version, 'cuda', '@node-llama-cpp', 'linux-x64-cuda', 'dist')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, '..', 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'index.js'), 'export const getBinsDir = () => "of the pack"')
  return data
}

// Packs exist for some platforms only.
it.skipIf(packsFor().length === 0)('A pack that is installed is what node-llama-cpp gets when it asks for its build', () => {
  expect(importedWith(dataWithPack(packVersion))).toBe('true of the pack')
})

it('Without a pack, or with one of another version, there is none to get', () => {
  expect(importedWith(temporaryFolder())).toBe('false ERR_MODULE_NOT_FOUND')
  expect(importedWith(dataWithPack('3.0.0'))).toBe('false ERR_MODULE_NOT_FOUND')
})
