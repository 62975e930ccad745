import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { targetNames } from '../../packaging/targets.ts'

const path = '.github/workflows/release.yml'
const text = readFileSync(path, 'utf8')

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly if?: string
  readonly env?: Readonly<Record<string, string>>
}
interface Job {
  readonly needs?: string | readonly string[]
  readonly if?: string
  readonly environment?: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly strategy?: { readonly matrix: { readonly include: readonly { readonly target: string; readonly runner: string }[] } }
  readonly steps: readonly Step[]
}
const workflow: { readonly permissions: unknown; readonly jobs: Readonly<Record<string, Job>> } = parse(text)
const jobs = Object.entries(workflow.jobs)
const stepsOf = (name: string) => workflow.jobs[name]?.steps ?? []

/** GitHub's parser imports JSON without saying so, which Node refuses and a bundler does not. */
const folder = mkdtempSync(join(tmpdir(), 'latent-workflow-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const outfile = join(folder, 'parser.cjs')
const stdin = { contents: "export * from '@actions/workflow-parser'", resolveDir: process.cwd() }
await build({ stdin, outfile, bundle: true, format: 'cjs', platform: 'node' })
const parser: typeof import('@actions/workflow-parser') = createRequire(import.meta.url)(outfile)

/** What GitHub's own parser has to say of a workflow. */
async function complaintsAbout(content: string): Promise<readonly string[]> {
  const { context, value } = parser.parseWorkflow({ name: path, content }, new parser.NoOperationTraceWriter())
  if (value === undefined) return context.errors.getErrors().map(({ message }) => message)
  const { errors = [] } = await parser.convertWorkflowTemplate(context, value)
  return [...context.errors.getErrors(), ...errors].map((error) => ('message' in error ? error.message : error.Message))
}

describe('The release workflow', () => {
  it("is one by GitHub's own parser, which finds faults in it", async () => {
    expect(await complaintsAbout(text)).toEqual([])
    expect(await complaintsAbout(text.replace('runs-on: ubuntu-24.04', 'runs-upon: ubuntu-24.04'))).not.toEqual([])
    expect(await complaintsAbout(text.replace('needs: tests', 'needs: nothing'))).not.toEqual([])
    expect(await complaintsAbout(text.replace('secrets.VSCE_PAT', 'secrets.VSCE_PAT +'))).not.toEqual([])
  })

  it('packs every target', () => {
    const packed = workflow.jobs.extension?.strategy?.matrix.include.map(({ target }) => target)
    expect(packed).toEqual(targetNames)
  })

  it('runs scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    const runs = jobs.flatMap(([, { steps }]) => steps.flatMap(({ run = '' }) => run))
    const named = runs.flatMap((run) => [...run.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name))
    expect(named).toEqual(expect.arrayContaining(['package:vsix', 'package:cli', 'package:check']))
    for (const name of named) expect(scripts).toHaveProperty([name])
    expect(runs).toContain('.ci/run')
    expect(existsSync('.ci/run')).toBe(true)
  })

  it('tests first, and publishes a tag alone, after people agreed', () => {
    expect(workflow.jobs.extension?.needs).toBe('tests')
    expect(workflow.jobs['command-line']?.needs).toBe('tests')
    expect(workflow.jobs.release?.needs).toEqual(['extension', 'command-line'])
    const publishing = jobs.filter(([, { steps }]) => steps.some(({ run = '' }) => /publish|gh release/.test(run)))
    expect(publishing.map(([name]) => name)).toEqual(['release', 'publish'])
    for (const [, job] of publishing) expect(job.if).toBe("startsWith(github.ref, 'refs/tags/v')")
    expect(workflow.jobs.publish?.environment).toBe('release')
  })

  it('passes over a registry whose key is not set', () => {
    const withKey = stepsOf('publish').filter(({ env = {} }) => Object.values(env).some((value) => value.includes('secrets.')))
    expect(withKey.map(({ name }) => name)).toEqual(['Visual Studio Marketplace', 'Open VSX', 'npm'])
    for (const { run, env = {} } of withKey)
      expect(run).toMatch(new RegExp(`^if \\[ -z "\\$${Object.keys(env)[0]}" \\]; then .*exit 0; fi$`, 'm'))
  })

  it.each(['extension', 'command-line'])('tells where the packages of %s come from and what is in them', (name) => {
    const uses = stepsOf(name).flatMap((step) => step.uses?.split('@')[0] ?? [])
    expect(uses).toEqual(expect.arrayContaining(['actions/attest-build-provenance', 'actions/attest-sbom']))
    expect(workflow.jobs[name]?.permissions).toMatchObject({ 'id-token': 'write', attestations: 'write' })
  })

  it('may only read, but where a job says more', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    const writing = jobs.filter(([, { permissions = {} }]) => permissions.contents === 'write').map(([name]) => name)
    expect(writing).toEqual(['release', 'publish'])
  })

  it('puts no expression of an event into a shell', () => {
    for (const [, { steps }] of jobs)
      for (const { run = '' } of steps) expect(run).not.toMatch(/\$\{\{\s*(github\.event|github\.head_ref)/)
  })
})
