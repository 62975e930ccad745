import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { secretProblems } from '../../packaging/secrets.ts'

// Put together here, so that no key stands in a file of this repository.
const token = `ghp_${'wWPw5k4aXcaT4fNP0Ucn'}${'ZwJUVFk6LO0pINUx'}`
const privateKey = [
  '-----BEGIN',
  'RSA PRIVATE KEY-----\n',
  'MIIEpAIBAAKCAQEA'.repeat(8),
  '\n-----END',
  'RSA PRIVATE KEY-----\n',
].join(' ')
const npmToken = `npm_${'A1b2C3d4E5f6'.repeat(3)}`

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

async function problemsIn(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latent-package-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return await secretProblems(folder)
}

it.each([
  ['a token', 'dist/cli.js', `const a = 1\nconst sent = { authorization: "Bearer ${token}" }\n`, 2],
  ['a private key', 'media/notes.txt', `# Release\n\n${privateKey}`, 3],
  ['a token of the package registry', 'node_modules/a/index.js', `//registry/:_authToken=${npmToken}\n`, 1],
])('A package with %s within a file is refused by file and line, without repeating it', async (_, path, text, line) => {
  const problems = await problemsIn({ [path]: text, 'dist/server.js': 'const token = await askForToken()\n' })
  expect(problems).toEqual([expect.stringContaining(`${path} has what looks like a key or token in line ${line},`)])
  for (const secret of [token, npmToken, 'MIIEpA']) expect(problems.join()).not.toContain(secret)
})

it.each([
  ['names of the messages of TypeScript', 'Try_npm_i_save_dev_types_Slashnode_and_then_add_node_to_the_types_field: 1'],
  ['code that looks for secrets', 'const header = /-----BEGIN [A-Z ]+ PRIVATE KEY-----/'],
  ['a compiled program', `\0asm ${token}`],
])('%s are no secret', async (_, text) => expect(await problemsIn({ 'dist/cli.js': text })).toEqual([]))
