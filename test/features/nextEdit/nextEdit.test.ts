import { describe, expect, test } from 'vitest'
import { changeKey, nextEdit } from '../../../server/features/nextEdit/nextEdit.ts'
import { ScriptedEngine } from '../review/scriptedEngine.ts'
import { edited, parser } from './editing.ts'

const text = 'let total = 1\none(total)\ntwo(total)\n'
const rename = [{ from: 'total', to: 'amount' }]

/** The document after a rename, and what is offered then by an engine that finds words this unlikely. */
async function offered(opinions: Readonly<Record<string, number>>, refused?: string) {
  const engine = new ScriptedEngine({ opinions })
  const document = edited(text, rename)
  const found = await nextEdit({ ...document, now: 60_000, refused }, { parser, engine }, new AbortController().signal)
  return { engine, found }
}

describe('The next edit', () => {
  test('is the nearest place where the model finds the change clearly likelier', async () => {
    const { found } = await offered({ 'two(total': -20 })
    expect(found).toMatchObject({ edit: { start: text.indexOf('two') + 5, text: 'amount' }, label: 'amount' })
  })

  test('is none where the text as it is is likelier', async () => {
    expect((await offered({ amount: -1 })).found).toBeUndefined()
  })

  test('is none where both are as likely', async () => {
    expect((await offered({})).found).toBeUndefined()
  })

  test('asks for no more places than the first that is offered', async () => {
    const { engine } = await offered({ total: -20 })
    expect(engine.requests).toHaveLength(1)
  })

  test('is asked for in the idle lane, each site’s line between lines that have the change already', async () => {
    const { engine } = await offered({})
    expect(engine.requests).toMatchObject([
      { lane: 'idle', sequence: 'review', prompt: { typed: '' }, continuations: ['one(total)\n', 'one(amount)\n'] },
      { prompt: { typed: 'one(amount)\n' }, continuations: ['two(total)\n', 'two(amount)\n'] },
    ])
  })

  test('is none for a change that was refused', async () => {
    const { found } = await offered({ total: -20 })
    const refused = found && changeKey(found.change)
    expect(refused).toBeDefined()
    expect((await offered({ total: -20 }, refused)).found).toBeUndefined()
  })
})
