import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, latent } from './latent.ts'

const cart = `/** The price of all items together, in cents. */
export function totalPrice(items: readonly { price: number; count: number }[]): number {
  let sum = 0
  for (const item of items) {
    sum += item.price * item.count
  }
  return sum
}

export function isEmpty(items: readonly unknown[]): boolean {
  return items.length === 0
}
`

describe('latent ask', () => {
  it('prints the answer, and on stderr what was sent and what it cost', async () => {
    const { code, stdout, stderr } = await latent(['ask', 'What does this return?', 'cart.ts:2-8'], {
      cwd: folderWith({ 'cart.ts': cart }),
    })
    expect(stdout).toMatch(/sum|price|total/i)
    expect(stderr).toMatch(
      /^Sent: cart\.ts:2-8 \(\d+ tokens\)\n\d+ of 4096 tokens with the question\.\n[1-9][\d,]* ms · [1-9]\d* tokens evaluated/,
    )
    expect(code).toBe(0)
  })

  it('finds what the question names', async () => {
    const folder = folderWith({ 'src/cart.ts': cart })
    const { stderr } = await latent(['ask', 'What does `isEmpty` do?'], { cwd: folder })
    expect(stderr).toMatch(/^Sent: src\/cart\.ts:10-12 /)
  })

  it('prints an object with the answer, the pieces and the names that are not there', async () => {
    const { code, stdout } = await latent(['ask', 'What does isEmpty do?', 'cart.ts', '--json'], {
      cwd: folderWith({ 'cart.ts': cart }),
    })
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      question: 'What does isEmpty do?',
      model: 'starter',
      answer: expect.stringMatching(/empty|length/i),
      sent: [{ path: 'cart.ts', startLine: 0, endLine: 12, tokens: expect.any(Number), reason: 'reference' }],
      leftOut: [],
      unknown: expect.any(Array),
      contextSize: 4096,
      stats: { generatedTokens: expect.any(Number) },
    })
    expect(code).toBe(0)
  })

  it('sends what was changed since the last commit', async () => {
    const folder = folderWith({ 'cart.ts': cart })
    const git = (...words: string[]) => execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words])
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'first')
    writeFileSync(join(folder, 'cart.ts'), cart.replace('=== 0', '< 1'))
    const { stderr, code } = await latent(['ask', '--changes', 'What was changed?'], { cwd: folder })
    expect(stderr).toMatch(/^Sent: cart\.ts:8-12 /)
    expect(code).toBe(0)
  })

  it.each<readonly [what: string, words: readonly string[], line: RegExp]>([
    ['a file that is ignored', ['x', 'ignored.ts'], /ignored\.ts is not sent: it is ignored/],
    ['a secret file', ['x', '.env'], /\.env is not sent: it looks like one that holds secrets/],
    ['a file outside of the workspace', ['x', '/etc/hostname'], /hostname is not sent: it lies outside of the workspace/],
    ['a file that is not there', ['x', 'gone.ts'], /gone\.ts does not exist/],
    ['lines that are not there', ['x', 'cart.ts:90'], /cart\.ts has 13 lines, so there is no line 90/],
    ['lines in the wrong order', ['x', 'cart.ts:9-2'], /names no lines/],
    ['an empty question', [' '], /The question says nothing/],
    ['changes of the index', ['x', '--changes=staged'], /--changes takes nothing or "branch" here/],
  ])('refuses %s in one line', async (_what, words, line) => {
    const folder = folderWith({ 'cart.ts': cart, '.gitignore': 'ignored.ts\n', 'ignored.ts': 'x', '.env': 'KEY=1' })
    execFileSync('git', ['-C', folder, 'init', '-q'])
    const { code, stdout, stderr } = await latent(['ask', ...words], { cwd: folder })
    expect(stderr).toMatch(line)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('ends with 3 on Ctrl-C', async () => {
    const { code } = await latent(['ask', 'Explain each line at length.', 'cart.ts'], {
      cwd: folderWith({ 'cart.ts': cart }),
      interruptWhen: (stderr) => new Promise((resolve) => stderr.once('data', resolve)),
    })
    expect(code).toBe(3)
  })
})
