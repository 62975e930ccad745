import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { archiveEntries, contentProblems } from '../../packaging/contents.ts'
import { npm } from '../../packaging/npm.ts'
import { sizesOf } from '../../packaging/sizes.ts'
import { type TargetName, targets } from '../../packaging/targets.ts'
import { faulty } from './code.ts'
import { folderWith, type Outcome } from './latent.ts'

/** Everything here asks the package registry: where there is none, nothing of it can be looked at. */
const registry = npm(['view', 'node-llama-cpp', 'version', '--fetch-retries=0', '--fetch-timeout=20000'], '.').ok
const place = mkdtempSync(join(tmpdir(), 'latent-packages-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

if (registry) {
  describe('The npm package of the command line', () => {
    const folder = join(place, 'installed')
    const installed = join(folder, 'node_modules', 'latent')
    let archive: string

    beforeAll(() => {
      archive = packed('cli', [], join(place, 'first'))
      // An empty folder, as far as npm is concerned: it would look for a project further up.
      const { ok, stderr } = npm(['install', '--prefix', folder, '--no-audit', '--no-fund', archive], place)
      expect(ok, stderr).toBe(true)
    }, 240_000)

    /** As a user types it in that folder. */
    function npx(words: readonly string[], cwd = folder): Outcome {
      const { LATENT_MODEL, ...env } = process.env
      const command = ['exec', '--prefix', folder, '--offline', '--', 'latent', ...words]
      const { status, stdout, stderr } = spawnSync('npm', command, { cwd, env: { ...env, LC_ALL: 'C' }, encoding: 'utf8' })
      return { code: status, stdout, stderr }
    }

    it('tells how it is used', () => {
      const { code, stdout } = npx(['--help'])
      expect({ code, first: stdout.split('\n')[0] }).toEqual({ code: 0, first: 'Usage: latent [options] [command]' })
    })

    it('lists the models', () => {
      const { code, stdout } = npx(['models', 'list'])
      expect(code).toBe(0)
      expect(stdout).toMatch(/^starter +Q4_K_M .* installed/m)
    })

    it('reviews a file with its own engine', () => {
      const { code, stdout, stderr } = npx(['review', 'clock.ts'], folderWith({ 'clock.ts': faulty }))
      expect(stdout, stderr).toMatch(/^clock\.ts:5:\d+ {2}warning {2}bug\./m)
      expect(code).toBe(1)
    })

    it('completes code with its own grammars', () => {
      const text = 'export function sum(a: number, b: number): number {\n  return a +\n}\n'
      const { code, stdout, stderr } = npx(['complete', 'sum.ts:2:13'], folderWith({ 'sum.ts': text }))
      expect({ code, stderr }).toMatchObject({ code: 0 })
      expect(stdout).toContain('b')
    })

    it('came without CUDA, without anything for another system, and with nothing that does not belong into it', () => {
      const engines = readdirSync(join(folder, 'node_modules', '@node-llama-cpp'))
      expect(engines).toContain(`${process.platform}-${process.arch}`)
      expect(engines.filter((name) => name.includes('cuda') || !name.startsWith(process.platform))).toEqual([])
      expect(contentProblems(filesIn(installed).map((path) => ({ path: `package/${path}`, bytes: 0 })))).toEqual([])
    })

    it('brings completions, a manual page, licences and a bill of materials', async () => {
      const text = (path: string) => readFileSync(join(installed, path), 'utf8')
      expect(text('man/latent.1')).toMatch(/^\.TH LATENT 1/)
      expect(execFileSync('bash', ['-n', join(installed, 'completions/bash/latent')], { encoding: 'utf8' })).toBe('')
      const bom = JSON.parse(text('sbom.cdx.json'))
      expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text('sbom.cdx.json'))).toBeNull()
      const names = bom.components.map(({ group, name }: { group?: string; name: string }) =>
        [group, name].filter(Boolean).join('/'),
      )
      // One that is bundled, one that is not, and one that is part of another.
      expect(names).toEqual(expect.arrayContaining(['commander', 'node-llama-cpp', 'tree-sitter-python']))
      for (const name of names) expect(text('THIRD_PARTY_LICENCES.txt')).toContain(name)
    })

    it('names every package that lies in it', () => {
      const bom: string = readFileSync(join(installed, 'sbom.cdx.json'), 'utf8')
      const manifests = filesIn(join(installed, 'node_modules')).filter((path) => /(^|\/)package\.json$/.test(path))
      const packages = manifests.map((path) => JSON.parse(readFileSync(join(installed, 'node_modules', path), 'utf8')))
      const named = packages.filter(({ name, version }) => name !== undefined && version !== undefined)
      expect(named.length).toBeGreaterThan(50)
      for (const { name, version } of named) expect(bom).toContain(`pkg:npm/${name.replace('@', '%40')}@${version}`)
    })

    it('does not tell where it was built', () => {
      const texts = filesIn(installed).filter((path) => /^(dist|man|completions)\/|^[^/]+$/.test(path))
      for (const path of texts) {
        const text = readFileSync(join(installed, path), 'utf8')
        expect(text.includes(process.cwd()) || text.includes(`${homedir()}/`), path).toBe(false)
        expect(text, path).not.toContain('sourceMappingURL=')
      }
    })

    it('has the same bytes when somebody elsewhere packs the same commit', () => {
      const again = packed('cli', [], join(place, 'second'), { TZ: 'Asia/Shanghai', LC_ALL: 'de_DE.UTF-8' })
      expect(digestOf(again)).toBe(digestOf(archive))
    })
  })

  describe.each(targets)('The extension for $name', ({ name, engines }) => {
    it('holds its engine and nothing that does not belong into it, or says which engine the registry lacks', async () => {
      const out = join(place, name)
      const { status, stderr } = packing('vsix', ['--target', name], out)
      if (status !== 0) {
        const missing = engines.map((engine) => `@node-llama-cpp/${engine}`).find((engine) => stderr.includes(engine))
        expect(stderr).toMatch(/^The registry has no \S+ [\d.]+, which a package for that platform is made of\.\n$/)
        expect(missing).toBeDefined()
        expect(name).not.toBe('linux-x64')
        return
      }
      const [file = ''] = readdirSync(out).filter((each) => each.endsWith('.vsix'))
      const entries = await archiveEntries(join(out, file))
      const paths = entries.map(({ path }) => path)
      expect(contentProblems(entries)).toEqual([])
      expect(statSync(join(out, file)).size).toBeLessThan(120e6)
      for (const engine of engines) {
        expect(paths.filter((path) => path.includes(`@node-llama-cpp/${engine}/bins/`)).length).toBeGreaterThan(3)
      }
      const scope = 'extension/node_modules/@node-llama-cpp/'
      const shipped = paths.filter((path) => path.startsWith(scope)).map((path) => path.slice(scope.length).split('/')[0])
      expect([...new Set(shipped)].sort()).toEqual([...engines].sort())
      for (const path of [
        'dist/extension.cjs',
        'dist/server.js',
        'sbom.cdx.json',
        'THIRD_PARTY_LICENCES.txt',
        'package.nls.zh-cn.json',
      ]) {
        expect(paths).toContain(`extension/${path}`)
      }
      expectTheTable(name, sizesOf(entries))
    })
  })
}

