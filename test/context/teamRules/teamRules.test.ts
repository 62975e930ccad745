import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isCodeRule } from '../../../server/context/teamRules/codeRule.ts'
import { TeamRuleBook, teamRulesOf } from '../../../server/context/teamRules/teamRules.ts'

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'latent-rules-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) write(folder, name, text)
  return folder
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

const own = (text: string, path = 'REVIEW.md') => teamRulesOf([{ path, kind: 'rules', text }])

describe('the rules of a folder', () => {
  it('come from four places in a fixed order, with file and line', async () => {
    const folder = folderWith({
      'AGENTS.md': '# Agents\n\n- Run `npm test`.\n- Never use `var`.\n',
      '.github/copilot-instructions.md': '- Prefer early returns.\n',
      '.latent/rules/b.md': '- Rule of b.\n',
      '.latent/rules/a.md': '- Rule of a.\n',
      '.latent/rules/notes.txt': '- No rule.\n',
      'REVIEW.md': '# Review\n\n- Never use `eval`.\n',
      'docs/REVIEW.md': '- Not at the root.\n',
    })
    const { rules, leftOut } = await new TeamRuleBook(folder).read()
    expect(rules.map(({ id, file, line }) => `${id} ${file}:${line + 1}`)).toEqual([
      'rule.review.never-use-eval REVIEW.md:3',
      'rule.a.rule-of-a .latent/rules/a.md:1',
      'rule.b.rule-of-b .latent/rules/b.md:1',
      'rule.agents.never-use-var AGENTS.md:4',
      'rule.copilot-instructions.prefer-early-returns .github/copilot-instructions.md:1',
    ])
    expect(leftOut).toEqual([{ kind: 'noRule', file: 'AGENTS.md', reason: 'one list item states no rule about code' }])
  })

  it('are those that the choice names', async () => {
    const folder = folderWith({ 'AGENTS.md': '- Never use `var`.\n', 'REVIEW.md': '- Never use `eval`.\n' })
    const read = async (choice: 'all' | 'own' | 'off') =>
      (await new TeamRuleBook(folder).read(choice)).rules.map(({ file }) => file)
    expect([await read('all'), await read('own'), await read('off')]).toEqual([['REVIEW.md', 'AGENTS.md'], ['REVIEW.md'], []])
  })

  it('are understood once and again when a file changed', async () => {
    const folder = folderWith({ 'REVIEW.md': '- One.\n' })
    const book = new TeamRuleBook(folder)
    const first = await book.read()
    expect(await book.read()).toBe(first)
    write(folder, 'REVIEW.md', '- Two.\n')
    expect((await book.read()).rules.map(({ sentence }) => sentence)).toEqual(['Two.'])
  })

  it('are none where there is no folder', async () => {
    expect(await new TeamRuleBook('/nowhere/at/all').read()).toEqual({ rules: [], leftOut: [] })
  })

  it('leave out a link that leaves the folder, a folder, and a file that is too large, each with its reason', async () => {
    const outside = folderWith({ 'secret.md': '- Secret.\n' })
    const folder = folderWith({ 'AGENTS.md': `- ${'x'.repeat(70_000)}\n`, '.latent/rules/a.md/x': '' })
    symlinkSync(join(outside, 'secret.md'), join(folder, 'REVIEW.md'))
    expect(await new TeamRuleBook(folder).read()).toEqual({
      rules: [],
      leftOut: [
        { kind: 'problem', file: 'REVIEW.md', reason: 'it is a link that leaves the workspace' },
        { kind: 'problem', file: '.latent/rules/a.md', reason: 'it is no regular file' },
        { kind: 'problem', file: 'AGENTS.md', reason: 'it is larger than 64 kB' },
      ],
    })
  })

  it('leave out a rule that is too long, and those that are too many, each in one line', () => {
    const many = Array.from({ length: 103 }, (_, index) => `- Rule ${index}.\n`).join('')
    const { rules, leftOut } = own(`- ${'long '.repeat(100)}\n${many}`)
    expect(rules).toHaveLength(100)
    expect(leftOut).toEqual([
      { kind: 'problem', file: 'REVIEW.md', line: 0, reason: 'a rule of 499 characters is longer than 400' },
      { kind: 'problem', file: 'REVIEW.md', reason: '3 of its rules are over the 100 that are checked' },
    ])
  })
})

describe('the identity of a rule', () => {
  const idOf = (text: string, path?: string) => own(text, path).rules.map(({ id }) => id)

  it('is its file and its first words, whatever stands around it', () => {
    expect(idOf('- Never use `eval`; it runs anything.\n')).toEqual(['rule.review.never-use-eval'])
    expect(idOf('# T\n- Other.\n- Never use `eval`: it is slow.\n')[1]).toBe('rule.review.never-use-eval')
    expect(idOf('- Short.\n', '.latent/rules/API Style.md')).toEqual(['rule.api-style.short'])
  })

  it('is the heading of a section', () => {
    expect(idOf('## No console\n\nDo not call it.\n')).toEqual(['rule.review.no-console'])
  })

  it('can be written in a latent-ignore comment, in every language', () => {
    const ids = idOf('- 不要使用 `var`。\n- 函数名要清楚。\n- Évitez ça.\n- 👍\n')
    expect(ids[0]).toBe('rule.review.var')
    expect(ids[2]).toBe('rule.review.evitez-ca')
    for (const id of ids) expect(id).toMatch(/^[\w-]+(?:[./][\w-]+)*$/)
    expect(new Set(ids).size).toBe(4)
  })

  it('is numbered where two rules begin alike', () => {
    expect(idOf('- Keep it.\n- Keep it.\n')).toEqual(['rule.review.keep-it', 'rule.review.keep-it-2'])
  })
})

it('only a team can ask for errors', () => {
  const files = [
    { path: 'AGENTS.md', kind: 'instructions', text: '---\nseverity: error\n---\n- Never use `var`.\n' },
    { path: 'REVIEW.md', kind: 'rules', text: '---\nseverity: error\n---\n- Never use `var`.\n' },
  ] as const
  expect(teamRulesOf(files).rules.map(({ severity }) => severity)).toEqual(['warning', 'error'])
})

const items: readonly (readonly [boolean, string])[] = [
  [true, 'Never use `var`.'],
  [true, 'Prefer early returns over nested conditions.'],
  [true, 'Errors: always wrap what a library throws.'],
  [true, 'Public functions must validate their arguments.'],
  [true, '不要使用 `any` 类型。'],
  [true, '所有输入必须校验。'],
  [false, 'Run `npm test` before anything else.'],
  [false, 'Use `pnpm` to add packages.'],
  [false, 'Never commit secrets.'],
  [false, 'Always ask before you delete a file.'],
  [false, 'The parser lives in `src/parser`.'],
  [false, 'Use short answers when you explain.'],
  [false, '必须先运行测试再提交。'],
]
it.each(items)('a rule about code: %s, %s', (expected, sentence) => expect(isCodeRule(sentence)).toBe(expected))
