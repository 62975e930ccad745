import { expect, it } from 'vitest'
import { proposeRewrite } from '../../../../server/features/edit/refactor/rewriteChoice.ts'
import { ScriptedEngine } from '../../review/scriptedEngine.ts'
import { atCursor, parser } from '../rewriting.ts'

const never = new AbortController().signal

/** `proposed`, or why not, where the model answers with a text. */
async function judged(code: string, answer: string): Promise<string> {
  return await atCursor('javascript', code, async (site) => {
    const engine = new ScriptedEngine({ claims: `\`\`\`javascript\n${answer}\n\`\`\`` })
    const outcome = await proposeRewrite('async', site, 'Convert', { engine, parser }, never)
    return outcome.kind === 'proposed' ? 'proposed' : outcome.reason
  })
}

const load = `import { read, readSoon } from './read.js'
export function [||]load(path) {
  return new Promise((resolve, reject) => {
    read(path, (error, text) => {
      if (error) reject(error)
      else resolve(text.trim())
    })
  })
}
`

it('takes a text that waits for a promise of what was called', async () => {
  const answer =
    'async function load(path) {\n  const text = await new Promise((r, j) => read(path, (e, t) => (e ? j(e) : r(t))))\n  return text.trim()\n}'
  expect(await judged(load, answer)).toBe('proposed')
})

it.each([
  [
    'it waits for what gives no promise',
    'async function load(path) {\n  const text = await read(path)\n  return text.trim()\n}',
    'It waits for `read`, which takes a callback and gives no promise.',
  ],
  [
    'it calls something else',
    'async function load(path) {\n  return (await readSoon(path)).trim()\n}',
    'It no longer calls `read`.',
  ],
  [
    'its head changes',
    'async function load(path, encoding) {\n  return (await soon(read, path)).trim()\n}',
    'The head of the function would change.',
  ],
  [
    'callbacks are left',
    'async function load(path) {\n  return soon(read, path).then((text) => text.trim())\n}',
    'The new text still has callbacks.',
  ],
  ['there is no code', '', 'The model wrote no code.'],
])('refuses a text where %s', async (_, answer, reason) => {
  expect(await judged(load, answer)).toBe(reason)
})

it.each([
  [
    'nobody could wait for it',
    'function [||]load(path, done) {\n  read(path, (error, text) => done(error, text))\n}\n',
    'It gives no promise back',
  ],
  [
    'the callbacks run side by side',
    'function [||]load(paths) {\n  for (const path of paths) {\n    read(path, (error, text) => note(text))\n  }\n}\n',
    'It gives no promise back',
  ],
  ['it is a generator', 'function* [||]load(path) {\n  read(path, (error, text) => note(text))\n}\n', 'It is a generator.'],
])('refuses where %s', async (_, code, reason) => {
  expect(
    await judged(
      code,
      'async function load(path, done) {\n  done(await soon(read, path))\n}'.replace(
        'path, done',
        /\(.*?\)/.exec(code)?.[0].slice(1, -1) ?? '',
      ),
    ),
  ).toContain(reason)
})
