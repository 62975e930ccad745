import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, latent } from './latent.ts'

const cart = `class Cart:
    """What a customer wants to buy."""

    def __init__(self):
        self.lines = {}

    def names(self):
        return list(self.lines)

    def count(self):
        return len(self.lines)
`
const instruction = ['--instruction', 'Return the names sorted.']

describe('latent edit', () => {
  it('prints a diff that git applies, and writes nothing', async () => {
    const folder = folderWith({ 'cart.py': cart })
    const { code, stdout, stderr } = await latent(['edit', 'cart.py', '--range', '7-8', ...instruction], { cwd: folder })
    expect(stderr).toMatch(/\d+ ms · \d+ tokens evaluated/)
    expect(stdout).toMatch(/^--- a\/cart\.py\n\+\+\+ b\/cart\.py\n@@ /)
    expect(stdout).toMatch(/^\+ {8}return sorted\(.*$/m)
    expect(code).toBe(0)
    expect(readFileSync(join(folder, 'cart.py'), 'utf8')).toBe(cart)
    const applied = spawnSync('git', ['apply', '-'], { cwd: folder, input: stdout, encoding: 'utf8' })
    expect(applied).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(join(folder, 'cart.py'), 'utf8')).toContain('sorted(')
  })

  it('prints a diff that git applies to a file of Windows as well, its byte order mark included', async () => {
    const text = '\ufeffdef total(prices):\r\n    return 0\r\n'
    const folder = folderWith({ 'cart.py': text })
    const { stdout } = await latent(['edit', 'cart.py', '--range', '1-2', '--instruction', 'Return the sum of the prices.'], {
      cwd: folder,
    })
    expect(stdout).toContain('sum(')
    expect(spawnSync('git', ['apply', '-'], { cwd: folder, input: stdout, encoding: 'utf8' })).toMatchObject({ status: 0 })
    expect(readFileSync(join(folder, 'cart.py'), 'utf8')).toMatch(/^\ufeffdef total\(prices\):\r\n.*sum\(/)
  })

  it('writes with --write, and leaves links, permissions, line ends and the rest of the file as they are', async () => {
    const text = `\ufeff${cart.replaceAll('\n', '\r\n')}`
    const folder = folderWith({ 'real.py': text })
    chmodSync(join(folder, 'real.py'), 0o750)
    symlinkSync('real.py', join(folder, 'cart.py'))
    const { code } = await latent(['edit', 'cart.py', '--range', '8', ...instruction, '--write'], { cwd: folder })
    expect(code).toBe(0)
    const after = readFileSync(join(folder, 'real.py'), 'utf8')
    expect(lstatSync(join(folder, 'cart.py')).isSymbolicLink()).toBe(true)
    expect(statSync(join(folder, 'real.py')).mode & 0o777).toBe(0o750)
    expect(after).toContain('sorted(')
    const [before, behind] = [text.slice(0, text.indexOf('    def names')), text.slice(text.indexOf('    def count'))]
    expect(after.startsWith(before) && after.endsWith(behind)).toBe(true)
    expect(after.replaceAll('\r\n', '')).not.toContain('\n')
  })

  it('changes the calls of a function with it, and says which', async () => {
    const rest = '\nexport const report = () => `cost: ${cost(2, 3)}`\n'
    const code = `function cost(price: number, count: number): number {\n  return price * count\n}\n${rest}`
    const folder = folderWith({ 'pay.ts': code })
    const renamed = ['--range', '1-3', '--instruction', 'rename the function to totalPrice', '--write']
    const { stderr } = await latent(['edit', 'pay.ts', ...renamed], { cwd: folder })
    expect(stderr).toContain('Calls change with it: `report:5`.')
    expect(readFileSync(join(folder, 'pay.ts'), 'utf8')).toBe(code.replaceAll('cost(', 'totalPrice('))
  })

  it('prints edits, checks and figures as JSON', async () => {
    const { stdout } = await latent(['edit', 'cart.py', '--range', '7-8', ...instruction, '--json'], {
      cwd: folderWith({ 'cart.py': cart }),
    })
    const rest = JSON.parse(stdout)
    expect(rest).toMatchObject({
      schemaVersion: 1,
      path: 'cart.py',
      written: false,
      kind: 'proposed',
      proposal: { checks: { parses: true, restUnchanged: true } },
      stats: { generatedTokens: expect.any(Number) },
    })
    for (const { range } of rest.proposal.edits) {
      expect(range.start.line).toBeGreaterThanOrEqual(6)
      expect(range.end.line).toBeLessThanOrEqual(7)
    }
  })

  it.each([
    ['a range that is none', ['--range', 'x', '--instruction', 'a'], 'no range of lines'],
    ['a range that ends before it begins', ['--range', '5-2', '--instruction', 'a'], 'no range of lines'],
    ['lines that the file does not have', ['--range', '5-200', '--instruction', 'a'], 'no line 200'],
    ['an empty instruction', ['--range', '5', '--instruction', ' '], 'says nothing'],
    ['no instruction', ['--range', '5'], '--instruction'],
    ['an attempt that is no number', ['--range', '5', '--instruction', 'a', '--attempt', 'x'], '--attempt'],
  ])('refuses %s in one line', async (_, options, said) => {
    const { code, stdout, stderr } = await latent(['edit', 'cart.py', ...options], { cwd: folderWith({ 'cart.py': cart }) })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(said)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('prints no diff for a file outside of the current folder, which git would refuse, and says where it applies', async () => {
    const folder = folderWith({ 'shop/cart.py': cart, 'other/x.py': '' })
    const git = (input: string, ...words: string[]) =>
      spawnSync('git', words, { cwd: join(folder, 'other'), input, encoding: 'utf8' })
    git('', 'init', '-q', '..')
    const patch = '--- a/../shop/cart.py\n+++ b/../shop/cart.py\n@@ -1 +1 @@\n-class Cart:\n+class Basket:\n'
    expect(git(patch, 'apply').stderr).toMatch(/invalid path '.*\.\.\/shop\/cart\.py'/)
    const ask = ['edit', '../shop/cart.py', '--range', '7-8', ...instruction]
    const { code, stdout, stderr } = await latent(ask, { cwd: join(folder, 'other') })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`run this in ${folder}, or with --write`)
    const json = await latent([...ask, '--json'], { cwd: join(folder, 'other') })
    expect(JSON.parse(json.stdout)).toMatchObject({ kind: 'proposed', path: '../shop/cart.py' })
  })

  it('refuses a file that is no text', async () => {
    const folder = folderWith({ 'odd.py': Buffer.from([0xff, 0xfe]) })
    const { code, stderr } = await latent(['edit', 'odd.py', '--range', '1', '--instruction', 'a'], { cwd: folder })
    expect(code).toBe(2)
    expect(stderr).toContain('not valid UTF-8')
  })
})
