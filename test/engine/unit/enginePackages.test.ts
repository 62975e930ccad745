import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { enginePackages, enginePackagesFor } from '../../../server/engine/local/enginePackages.ts'
import { temporaryFolder } from '../../models/scene.ts'

it.each([
  ['beside node-llama-cpp', 'node_modules'],
  ['in front of the package that brings node-llama-cpp along', 'node_modules/latent/node_modules'],
])('engines %s are found', async (_where, modules) => {
  const folder = temporaryFolder()
  const entry = join(folder, modules, 'node-llama-cpp/dist/index.js')
  mkdirSync(dirname(entry), { recursive: true })
  writeFileSync(join(folder, modules, 'node-llama-cpp/package.json'), '{ "version": "1.2.3" }')
  const { platformPackages } = await enginePackages()
  for (const name of [...platformPackages, '@node-llama-cpp/none-of-ours']) {
    mkdirSync(join(folder, 'node_modules', name), { recursive: true })
  }
  expect(platformPackages).not.toEqual([])
  expect(await enginePackagesFor(entry)).toEqual({ version: '1.2.3', platformPackages })
})
