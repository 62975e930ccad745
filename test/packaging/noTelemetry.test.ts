import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BundledPrograms, bundledPlaces, bundleInto } from '../../packaging/bundles.ts'
import { nameOf, runtimePlaces } from '../../packaging/lockfile.ts'
import { isLeftOut } from '../../packaging/needed.ts'

const folder = mkdtempSync(join(tmpdir(), 'latent-bundles-'))
const dist = join(folder, 'dist')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let outputs: BundledPrograms
beforeAll(() => {
  outputs = bundleInto(dist, process.cwd())
})

/** Packages that count, trace or report to somebody, by parts of their names. */
const reporting =
  /telemetry|analytics|applicationinsights|sentry|bugsnag|rollbar|raygun|honeybadger|airbrake|mixpanel|amplitude|posthog|segment|matomo|plausible|datadog|dd-trace|newrelic|opentelemetry|statsig|launchdarkly|heap|fullstory|hotjar|crashpad|minidump/i

/** Names that sound so, with why they report nothing. */
const silent: Readonly<Record<string, string>> = {
  '@opentelemetry/api':
    'an interface without anything behind it; prom-client asks it for the trace of a request, of which there is none',
}

/** Why an address stands in a program. What is connected to is the user's choice each time: a model, a pack, a server of their own. */
const known: Readonly<Record<string, string>> = {
  'huggingface.co': 'models, when one is asked for',
  'registry.npmjs.org': 'engine packs, when one is asked for',
  'registry.npmmirror.com': 'engine packs, when one is asked for',
  'files.pythonhosted.org': 'engine packs, when one is asked for',
  'mirrors.aliyun.com': 'engine packs, when one is asked for',
  'json-schema.org': 'names of schemas',
  'raw.githubusercontent.com': 'names of schemas',
  'docs.oasis-open.org': 'names of schemas',
  'spec.openapis.org': 'names of schemas',
  'www.w3.org': 'names of schemas',
  'cwe.mitre.org': 'links in findings',
  'arxiv.org': 'sources of figures',
  'github.com': 'sources of figures and links in messages of packages',
  'www.apache.org': 'texts of licences',
  'git-scm.com': 'links in messages',
  'nodejs.org': 'links in messages of packages',
  'fastify.dev': 'links in messages of packages',
  'docs.expo.dev': 'links in messages of packages',
  'help.openai.com': 'links in messages of packages',
  'api.openai.com': 'what the openai client takes by itself; Latent names the address of a server each time',
  localhost: 'this machine',
  host: 'an example',
  test1: 'an example',
}

describe('The programs', () => {
  it('hold no package that counts or reports', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
    const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
    const bundled = bundledPlaces(outputs, new Set(readdirSync(dist)))
    const names = [...bundled, ...runtimePlaces(lockfile, Object.keys(manifest.dependencies), isLeftOut)].map(nameOf)
    expect(names).toContain('commander')
    expect(names).toContain('node-llama-cpp')
    expect(names.filter((name) => reporting.test(name) && !Object.hasOwn(silent, name))).toEqual([])
    expect(['@vscode/extension-telemetry', '@sentry/node', 'posthog-node'].every((name) => reporting.test(name))).toBe(true)
  })

  it('know no address without a reason', async () => {
    const found = new Set<string>()
    for (const name of readdirSync(dist)) {
      // Comments name sources; they are no part of what runs.
      const { code } = await transform(readFileSync(join(dist, name), 'utf8'), { minifyWhitespace: true, legalComments: 'none' })
      for (const [, host = ''] of code.matchAll(/\b(?:https?|wss?):\/\/([a-zA-Z0-9][a-zA-Z0-9.-]*)/g)) found.add(host)
    }
    expect(found).toContain('huggingface.co')
    expect([...found].filter((host) => !Object.hasOwn(known, host))).toEqual([])
  })

  it('do not use the telemetry of VS Code', () => {
    expect(readFileSync(join(dist, 'extension.cjs'), 'utf8')).not.toMatch(/createTelemetryLogger|TelemetryReporter/)
  })
})
