import { expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { measureCases } from '../../../server/features/measure/cases.ts'

/** A line that is right, for each case. */
const answers: Readonly<Record<string, string>> = {
  'sum.ts': 'total += parcel.weight',
  'clamp.ts': 'Math.min(Math.max(value, low), high)',
  'filter.ts': 'filter((ticket) => ticket.open)',
  'guard.ts': 'user.name',
  'import.ts': "readFile(path, 'utf8')",
  'switch.js': "'green'",
  'swap.js': 'kept',
  'entries.js': '+ 1)',
  'area.py': 'self.width * self.height',
  'even.py': 'number % 2 == 0',
  'lines.py': 'line in file',
  'empty.py': 'len(values)',
}

it.each(measureCases.map((each) => [each.name, each] as const))(
  '%s takes the line that a programmer would write, parses with it, and takes no other',
  async (name, { before, after, right, languageId }) => {
    const answer = answers[name] ?? ''
    expect(answer).toMatch(right)
    expect(`${answer} + 1`).not.toMatch(right)
    expect('').not.toMatch(right)
    const tree = await (await SyntaxParser.create()).parse(new SourceText(name, languageId, before + answer + after))
    expect(tree?.rootNode.hasError).toBe(false)
  },
)
