import { afterAll, beforeAll, expect, it } from 'vitest'
import { DiagnosticSeverity } from 'vscode-languageserver/node'
import { TestClient } from './client.ts'

const text = 'export function run(text: string): unknown {\n  return eval(text)\n}\n'

let client: TestClient
beforeAll(async () => {
  client = await TestClient.start({
    settings: { model: 'starter' },
    files: {
      'REVIEW.md': '- Never use `eval`.\n  severity: error\n- Keep names clear.\n',
      'AGENTS.md': '- Do not use `unknown`.\n',
    },
  })
  await client.ready()
})
afterAll(() => client.stop())

it('rules of the workspace are findings, and change with their files and the setting', async () => {
  const uri = await client.open('run.ts', text)
  const ofTeam = async () =>
    (await client.review(uri)).findings
      .filter(({ ruleId }) => ruleId.startsWith('rule.'))
      .map(({ ruleId, severity, quote }) => `${ruleId} ${severity} ${quote}`)
  expect(await ofTeam()).toEqual(['rule.agents.do-not-use-unknown warning unknown', 'rule.review.never-use-eval error eval'])
  expect(client.diagnosticsOf(uri)).toContainEqual(
    expect.objectContaining({
      code: 'rule.review.never-use-eval',
      severity: DiagnosticSeverity.Error,
      message: 'Never use `eval`. (line 1 of REVIEW.md forbids `eval`)',
    }),
  )

  client.write('REVIEW.md', '- Never use `return`.\n')
  await client.configure({ model: 'starter', review: { rules: 'own' } })
  expect(await ofTeam()).toEqual(['rule.review.never-use-return warning return'])
})
