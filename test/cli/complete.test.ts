import { describe, expect, it } from 'vitest'
import { folderWith, latent } from './latent.ts'

const cart = `export interface Item {
  readonly price: number
  readonly count: number
}

export function total(items: readonly Item[]): number {
  let sum = 0
  for (const item of items) {
    sum += item.
  }
  return sum
}
`

describe('latent complete', () => {
  it('prints what belongs at the place, and what it cost on stderr', async () => {
    const { code, stdout, stderr } = await latent(['complete', 'cart.ts:9:17'], { cwd: folderWith({ 'cart.ts': cart }) })
    expect(stdout).toMatch(/^price \* item\.count/)
    expect(stderr).toMatch(/^\d[\d,]* ms · \d+ tokens evaluated · \d+ reused\n$/)
    expect(code).toBe(0)
  })

  it('prints the range that each text replaces as JSON', async () => {
    const { stdout } = await latent(['complete', 'cart.ts:9:17', '--json'], { cwd: folderWith({ 'cart.ts': cart }) })
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      path: 'cart.ts',
      position: { line: 8, character: 16 },
      completions: [{ range: { start: { line: 8 }, end: { line: 8 } } }],
    })
  })

  it('prints as many different answers as asked for, at most', async () => {
    const { stdout } = await latent(['complete', 'cart.ts:9:17', '--json', '--candidates', '3'], {
      cwd: folderWith({ 'cart.ts': cart }),
    })
    const texts: string[] = JSON.parse(stdout).completions.map(({ text }: { text: string }) => text)
    expect(texts.length).toBeGreaterThan(1)
    expect(texts.length).toBeLessThanOrEqual(3)
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('refuses a file that is no text, with the reason', async () => {
    const { code, stderr } = await latent(['complete', 'odd.ts:1:1'], { cwd: folderWith({ 'odd.ts': Buffer.from([0xff]) }) })
    expect(stderr).toContain('not valid UTF-8')
    expect(code).toBe(2)
  })
})
