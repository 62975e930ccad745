import { describe, expect, it } from 'vitest'
import { sound } from './code.ts'
import { folderWith, latent } from './latent.ts'

const reviewFile = '# Review\n\n- Never use `eval`.\n  severity: error\n- Keep names clear.\n- Fatal one.\n  severity: fatal\n'
const agents = '# Agents\n\n- Run the tests.\n- Use `logger` instead of `console.log`.\n'
const evaluating = 'export function run(text: string): unknown {\n  return eval(text)\n}\n'

describe('latent rules list', () => {
  it('prints each rule with its place, how it is checked and what was left out', async () => {
    const cwd = folderWith({
      'REVIEW.md': reviewFile,
      'AGENTS.md': agents,
      '.latent/rules/api.md': '适用于：src/**\n\n- 不要使用 `var`。\n',
    })
    const { code, stdout, stderr } = await latent(['rules', 'list'], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      [
        'REVIEW.md',
        '    3  Never use `eval`.',
        '       by text, error, rule.review.never-use-eval',
        '    5  Keep names clear.',
        '       by model, warning, rule.review.keep-names-clear',
        '    6  Fatal one.',
        '       by model, warning, rule.review.fatal-one',
        '',
        '.latent/rules/api.md',
        '    3  不要使用 `var`。',
        '       by text, warning, rule.api.var, in src/**',
        '',
        'AGENTS.md',
        '    4  Use `logger` instead of `console.log`.',
        '       by text, warning, rule.agents.use-logger-instead-of-console-log',
        '',
        'Left out',
        '  REVIEW.md:7: "fatal" is no severity, which are error, warning and info: it counts as warning',
        '  AGENTS.md: one list item states no rule about code',
        '',
        '3 checked by text, 2 by the model. No model has calibrated verdicts on rules yet, so that none is asked about these.',
        '',
      ].join('\n'),
    )
  })

  it('prints an object for scripts', async () => {
    const { stdout } = await latent(['rules', 'list', '--json'], { cwd: folderWith({ 'REVIEW.md': reviewFile }) })
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      rules: [
        { id: 'rule.review.never-use-eval', checkedBy: 'text', severity: 'error', file: 'REVIEW.md', line: 2, appliesTo: [] },
        { checkedBy: 'model' },
        { checkedBy: 'model' },
      ],
      leftOut: [{ kind: 'problem', file: 'REVIEW.md', line: 6 }],
    })
  })

  it('says where to write rules when there are none', async () => {
    const { code, stdout } = await latent(['rules', 'list'], { cwd: folderWith({}) })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^No rules in .*: write some into REVIEW\.md\.$/m)
  })

  it('prints nothing that a file says as a control sequence', async () => {
    const hostile = { 'REVIEW.md': '- Never \u001b]0;owned\u0007 use `e\u202eval`.\n', '.latent/rules/\u001b[31m.md': '- Red.\n' }
    for (const words of [
      ['rules', 'list'],
      ['rules', 'list', '--json'],
    ]) {
      const { stdout } = await latent(words, { cwd: folderWith(hostile) })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
      expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]/)
      expect(stdout).not.toContain('Red.')
    }
  })
})

describe('latent review', () => {
  it('fails on what a rule makes an error, and says which rules were not checked', async () => {
    const cwd = folderWith({ 'REVIEW.md': reviewFile, 'src/run.ts': evaluating })
    const { code, stdout, stderr } = await latent(['review', '--fail-on', 'error', 'src'], { cwd })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^src\/run\.ts:2:10 {2}error {2}rule\.review\.never-use-eval {2}Never use `eval`\.$/m)
    expect(stdout).toMatch(/Evidence: Line 3 of REVIEW\.md forbids `eval`\.\s+Confidence: 99 %\./)
    expect(stderr).toContain('2 rules are not checked (REVIEW.md): only a model can')
    expect(stderr).toContain('REVIEW.md, line 7: "fatal" is no severity')
  })

  it('is as silent as before where there are no rules', async () => {
    const { code, stderr } = await latent(['review', 'clock.ts'], { cwd: folderWith({ 'clock.ts': sound }) })
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('rule') })
  })
})
