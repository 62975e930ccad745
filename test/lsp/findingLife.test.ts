import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DismissalsResult } from '../../server/protocol/dismissal.ts'
import type { ReviewResult } from '../../server/protocol/requests.ts'
import { TestClient } from './client.ts'
import { testServer } from './onServer.ts'

const settings = { model: 'starter', review: { precision: 0.5 } }

/** One name is wrong. */
const isWithin = `/** Whether a value lies between two bounds, both included. */
export function isWithin(value: number, minimum: number, maximum: number): boolean {
  return value >= minimum && value <= minimum
}
`
const area = `
/** The area of a rectangle. */
export function area(width: number, height: number): number {
  return width * width
}
`
const shapes = isWithin + area

describe('dismissing, as an editor does it', () => {
  let client: TestClient
  let uri: string
  const dismissals = () => client.connection.sendRequest<DismissalsResult>('latent/dismissals')
  const linesOf = (document: string) => client.diagnosticsOf(document)?.map(({ range }) => range.start.line)

  beforeAll(async () => {
    client = await TestClient.start({ settings })
    await client.ready()
    uri = await client.open('shapes.ts', shapes)
    await client.review(uri)
  }, 240_000)
  afterAll(() => client.stop())

  it('has an action for each reason, which takes the finding away until it is undone', async () => {
    expect(linesOf(uri)).toEqual([2, 7])
    const actions = await client.codeActions(uri, client.diagnosticsOf(uri)?.[0], ['quickfix.dismiss'])
    expect(actions.map(({ title }) => title)).toEqual(['Dismiss: false positive', "Dismiss: won't fix", 'Dismiss: not useful'])
    const { command = '', arguments: given } = actions[0]?.command ?? {}
    await client.connection.sendRequest('workspace/executeCommand', { command, arguments: given })
    expect(linesOf(uri)).toEqual([7])

    const again = await client.review(uri)
    expect(again.findings.map(({ range }) => range.start.line)).toEqual([7])
    expect(again.heldBack).toContainEqual(
      expect.objectContaining({ state: 'dismissed', reason: 'It was dismissed: false positive.' }),
    )
    const { items } = await dismissals()
    expect(items).toMatchObject([
      { dismissal: { reason: 'falsePositive', scope: 'finding', fingerprint: { path: 'shapes.ts' } } },
    ])
    await client.connection.sendRequest('latent/undoDismissal', { id: items[0]?.id, folder: items[0]?.folder })
    expect(linesOf(uri)?.toSorted()).toEqual([2, 7])
    expect((await dismissals()).items).toEqual([])
  })

  it('holds similar ones of other files back, and says which one was dismissed', async () => {
    const id = (client.diagnosticsOf(uri) ?? []).find(({ range }) => range.start.line === 2)?.data.id
    const dismissal = { id, reason: 'notUseful', scope: 'similar', note: 'the bounds are equal' }
    await client.connection.sendRequest('workspace/executeCommand', { command: 'latent.dismiss', arguments: [dismissal] })
    const other = await client.open(
      'ranges.ts',
      isWithin.replaceAll('minimum', 'lowest').replaceAll('maximum', 'highest').replaceAll('value', 'sample'),
    )
    const { findings, heldBack } = await client.review(other)
    expect(findings).toEqual([])
    expect(heldBack.map(({ reason }) => reason)).toContain(
      'Similar to one that was dismissed in shapes.ts: not useful, the bounds are equal.',
    )
  })

  it('refuses what it does not understand in one line', async () => {
    for (const [given, why] of [
      [[{ id: 'x', reason: 'because' }], 'The reason of a dismissal is one of falsePositive, wontFix, notUseful.'],
      [[{ id: 'x', scope: 'all' }], 'The scope of a dismissal is one of finding, file, rule, similar.'],
      [[17], 'latent.dismiss takes { id, uri, reason, scope, note }, or the URI of a document and the id of a finding.'],
    ] as const) {
      const asked = client.connection.sendRequest('workspace/executeCommand', { command: 'latent.dismiss', arguments: given })
      await expect(asked).rejects.toMatchObject({ code: -32803, message: expect.stringContaining(why) })
    }
  })
})

