import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { IgnoredFiles } from '../../server/context/ignoredFiles.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latent-ignored-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(rules: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(rules)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

const isIgnored = (path: string) => new IgnoredFiles(folder).isIgnored(join(folder, path))

describe('ignored files', () => {
  it.each([
    { what: 'a pattern', rules: { '.gitignore': '*.log' }, path: 'a/b.log', ignored: true },
    { what: 'no pattern', rules: { '.gitignore': '*.log' }, path: 'a/b.ts', ignored: false },
    { what: 'no rules at all', rules: {}, path: 'a.ts', ignored: false },
    { what: 'a file in an excluded folder', rules: { '.gitignore': 'dist/' }, path: 'dist/a/b.js', ignored: true },
    { what: 'a file that is named like an excluded folder', rules: { '.gitignore': 'dist/' }, path: 'dist', ignored: false },
    { what: 'a pattern of .latentignore', rules: { '.latentignore': 'legacy/' }, path: 'legacy/a.ts', ignored: true },
    {
      what: 'a file that .latentignore takes back in',
      rules: { '.gitignore': '*.gen.ts', '.latentignore': '!*.gen.ts' },
      path: 'a.gen.ts',
      ignored: false,
    },
    { what: 'a pattern of an inner folder', rules: { 'a/.gitignore': '/b.ts' }, path: 'a/b.ts', ignored: true },
    { what: 'a pattern of an inner folder elsewhere', rules: { 'a/.gitignore': '/b.ts' }, path: 'c/b.ts', ignored: false },
    {
      what: 'a file that an inner folder takes back in',
      rules: { '.gitignore': '*.js', 'a/.gitignore': '!keep.js' },
      path: 'a/keep.js',
      ignored: false,
    },
    {
      what: 'a file that an excluded folder would take back in',
      rules: { '.gitignore': 'a/', 'a/.gitignore': '!keep.js' },
      path: 'a/keep.js',
      ignored: true,
    },
    { what: 'a path outside', rules: { '.gitignore': '*' }, path: '../a.ts', ignored: false },
    { what: 'a name that begins with dots', rules: { '.gitignore': '..a' }, path: '..a', ignored: true },
    { what: 'the folder itself', rules: { '.gitignore': '*' }, path: '.', ignored: false },
  ])('$what', ({ rules, path, ignored }) => {
    write(rules)
    expect(isIgnored(path)).toBe(ignored)
  })

  it('follow changed rules once the old ones are forgotten', () => {
    const files = new IgnoredFiles(folder)
    expect(files.isIgnored(join(folder, 'a.ts'))).toBe(false)
    write({ '.gitignore': 'a.ts' })
    files.forget()
    expect(files.isIgnored(join(folder, 'a.ts'))).toBe(true)
  })
})
