import { expect, it } from 'vitest'
import { treeRewrites } from '../../../../server/features/edit/refactor/rewrite.ts'
import { proposeRewrite } from '../../../../server/features/edit/refactor/rewriteChoice.ts'
import { ScriptedEngine } from '../../review/scriptedEngine.ts'
import { atCursor, parser } from '../rewriting.ts'
import { deps, edited, selected } from './refactoring.ts'

const never = new AbortController().signal

/** The text after the split with the name that the model answers; else `refused: why`. */
async function split(language: string, code: string, name: string): Promise<string> {
  return await atCursor(language, code, async (site) => {
    const engine = new ScriptedEngine({ completion: name })
    const outcome = await proposeRewrite('splitFunction', site, 'Split function', { engine, parser }, never)
    if (outcome.kind === 'refused') return `refused: ${outcome.reason}`
    const [edit] = outcome.proposal.edits
    if (edit === undefined) throw new Error('no edit')
    const { text } = site.source
    return text.slice(0, site.source.offsetAt(edit.range.start)) + edit.newText + text.slice(site.source.offsetAt(edit.range.end))
  })
}

const head = `  let total = 0
  for (const order of orders) {
    total += order.price
  }
`
const lines = `  const lines = []
  for (const order of orders) {
    if (order.name === '') continue
    lines.push(order.name.trim())
  }
  lines.sort()
`
const tail = `  const all = [total.toFixed(2), ...lines]
  return all.join('\\n')
`
const report = `export function [||]report(orders) {\n${head}${lines}${tail}}\n`

it('takes out the part that needs and gives least, and calls it by the name of the model', async () => {
  expect(await split('javascript', report, 'namesOf')).toBe(
    `export function report(orders) {\n${head}  const lines = namesOf(orders)\n${tail}}\n\nfunction namesOf(orders) {\n${lines}  return lines\n}\n`,
  )
})

it('has a plain name where that of the model is taken, or none', async () => {
  expect(await split('javascript', report, 'report')).toContain('function computeLines(orders)')
  expect(await split('javascript', report, '1 + 2')).toContain('const lines = computeLines(orders)')
  expect(await split('javascript', report, 'names_of')).toContain('function computeLines(orders)')
})

it('writes the types that are written in TypeScript', async () => {
  const code = report.replace('orders)', 'orders: Order[]): string').replace('lines = []', 'lines: string[] = []')
  expect(await split('typescript', code, 'namesOf')).toContain('function namesOf(orders: Order[]) {')
})

it('refuses what has a type that is not written', async () => {
  expect(await split('typescript', report, 'namesOf')).toContain('refused: The type of `orders` is not written')
})

it('has TypeScript take out what needs a type that is not written', async () => {
  const code = report.replace('orders)', 'all: readonly Order[]): string').replace('{\n', '{\n  const orders = all.slice()\n')
  const typed = `interface Order { readonly name: string; readonly price: number }\n${code.replace('lines = []', 'lines: string[] = []')}`
  const text = await atCursor('typescript', typed, async ({ source: { languageId, text: whole }, ...site }) => {
    const source = selected(whole.replace('report', '[||]report'), languageId).source
    const all = { ...deps, engine: new ScriptedEngine({ completion: 'namesOf' }) }
    const outcome = await proposeRewrite('splitFunction', { source, ...site }, 'Split function', all, never)
    return outcome.kind === 'proposed' ? edited(source, outcome.proposal.edits) : outcome.reason
  })
  expect(text).toMatch(/const lines(: string\[\])? = \w+\(orders\)/)
  expect(text).toMatch(/function \w+\(orders: Order\[\]\) \{/)
})

it('splits a method of Python and hands itself over', async () => {
  const code = `class Report:
    def [||]lines(self, orders):
        total = 0
        for order in orders:
            total += order.price
        found = []
        for order in orders:
            if not order.name:
                continue
            found.append(self.clean(order.name))
        found.sort()
        head = f"{total:.2f}"
        self.head = head
        return [head, *found]


LIMIT = 3
`
  const text = await split('python', code, 'clean_names')
  expect(text).toContain('        found = clean_names(self, orders)\n        head =')
  expect(text).toContain('\n\n\ndef clean_names(self, orders):\n    found = []\n    for order in orders:\n        if not')
  expect(text).toContain('    found.sort()\n    return found\n\n\nLIMIT = 3\n')
})

it.each([
  [
    'it is short',
    'function [||]f(a) {\n  const b = a\n  const c = b\n  const d = c\n  return d\n}\n',
    'refused: There is nothing to change.',
  ],
  [
    'each part returns',
    `function [||]f(a) {\n${Array.from({ length: 6 }, (_, n) => `  if (a === ${n}) {\n    return ${n}\n  }\n`).join('')}}\n`,
    'refused: No part of it stands on its own.',
  ],
  [
    'each part gives more than one thing',
    `function [||]f(a) {\n${Array.from({ length: 7 }, (_, n) => `  let v${n} = a\n  let w${n} = a\n`).join('')}  return ${Array.from({ length: 7 }, (_, n) => `v${n} + w${n}`).join(' + ')}\n}\n`,
    'refused: No part of it stands on its own.',
  ],
  [
    'it stands within another function',
    `function outer(z) {\n${report.replaceAll(/^/gm, '  ').replace('export ', '')}\n}\n`,
    'refused: It stands within another function',
  ],
  [
    'each part waits',
    `async function [||]f(a) {\n${Array.from({ length: 8 }, (_, n) => `  await a(\n    ${n},\n  )\n`).join('')}}\n`,
    'refused: No part of it stands on its own.',
  ],
])('is refused where %s', async (_, code, expected) => {
  expect(await split('javascript', code, 'part')).toContain(expected)
})

it('is no rewrite that the tree makes alone', () => {
  expect(Object.keys(treeRewrites)).not.toContain('splitFunction')
})