/** docs/packages.md may be some commits behind, but not wrong. */
function expectTheTable(target: TargetName, sizes: ReadonlyMap<string, number>): void {
  const rows = readFileSync('docs/packages.md', 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const column = rows.find((cells) => cells[1] === 'MB, unpacked')?.indexOf(`\`${target}\``) ?? -1
  if (target === 'linux-x64') expect(column).toBeGreaterThan(1)
  if (column < 0) return
  for (const [name, bytes] of sizes) {
    const stated = Number(rows.find((cells) => cells[1] === name)?.[column])
    expect(Math.abs(stated - bytes / 1e6), `${name}: ${bytes / 1e6} MB; run \`npm run package:page\``).toBeLessThan(
      1 + bytes / 5e6,
    )
  }
}

/** The path of what was packed. */
function packed(program: 'cli' | 'vsix', words: readonly string[], out: string, env: NodeJS.ProcessEnv = {}): string {
  const { status, stderr } = packing(program, words, out, env)
  expect(status, stderr).toBe(0)
  const [file = ''] = readdirSync(out).filter((name) => /\.(tgz|vsix)$/.test(name))
  return join(out, file)
}

function packing(program: 'cli' | 'vsix', words: readonly string[], out: string, env: NodeJS.ProcessEnv = {}) {
  const command = ['scripts/packaging.mjs', program, ...words, '--out', relative('.', out)]
  return spawnSync(process.execPath, command, { env: { ...process.env, ...env }, encoding: 'utf8' })
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
