import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerRefactoring } from '../../../../server/context/localRefactorings.ts'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { refactoringsBy } from '../../../../server/context/refactorings.ts'
import { SourceText } from '../../../../server/context/source.ts'
import { TypeChecker } from '../../../../server/context/typeCheck.ts'
import { checkedLines } from '../../../../server/features/edit/instruct/checkedLines.ts'
import { editTask } from '../../../../server/features/edit/instruct/task.ts'
import type { Proposal } from '../../../../server/protocol/edits.ts'
import { inLanguage } from '../../../../server/protocol/findingTexts.ts'
import { readRange } from '../../../marks.ts'
import { ScriptedEngine } from '../../review/scriptedEngine.ts'

const parser = await SyntaxParser.create()
const typeChecker = new TypeChecker()
const uses = refactoringsBy(async (source, question) => answerRefactoring(typeChecker, source, question))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-callers-')))
const never = new AbortController().signal

interface Changed {
  /** The text afterwards, or the reason why there is none. */
  readonly text: string
  readonly notes: readonly string[]
}

/** Has `lines` take the place of the marked ones; `value` is what the model would hand over where a call has nothing. */
async function changed(marked: string, lines: string, languageId = 'typescript', value = ''): Promise<Changed> {
  const { text, start, end } = readRange(marked)
  const source = new SourceText(join(folder, languageId === 'python' ? 'a.py' : 'a.ts'), languageId, text)
  const tree = await parser.parse(source)
  const task = editTask(source, source.rangeBetween(start, end), 'Change it.', tree)
  tree?.dispose()
  const engine = new ScriptedEngine({ completion: value })
  const outcome = await checkedLines(lines, task, { engine, parser, typeChecker, uses }, never)
  const said = outcome.kind === 'refused' ? [outcome.reason] : outcome.proposal.notes
  // Whatever is said is said to people who read Chinese as well.
  for (const each of said) expect(inLanguage(each, 'zh')).not.toBe(each)
  if (outcome.kind === 'refused') return { text: `refused: ${outcome.reason}`, notes: [] }
  return { text: made(source, outcome.proposal), notes: outcome.proposal.notes }
}

function made(source: SourceText, { edits }: Proposal): string {
  return edits.reduceRight(
    (text, { range, newText }) => text.slice(0, source.offsetAt(range.start)) + newText + text.slice(source.offsetAt(range.end)),
    source.text,
  )
}

const pay = '[|function pay(price: number, count: number): number {\n  return price * count\n}|]\n'
const head = (parameters: string, rest = '') => `function pay(${parameters}): number {\n  return price * count${rest}\n}`
const report = 'export function report() {\n  return pay(2, 3) + pay(4, 5)\n}\n'