/** Without a fault. With 24 steps what is shown around its neighbours ends within it. */
function steadyFunction(name: string, count: number): string {
  const steps = Array.from({ length: count }, (_, step) => `  lines.push('${name} ${step}')\n`)
  return `/** What ${name} says. */\nexport function ${name}(lines: string[]): string[] {\n${steps.join('')}  return lines\n}\n\n`
}
const header = Array.from({ length: 12 }, (_, line) => `// Line ${line} of the header.\n`).join('')
const three = header + steadyFunction('first', 2) + steadyFunction('second', 24) + isWithin + steadyFunction('third', 2)

describe('a second review', () => {
  let client: TestClient
  beforeAll(async () => {
    client = await TestClient.start({ settings })
    await client.ready()
  }, 240_000)
  afterAll(() => client.stop())

  it('evaluates nothing where nothing changed, and after an edit only the function that it is in', async () => {
    const uri = await client.open('three.ts', three)
    const evaluated = ({ stats }: ReviewResult) => stats.promptTokens - stats.cachedTokens
    const first = await client.review(uri)
    expect(first).toMatchObject({ incomplete: [], stats: { functions: 4, functionsFromCache: 0 } })
    expect(first.findings).toHaveLength(1)

    const same = await client.review(uri)
    expect(same.stats).toMatchObject({ functions: 4, functionsFromCache: 4, promptTokens: 0, candidatesScored: 0 })
    const found = ({ findings, heldBack }: ReviewResult) => ({ findings, heldBack })
    expect(found(same)).toEqual(found(first))

    const line = three.slice(0, three.indexOf("push('second 7')")).split('\n').length - 1
    await client.edit(uri, [line, 0], [line, 0], "  lines.push('one more')\n")
    const after = await client.review(uri)
    expect(after.stats).toMatchObject({ functions: 4, functionsFromCache: 3 })
    expect(after.findings.map(({ id }) => id)).toEqual(first.findings.map(({ id }) => id))
    // What stands before the edit is still in the cache of the model. A server may take nothing from it where it weighs a text, as vLLM does.
    if (testServer === undefined || first.stats.cachedTokens > 0) expect(after.stats.cachedTokens).toBeGreaterThan(0)
    expect(evaluated(after)).toBeGreaterThan(0)
    // The function that was edited is most of the file.
    expect(evaluated(after)).toBeLessThan(0.75 * evaluated(first))
  })
})

describe('another process', () => {
  let folder: string
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-life-')))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Opens each text in turn in a server of its own, reviews it, and gives the last result. */
  async function reviewed(texts: readonly string[], data: string): Promise<ReviewResult> {
    const client = await TestClient.start({ settings, folder, env: { LATENT_DATA: join(folder, data) } })
    try {
      await client.ready()
      const [before = '', ...later] = texts
      const uri = await client.open('shapes.ts', before)
      let result = await client.review(uri)
      for (const text of later) {
        await client.replaceAll(uri, text)
        result = await client.review(uri)
      }
      return result
    } finally {
      await client.stop()
    }
  }

  it('gives the same for the same text, in every detail but the time', async () => {
    const [a, b] = [await reviewed([shapes], 'one'), await reviewed([shapes], 'two')]
    const timeless = ({ stats: { ms: _, ...stats }, ...result }: ReviewResult) => ({ ...result, stats })
    expect(a.findings).toHaveLength(2)
    expect(JSON.stringify(timeless(a))).toBe(JSON.stringify(timeless(b)))
  })

  it('gives a finding the id that it had before its function was renamed', async () => {
    const renamed = isWithin.replace('function isWithin', 'function isBetween')
    const ids = ({ findings }: ReviewResult) => findings.map(({ id }) => id)
    const before = await reviewed([isWithin, renamed], 'kept')
    const after = await reviewed([`// A line more.\n${renamed}`], 'kept')
    const withoutMemory = await reviewed([`// A line more.\n${renamed}`], 'none')
    expect(before.findings).toHaveLength(1)
    expect(ids(after)).toEqual(ids(before))
    expect(ids(withoutMemory)).not.toEqual(ids(before))
  })
})
