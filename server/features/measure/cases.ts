/** A place in a small file, and what may stand there. */
export interface MeasureCase {
  readonly name: string
  readonly languageId: string
  readonly before: string
  readonly after: string
  /** First lines that are right, blanks around them left out. */
  readonly right: RegExp
}

/** Written for this measurement, so that no model was trained on them; each has one answer that a programmer would expect. */
export const measureCases: readonly MeasureCase[] = [
  {
    name: 'sum.ts',
    languageId: 'typescript',
    before:
      'export function sumOfWeights(parcels: readonly Parcel[]): number {\n  let total = 0\n  for (const parcel of parcels) ',
    after: '\n  return total\n}\n\ninterface Parcel {\n  readonly weight: number\n}\n',
    right: /^\{?\s*total \+= parcel\.weight;?(?:\s*\})?$|^\{$/,
  },
  {
    name: 'clamp.ts',
    languageId: 'typescript',
    before:
      '/** The value, but never below `low` and never above `high`. */\nexport function clamp(value: number, low: number, high: number): number {\n  return ',
    after: '\n}\n',
    right:
      /^Math\.(?:min\(Math\.max\((?:value, low|low, value)\), high\)|min\(high, Math\.max\((?:value, low|low, value)\)\)|max\(low, Math\.min\((?:value, high|high, value)\)\)|max\(Math\.min\((?:value, high|high, value)\), low\));?$/,
  },
  {
    name: 'filter.ts',
    languageId: 'typescript',
    before:
      'interface Ticket {\n  readonly open: boolean\n  readonly owner: string\n}\n\nexport function openTickets(tickets: readonly Ticket[]): Ticket[] {\n  return tickets.',
    after: '\n}\n',
    right: /^filter\(\(?(\w+)\)? => \1\.open(?: === true)?\);?$|^filter\(\(\{ open \}\) => open\);?$/,
  },
  {
    name: 'guard.ts',
    languageId: 'typescript',
    before:
      "export function nameOf(user: { name: string } | undefined): string {\n  if (user === undefined) return 'nobody'\n  return ",
    after: '\n}\n',
    right: /^user\.name;?$/,
  },
  {
    name: 'import.ts',
    languageId: 'typescript',
    before:
      "import { readFile } from 'node:fs/promises'\n\nexport async function readJson(path: string): Promise<unknown> {\n  const text = await ",
    after: '\n  return JSON.parse(text)\n}\n',
    right: /^readFile\(path, (?:'utf-?8'|"utf-?8"|\{ encoding: ['"]utf-?8['"] \})\);?$/,
  },
  {
    name: 'switch.js',
    languageId: 'javascript',
    before:
      "function colourOf(level) {\n  switch (level) {\n    case 'error':\n      return 'red'\n    case 'warning':\n      return 'yellow'\n    case 'success':\n      return ",
    after: "\n    default:\n      return 'grey'\n  }\n}\n",
    right: /^['"]green['"];?$/,
  },
  {
    name: 'swap.js',
    languageId: 'javascript',
    before: 'function swap(list, i, j) {\n  const kept = list[i]\n  list[i] = list[j]\n  list[j] = ',
    after: '\n}\n',
    right: /^kept;?$/,
  },
  {
    name: 'entries.js',
    languageId: 'javascript',
    before:
      'function countWords(text) {\n  const counts = new Map()\n  for (const word of text.split(/\\s+/)) {\n    counts.set(word, (counts.get(word) ?? 0) ',
    after: '\n  }\n  return counts\n}\n',
    right: /^\+ 1\);?$/,
  },
  {
    name: 'area.py',
    languageId: 'python',
    before:
      'class Rectangle:\n    def __init__(self, width, height):\n        self.width = width\n        self.height = height\n\n    def area(self):\n        return ',
    after: '\n',
    right: /^self\.(?:width \* self\.height|height \* self\.width)$/,
  },
  {
    name: 'even.py',
    languageId: 'python',
    before:
      'def even_numbers(numbers):\n    """The numbers that can be divided by two."""\n    return [number for number in numbers if ',
    after: ']\n',
    right: /^number % 2 == 0\]?$|^not number % 2\]?$/,
  },
  {
    name: 'lines.py',
    languageId: 'python',
    before: 'def count_lines(path):\n    with open(path) as file:\n        return sum(1 for ',
    after: ')\n',
    right: /^(?:_|line|_line) in file\)?$/,
  },
  {
    name: 'empty.py',
    languageId: 'python',
    before: 'def mean(values):\n    if not values:\n        raise ValueError("no values")\n    return sum(values) / ',
    after: '\n',
    right: /^len\(values\)$/,
  },
]
