import type { ActionCase } from './actionCase.ts'

export const splitting: readonly ActionCase[] = [
  {
    name: 'read, add up, print',
    kind: 'refactor.rewrite.splitFunction',
    language: 'typescript',
    text: `export function [||]statement(csv: string, currency: string): string {
  // Read the rows.
  const rows: { readonly name: string; readonly amount: number }[] = []
  for (const line of csv.split('\\n')) {
    const [name = '', amount = '0'] = line.split(',')
    if (name !== '') {
      rows.push({ name: name.trim(), amount: Number(amount) })
    }
  }

  // Add up what each has paid.
  const sums = new Map<string, number>()
  for (const { name, amount } of rows) {
    sums.set(name, (sums.get(name) ?? 0) + amount)
  }

  // Print, the largest first.
  const sorted = [...sums].sort(([, a], [, b]) => b - a)
  const lines = sorted.map(([name, sum]) => \`\${name}: \${sum.toFixed(2)} \${currency}\`)
  return lines.join('\\n')
}
`,
    test: `
assert.equal(subject.statement('ada, 2\\nbob,5\\n\\nada,4.5', 'EUR'), 'ada: 6.50 EUR\\nbob: 5.00 EUR')
assert.equal(subject.statement('', 'EUR'), '')
`,
    expected: {
      kind: 'applied',
      has: [/function (?!statement\b)\w+\(/],
      solution: [
        [
          `  // Add up what each has paid.
  const sums = new Map<string, number>()
  for (const { name, amount } of rows) {
    sums.set(name, (sums.get(name) ?? 0) + amount)
  }
`,
          '  const sums = sumsByName(rows)\n',
        ],
        [
          'export function',
          `function sumsByName(rows: readonly { readonly name: string; readonly amount: number }[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { name, amount } of rows) {
    sums.set(name, (sums.get(name) ?? 0) + amount)
  }
  return sums
}

export function`,
        ],
      ],
    },
  },
  {
    name: 'check, then compute',
    kind: 'refactor.rewrite.splitFunction',
    language: 'javascript',
    text: `export function [||]register(form, accounts) {
  // Check what was typed.
  const problems = []
  if (!form.name || form.name.trim() === '') {
    problems.push('The name is missing.')
  }
  if (!/^[^@]+@[^@]+$/.test(form.email ?? '')) {
    problems.push('The address is not one.')
  }
  if (accounts.some((account) => account.email === form.email)) {
    problems.push('The address is taken.')
  }

  // Make the account.
  let login = (form.name ?? '').trim().toLowerCase().replace(/\\s+/g, '.')
  let number = 1
  while (accounts.some((account) => account.login === login)) {
    number += 1
    login = login.replace(/\\d*$/, String(number))
  }
  return problems.length > 0 ? { problems } : { problems, account: { login, email: form.email } }
}
`,
    test: `
const accounts = [{ login: 'ada.l', email: 'ada@example.org' }]
assert.deepEqual(subject.register({}, []).problems, ['The name is missing.', 'The address is not one.'])
assert.deepEqual(subject.register({ name: 'A', email: 'ada@example.org' }, accounts), { problems: ['The address is taken.'] })
assert.deepEqual(subject.register({ name: 'Ada L', email: 'l@example.org' }, accounts), {
  problems: [],
  account: { login: 'ada.l2', email: 'l@example.org' },
})
`,
    expected: {
      kind: 'applied',
      has: [/function (?!register\b)\w+\(/],
      solution: [
        [
          `  // Make the account.
  let login = (form.name ?? '').trim().toLowerCase().replace(/\\s+/g, '.')
  let number = 1
  while (accounts.some((account) => account.login === login)) {
    number += 1
    login = login.replace(/\\d*$/, String(number))
  }
`,
          '  const login = freeLogin(form.name, accounts)\n',
        ],
        [
          'export function',
          `function freeLogin(name, accounts) {
  let login = (name ?? '').trim().toLowerCase().replace(/\\s+/g, '.')
  let number = 1
  while (accounts.some((account) => account.login === login)) {
    number += 1
    login = login.replace(/\\d*$/, String(number))
  }
  return login
}

export function`,
        ],
      ],
    },
  },
  {
    name: 'count, then choose',
    kind: 'refactor.rewrite.splitFunction',
    language: 'python',
    text: `def [||]most_common(text, stop_words, limit):
    # Cut the text into words.
    words = []
    for part in text.lower().split():
        word = part.strip(".,;:!?")
        if word and word not in stop_words:
            words.append(word)

    # Count them.
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1

    # The most frequent first, equal ones by the alphabet.
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [word for word, _ in ranked[:limit]]
`,
    test: `
assert most_common("The cat, the dog; a cat!", {"the", "a"}, 2) == ["cat", "dog"]
assert most_common("b a b a c", set(), 2) == ["a", "b"]
assert most_common("", set(), 3) == []
`,
    expected: {
      kind: 'applied',
      has: [/def (?!most_common\b)\w+\(/],
      solution: [
        [
          `    # Count them.
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
`,
          '    counts = counted(words)\n',
        ],
        [
          'def most_common',
          `def counted(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def most_common`,
        ],
      ],
    },
  },
]
