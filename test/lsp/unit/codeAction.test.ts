import { describe, expect, it } from 'vitest'
import type { CodeAction } from 'vscode-languageserver'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { TypeChecker } from '../../../server/context/typeCheck.ts'
import { CodeActions } from '../../../server/lsp/codeAction.ts'
import { Documents } from '../../../server/lsp/documents.ts'
import { Findings } from '../../../server/lsp/findings.ts'
import { FixCheck } from '../../../server/lsp/fixCheck.ts'
import type { DisplayLanguage } from '../../../server/protocol/displayLanguage.ts'
import { readMarks } from '../../marks.ts'
import { findingAt } from './finding.ts'

const uri = 'file:///w/a.ts'
const { text, ranges } = readMarks('export const f = (a: number) => a [|>|] 1\n', { ranges: 1 })

/** The actions on a finding with a verified fix and one that is not, for a client that can do everything. */
async function offered(language: DisplayLanguage): Promise<readonly CodeAction[]> {
  const findings = new Findings()
  const finding = findingAt(text, ranges[0] ?? { start: 0, end: 0 }, { id: 'f1', fix: '>=' })
  const [fix] = finding.fixes
  if (fix === undefined) throw new Error('no fix')
  const fixes = [
    { ...fix, title: 'Replace `>` with `>=`' },
    { ...fix, title: 'Add `await`', verified: false },
  ]
  const session = findings.begin(uri, new SourceText('a.ts', 'typescript', text), undefined)
  session.add({ ...finding, fixes })
  session.end([])
  const types = new TypeChecker()
  const check = new FixCheck({ parser: () => SyntaxParser.create(), types: () => types }, () => '/w')
  const actions = new CodeActions(new Documents(() => 'a.ts'), findings, check, {
    ...{ resolvesEdit: true, documentChanges: true, tags: true, language: () => language, hasTests: () => true },
    commands: { previewFix: 'preview', testFix: 'test', fixMade: 'made' },
  })
  return actions.offer({ textDocument: { uri }, range: finding.range, context: { diagnostics: [] } })
}

const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title)

describe('The actions on a finding', () => {
  it('say what they do', async () => {
    expect(titles(await offered('en'))).toEqual([
      'Replace `>` with `>=`',
      'Add `await` (not verified)',
      'Preview 2 fixes',
      'Verify the fix with tests',
      'Ignore bug.comparison here with a comment',
      'Dismiss: false positive',
      "Dismiss: won't fix",
      'Dismiss: not useful',
    ])
  })

  it('say it in Chinese, and find their fix again by its own title', async () => {
    const actions = await offered('zh')
    expect(titles(actions)).toEqual([
      '将 `>` 替换为 `>=`',
      '添加 `await`（未经验证）',
      '预览 2 个修复',
      '用测试验证修复',
      '在此处用注释忽略 bug.comparison',
      '忽略：误报',
      '忽略：不予修复',
      '忽略：没有用处',
    ])
    expect(actions[0]).toMatchObject({
      data: { kind: 'fix', title: 'Replace `>` with `>=`' },
      command: { command: 'made', arguments: [uri, '将 `>` 替换为 `>=`'] },
    })
  })
})