describe('calls of a function that is declared otherwise', () => {
  it('have their arguments in the new order, though no type tells', async () => {
    const { text, notes } = await changed(`${pay}${report}`, head('count: number, price: number'))
    expect(text).toBe(
      `${head('count: number, price: number')}\n${report.replace('pay(2, 3) + pay(4, 5)', 'pay(3, 2) + pay(5, 4)')}`,
    )
    expect(notes).toEqual(['Calls change with it: `report:5`.'])
  })

  it.each([
    { what: 'without what is no longer taken', parameters: 'price: number', rest: '', to: 'pay(2) + pay(4)' },
    {
      what: 'as one object',
      parameters: '{ price, count }: { price: number; count: number }',
      rest: undefined,
      to: 'pay({ price: 2, count: 3 }) + pay({ price: 4, count: 5 })',
    },
    {
      what: 'as they are where what is new may be left out',
      parameters: 'price: number, count: number, tax = 0',
      rest: undefined,
      to: 'pay(2, 3) + pay(4, 5)',
    },
    {
      what: 'with a gap where what is new stands in front',
      parameters: 'tax: number | undefined, price: number, count: number',
      rest: undefined,
      to: 'pay(undefined, 2, 3) + pay(undefined, 4, 5)',
      value: 'undefined',
    },
  ])('are written $what', async ({ parameters, rest, to, value }) => {
    const lines = rest === undefined ? head(parameters) : `function pay(${parameters}): number {\n  return price\n}`
    const { text } = await changed(`${pay}${report}`, lines, 'typescript', value)
    expect(text).toBe(`${lines}\n${report.replace('pay(2, 3) + pay(4, 5)', to)}`)
  })

  it('get a new name everywhere, also where they are no calls', async () => {
    const rest = 'export const all = [1, 2].map((each) => pay(each, 1))\nexport const other = { pay }\n'
    const lines = head('price: number, count: number').replace('pay', 'cost')
    const { text } = await changed(`${pay}${rest}`, lines)
    expect(text).toBe(`${lines}\n${rest.replace('=> pay(', '=> cost(').replace('{ pay }', '{ pay: cost }')}`)
  })

  it('are awaited where the function became asynchronous', async () => {
    const marked =
      '[|function load(url: string): string {\n  return url\n}|]\nexport async function shown() {\n  const text = load("a")\n  return load("b").length + text.length\n}\n'
    const lines = 'async function load(url: string): Promise<string> {\n  return url\n}'
    const { text } = await changed(marked, lines)
    expect(text).toContain('const text = await load("a")\n  return (await load("b")).length')
  })

  it('are the reason of a refusal where they cannot wait', async () => {
    const marked =
      '[|function load(url: string): string {\n  return url\n}|]\nexport function shown() {\n  return load("a").length\n}\n'
    const { text } = await changed(marked, 'async function load(url: string): Promise<string> {\n  return url\n}')
    expect(text).toBe('refused: It would no longer fit where it is called: `shown:5`.')
  })

  it('get a value that the model would hand over, with a note to look at it', async () => {
    const marked = `const taxRate = 0.2\n${pay}${report}`
    const lines = head('price: number, count: number, tax: number', ' * (1 + tax)')
    const { text, notes } = await changed(marked, lines, 'typescript', 'taxRate)')
    expect(text).toBe(
      `const taxRate = 0.2\n${lines}\n${report.replace('pay(2, 3) + pay(4, 5)', 'pay(2, 3, taxRate) + pay(4, 5, taxRate)')}`,
    )
    expect(notes).toContain('What is handed over as `tax` is what the model believes. Look at it.')
  })

  it.each(['process.exit(1)', 'unknownName', '`${taxRate}`'])(
    'never get %s, which does something or means nothing',
    async (value) => {
      const lines = head('price: number, count: number, tax: number', ' * (1 + tax)')
      const { text } = await changed(`${pay}${report}`, lines, 'typescript', value)
      expect(text).toBe('refused: It would no longer fit where it is called: `report:5`.')
    },
  )

  it('are named where their values have another type', async () => {
    const { text } = await changed(
      `${pay}${report}`,
      'function pay(price: string, count: number): number {\n  return price.length * count\n}',
    )
    expect(text).toBe('refused: It would no longer fit where it is called: `report:5`.')
  })

  it('of methods change as those of functions do', async () => {
    const marked =
      'export class Cart {\n[|  pay(price: number, count: number): number {\n    return price * count\n  }|]\n  all(): number {\n    return this.pay(2, 3)\n  }\n}\nexport const other = { pay: (a: number, b: number) => a + b }.pay(2, 3)\n'
    const { text } = await changed(marked, '  pay(count: number, price: number): number {\n    return price * count\n  }')
    expect(text).toContain('return this.pay(3, 2)')
    expect(text).toContain('.pay(2, 3)')
  })

  it('change in Python by position and by keyword', async () => {
    const marked =
      '[|def pay(price, count):\n    return price * count|]\n\n\ndef report():\n    return pay(2, 3) + pay(count=5, price=4)\n'
    const { text, notes } = await changed(marked, 'def pay(count, price):\n    return price * count', 'python')
    expect(text).toContain('return pay(3, 2) + pay(count=5, price=4)')
    expect(notes).toContain('Other files may use `pay` as it was; they were not looked at.')
  })

  it('keep their layout over several lines', async () => {
    const tall = 'export const total = pay(\n  2,\n  3,\n)\n'
    const { text } = await changed(`${pay}${tall}`, head('count: number, price: number'))
    expect(text).toContain('pay(\n  3,\n  2,\n)')
  })

  it('are left alone where only the body changes', async () => {
    const { text, notes } = await changed(`${pay}${report}`, head('price: number, count: number', ' + 0'))
    expect(text).toContain(report)
    expect(notes).toEqual([])
  })
})
