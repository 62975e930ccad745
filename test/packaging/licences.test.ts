import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkedExceptions, refusalOf } from '../../packaging/licencePolicy.ts'
import { noticesText } from '../../packaging/notices.ts'
import { parts, textsOfRepository } from '../../packaging/parts.ts'
import { sbomText } from '../../packaging/sbom.ts'
import type { Shipped } from '../../packaging/shipped.ts'

const shipped: readonly Shipped[] = [
  {
    name: '@a/b',
    version: '1.2.3',
    licence: 'MIT',
    how: 'bundled',
    integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}`,
    texts: [{ file: 'LICENSE', text: 'Text of A\r\n' }],
  },
  {
    name: 'c',
    version: '2.0.0',
    licence: '(MIT OR GPL-3.0-only)',
    how: 'unbundled',
    texts: [{ file: 'LICENSE', text: 'Text of A' }],
  },
  { name: 'd', licence: 'MIT', how: 'part', texts: [{ file: 'd.txt', text: 'Text of D' }] },
]
const product = {
  name: 'latent',
  version: '1.0.0',
  description: 'What it is',
  licence: 'MIT',
  committedAt: new Date(1_700_000_000_000),
}

describe('A licence', () => {
  it.each(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '(MIT OR GPL-3.0-only)', '(MIT AND BSD-3-Clause)'])(
    '%s may be shipped',
    (licence) => expect(refusalOf({ name: 'any', licence })).toBeUndefined(),
  )

  it.each([
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'LGPL-2.1-only',
    'MPL-2.0',
    'CC-BY-NC-4.0',
    '(MIT AND GPL-2.0-only)',
    'BlueOak-1.0.0',
  ])('%s may not, and is named with its package', (licence) =>
    expect(refusalOf({ name: 'any', licence })).toContain(`any: ${licence} is not among`),
  )

  it('that is no expression of SPDX may not', () => {
    expect(refusalOf({ name: 'any', licence: 'SEE LICENSE IN FILE' })).toContain('no SPDX expression')
    expect(refusalOf({ name: 'any', licence: 'UNLICENSED' })).toBeDefined()
  })

  it.each(Object.entries(checkedExceptions))('of %s is allowed for that package alone', (name, { licence }) => {
    expect(refusalOf({ name, licence })).toBeUndefined()
    expect(refusalOf({ name: 'another', licence })).toBeDefined()
    expect(refusalOf({ name, licence: 'GPL-3.0-only' })).toBeDefined()
  })
})

describe('The notices', () => {
  const text = noticesText(shipped, 'Latent')

  it('name everything with its licence', () => {
    expect(text).toContain('@a/b 1.2.3: MIT (bundled)\nc 2.0.0: (MIT OR GPL-3.0-only) (unbundled)\nd: MIT (part)\n')
  })

  it('have each text once, below all that it is for', () => {
    expect(text.match(/Text of A/g)).toHaveLength(1)
    expect(text).toMatch(/-\n@a\/b 1\.2\.3\nc 2\.0\.0\n-+\n\nText of A\n/)
  })
})

describe('The bill of materials', () => {
  const text = sbomText(product, shipped)

  it('is valid by the schema of CycloneDX 1.6', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6)
    expect(await validator.validate(text)).toBeNull()
    expect(await validator.validate(text.replace('"library"', '"book"'))).not.toBeNull()
  })

  it('names each package by its address and digest, and how it is shipped', () => {
    const { metadata, components } = JSON.parse(text)
    expect(metadata.component).toMatchObject({ name: 'latent', version: '1.0.0' })
    expect(components[0]).toMatchObject({
      group: '@a',
      name: 'b',
      purl: 'pkg:npm/%40a/b@1.2.3',
      hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
    })
    expect(components.map(({ properties }: { properties: readonly { value: string }[] }) => properties[0]?.value)).toEqual(
      shipped.map(({ how }) => how),
    )
  })

  it('is the same whenever it is made', () => {
    expect(sbomText(product, shipped)).toBe(text)
    expect(text).not.toContain('serialNumber')
  })
})

describe('The texts of packaging/parts', () => {
  it.each([...parts.map(({ file }) => file), ...Object.values(textsOfRepository)])('%s is a whole licence', (file) => {
    const text = readFileSync(join('packaging/parts', file), 'utf8')
    expect(text).toMatch(/Copyright \(c\) [^\n]+/)
    expect(text).toMatch(/Permission is hereby granted, free of charge[\s\S]*WITHOUT WARRANTY OF ANY KIND/)
  })

  it('are those of the llama.cpp release that the engine is built of', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latent-llama-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const bundle = 'node_modules/node-llama-cpp/llama/gitRelease.bundle'
    expect(existsSync(bundle)).toBe(true)
    execFileSync('git', ['clone', '--quiet', '--bare', bundle, folder], { stdio: 'ignore' })
    const inRelease = (path: string) => execFileSync('git', ['show', `HEAD:${path}`], { cwd: folder, encoding: 'utf8' })
    const here = (file: string) => readFileSync(join('packaging/parts', file), 'utf8')
    expect(here('llama.cpp.txt')).toBe(inRelease('LICENSE'))
    expect(here('nlohmann-json.txt')).toBe(inRelease('licenses/LICENSE-jsonhpp'))
    expect(here('cpp-httplib.txt')).toBe(inRelease('vendor/cpp-httplib/LICENSE'))
  })
})
