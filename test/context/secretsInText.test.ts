import { expect, it } from 'vitest'
import { secretsIn } from '../../server/context/secretsInText.ts'
import { readRange } from '../marks.ts'

// Put together here, so that no key stands in a file of this repository.
const token = `ghp_${'wWPw5k4aXcaT4fNP0Ucn'}${'ZwJUVFk6LO0pINUx'}`

it.each([
  ['a token in the format of an issuer, wherever it stands', `// see [|${token}|] for that`],
  ['what is assigned to a name that says so', "const config = { apiKey: '[|winter-is-coming-7|]' }"],
  ['the same in Python', 'client_secret = "[|winter-is-coming-7|]"'],
  ['a quoted text without order', "sign('[|qZ8vT1kXw93LmPbR7uYhCe5NsGdJf2Aa|]')"],
])('%s is found', async (_what, marked) => {
  const { text, start, end } = readRange(marked)
  expect(await secretsIn(text)).toContainEqual({ startOffset: start, endOffset: end })
})

it('the password of a database is found', async () => {
  const text = `connect('postgres://shop:${'hunter2abc'}@db.corp.test/shop')`
  const [found] = await secretsIn(text)
  expect(text.slice(found?.startOffset, found?.endOffset)).toContain('hunter2abc')
})

it.each([
  ['a name', "const name = 'readConfigurationOfUser'"],
  ['a sentence', "throw new Error('the password is too short for this account')"],
  ['a value from elsewhere', 'const password = request.form["password-field"]'],
  ['a path', "import { passwordHash } from '../accounts/passwordHash.ts'"],
  ['code without texts', 'export const total = (a: number, b: number) => a + b'],
])('%s is none', async (_what, text) => {
  expect(await secretsIn(text)).toEqual([])
})
