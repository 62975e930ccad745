import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NextEditParams } from '../../server/protocol/nextEdit.ts'
import { TestClient } from './client.ts'

const cart = [
  'export function cartTotal(items: Item[]): number {',
  '  let total = 0',
  '  for (const item of items) {',
  '    total += item.price * item.quantity',
  '  }',
  '  return total',
  '}',
  '',
].join('\n')

describe('next edits of the real server', () => {
  let client: TestClient
  const told: NextEditParams[] = []
  beforeAll(async () => {
    client = await TestClient.start()
    client.connection.onNotification('latent/nextEdit', (params: NextEditParams) => void told.push(params))
    await client.ready()
  })
  afterAll(async () => {
    await client.stop()
  })

  /** The newest message for a document, when it is an offer. */
  const offerFor = (uri: string) => {
    const last = told.findLast(({ textDocument }) => textDocument.uri === uri)
    return last?.edit === undefined ? undefined : { version: last.version, edit: last.edit }
  }

  it('offer a rename at the next place, one place after the other', async () => {
    const uri = await client.open('cart.ts', cart)
    await client.edit(uri, [1, 6], [1, 11], 'amount')
    const first = await client.until('the first offer', () => offerFor(uri))
    expect(first).toMatchObject({ version: 2, edit: { newText: 'amount', range: { start: { line: 3, character: 4 } } } })
    await client.edit(uri, [3, 4], [3, 9], 'amount')
    await client.connection.sendNotification('latent/nextEditDone', { textDocument: { uri }, version: 2, accepted: true })
    const second = await client.until('the second offer', () => offerFor(uri)?.version === 3 && offerFor(uri))
    expect(second).toMatchObject({ edit: { newText: 'amount', range: { start: { line: 5, character: 9 } } } })
    await client.close(uri)
  })

  it('offer the calls of a changed function one after the other, and no more once one was undone', async () => {
    const area =
      'function area(width, height) {\n  return width * height\n}\nshow(area(width, height))\nprint(area(width, height))\n'
    const uri = await client.open('area.js', area, 'javascript')
    await client.edit(uri, [0, 14], [0, 27], 'height, width')
    const first = await client.until('the first call', () => offerFor(uri))
    expect(first.edit).toMatchObject({ newText: '(height, width)', label: 'area(height, width)' })
    const { start, end } = first.edit.range
    await client.edit(uri, [start.line, start.character], [end.line, end.character], first.edit.newText)
    const second = await client.until('the second call', () => offerFor(uri)?.version === 3 && offerFor(uri))
    expect(second).toMatchObject({ edit: { newText: '(height, width)', range: { start: { line: 4 } } } })
    await client.edit(uri, [start.line, start.character], [end.line, end.character], '(width, height)')
    const before = told.length
    const other = await client.open('another.ts', cart)
    await client.edit(other, [1, 6], [1, 11], 'amount')
    await client.until('an offer elsewhere', () => offerFor(other))
    expect(told.slice(before).filter(({ textDocument, edit }) => textDocument.uri === uri && edit !== undefined)).toEqual([])
    await client.close(uri)
    await client.close(other)
  })

  it('are taken back with any other edit', async () => {
    const uri = await client.open('edited.ts', cart)
    await client.edit(uri, [1, 6], [1, 11], 'amount')
    await client.until('an offer', () => offerFor(uri))
    await client.edit(uri, [0, 0], [0, 0], '// ')
    await client.until('the withdrawal', () => offerFor(uri) === undefined)
    expect(told.at(-1)).toEqual({ textDocument: { uri }, version: 3 })
    await client.close(uri)
  })

  it('are over for a change that the user refused', async () => {
    const uri = await client.open('refused.ts', cart)
    await client.edit(uri, [1, 6], [1, 11], 'amount')
    const { version } = await client.until('an offer', () => offerFor(uri))
    await client.connection.sendNotification('latent/nextEditDone', { textDocument: { uri }, version, accepted: false })
    const before = told.length
    // The same rename by hand at another place is the same change.
    await client.edit(uri, [3, 4], [3, 9], 'amount')
    // Another document's offer comes later than this one's would.
    const other = await client.open('other.ts', cart)
    await client.edit(other, [1, 6], [1, 11], 'amount')
    await client.until('an offer elsewhere', () => offerFor(other))
    expect(told.slice(before).filter(({ textDocument }) => textDocument.uri === uri)).toEqual([])
    await client.close(uri)
    await client.close(other)
  })
})
