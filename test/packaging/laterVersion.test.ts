import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { laterVersion } from '../e2e/laterVersion.ts'

/** The source files that a bundled program is made of, by what esbuild writes above each, with their text. */
function sourcesOf(program: string): readonly string[] {
  return program.split(/^\/\/ (?=client\/|server\/|once:|node_modules\/)/m)
}

it('The later version of the extension that editor tests install is the packed one but for its list of moved settings', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latent-packed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  execFileSync(process.execPath, ['esbuild.mjs', '--outdir', folder, '--metafile', join(folder, 'files.json')])
  const packed = sourcesOf(readFileSync(join(folder, 'extension.cjs'), 'utf8'))

  const later = await laterVersion('[{ from: "completion.old", to: "completion.new" }]')
  onTestFinished(later.dispose)
  const changed = sourcesOf(readFileSync(later.program, 'utf8'))

  const name = (source: string | undefined) => source?.split('\n', 1)[0]
  expect(changed.map(name)).toEqual(packed.map(name))
  expect(changed.filter((source, index) => source !== packed[index]).map(name)).toEqual(['server/protocol/settingMoves.ts'])
})
