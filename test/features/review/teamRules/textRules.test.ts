import { beforeAll, describe, expect, it } from 'vitest'
import { codeUnits } from '../../../../server/context/functions.ts'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { SourceText } from '../../../../server/context/source.ts'
import { teamRulesOf } from '../../../../server/context/teamRules/teamRules.ts'
import { type ReviewAsk, reviewFile } from '../../../../server/features/review/review.ts'
import { teamRuleObservers } from '../../../../server/features/review/teamRules/teamRuleObservers.ts'
import { VerdictCache } from '../../../../server/features/review/teamRules/verdictCache.ts'
import type { Finding, HeldBack } from '../../../../server/protocol/finding.ts'
import { ScriptedEngine } from '../scriptedEngine.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

interface Reviewed {
  readonly text: string
  readonly rules: string
  readonly path?: string
  readonly languageId?: string
  readonly dismissed?: ReviewAsk['dismissed']
  readonly lines?: ReviewAsk['lines']
}

/** What a review shows and holds back of a text for the rules of a REVIEW.md; a model that finds nothing stands behind it. */
async function review({ text, rules, path = 'src/a.ts', languageId = 'typescript', dismissed = [], lines }: Reviewed) {
  const source = new SourceText(path, languageId, text)
  const stated = teamRulesOf([{ path: 'REVIEW.md', kind: 'rules', text: rules }])
  const told: string[] = []
  const observers = teamRuleObservers(stated, { verdicts: new VerdictCache(), tell: (line) => void told.push(line) })
  const engine = new ScriptedEngine({})
  const findings: Finding[] = []
  const heldBack: HeldBack[] = []
  const deps = { engine, parser, now: () => 0, observers }
  for await (const event of reviewFile(
    { source, precision: 0.8, dismissed, ...(lines && { lines }) },
    deps,
    new AbortController().signal,
  )) {
    if (event.kind === 'finding' && ofTeam(event.finding)) findings.push(event.finding)
    if (event.kind === 'heldBack' && ofTeam(event.finding)) heldBack.push(event.finding)
  }
  return { findings, heldBack, source, engine, told }
}

const ofTeam = ({ ruleId }: Finding) => ruleId.startsWith('rule.')

/** The text with `[|` and `|]` around what is found. */
async function marked(asked: Reviewed): Promise<string> {
  const plain = asked.text.replaceAll(/\[\||\|\]/g, '')
  const { findings, source } = await review({ ...asked, text: plain })
  const ranges = findings.map(({ range }) => [source.offsetAt(range.start), source.offsetAt(range.end)] as const)
  return ranges
    .toSorted(([a], [b]) => b - a)
    .reduce((text, [start, end]) => `${text.slice(0, start)}[|${text.slice(start, end)}|]${text.slice(end)}`, plain)
}

interface Case {
  readonly says: string
  readonly rule: string
  /** With the findings that are expected between `[|` and `|]`. */
  readonly code: string
  readonly languageId?: string
}

const cases: readonly Case[] = [
  {
    says: 'a global function',
    rule: 'Never use `eval`.',
    code: 'function f(x) {\n  return [|eval|](x) + window.[|eval|](x)\n}\n',
  },
  {
    says: 'but no comment, string, declaration, member or key of that name',
    rule: 'Never use `eval`.',
    code: "class A {\n  // eval(x)\n  eval(x) { return 'eval' }\n  g() { return this.eval({ eval: `eval` }) }\n}\n",
  },
  {
    says: 'and what is interpolated in a string',
    rule: 'Never use `eval`.',
    code: 'function f(x) {\n  return `eval $' + '{[|eval|](x)} eval`\n}\n',
  },
  {
    says: 'a member of an object, however it is reached',
    rule: 'Do not use `console.log`.',
    code: 'function f() {\n  [|console.log|](1)\n  [|console?.log|]\n  console.error(2)\n  my.console.log(3)\n  globalThis.[|console.log|](4)\n}\n',
  },
  {
    says: 'a call only, where calling is forbidden',
    rule: 'Do not call `console.log`.',
    code: 'function f(list) {\n  [|console.log|](1)\n  list.forEach(console.log)\n}\n',
  },
  {
    says: 'any member',
    rule: 'Never use `console.*`.',
    code: 'function f() {\n  [|console.log|](1)\n  [|console.error|](1)\n  return console\n}\n',
  },
  {
    says: 'a type, but no name of a value',
    rule: 'No `any`.',
    code: 'function f(x: [|any|], any: number) {\n  return (x as [|any|]) + any + Promise.any([])\n}\n',
  },
  {
    says: 'a keyword, but no member of that name',
    rule: 'Never use `delete`.',
    code: 'function f(m, o) {\n  m.delete(1)\n  [|delete|] o.x\n}\n',
  },
  {
    says: 'an operator, but no longer one',
    rule: 'Do not use `==` or `!=`.',
    code: 'function f(a, b) {\n  return a [|==|] b || a === b || a [|!=|] b || a !== b || a <= b\n}\n',
  },
  { says: 'a property', rule: 'Never use `innerHTML`.', code: 'function f(e, x) {\n  e.[|innerHTML|] = x\n}\n' },
  {
    says: 'a function of the team, but not where it is declared',
    rule: 'Never call `getUser`; use `loadUser`.',
    code: 'function getUser() {}\nfunction g(api) {\n  return [|getUser|]() ?? api.[|getUser|]()\n}\n',
  },
  { says: 'several words', rule: 'Never use `as any`.', code: 'function f(x: any) {\n  return x [|as any|]\n}\n' },
  {
    says: 'a construction',
    rule: 'Use the clock instead of `new Date()`.',
    code: 'function f() {\n  return [[|new Date|](), new Date, Date.now()]\n}\n',
  },
  {
    says: 'a module, wherever it is named',
    rule: 'Do not import `lodash`.',
    code: "import a from [|'lodash'|]\nimport b from [|'lodash/fp'|]\nimport c from 'lodash-es'\nconst d = require([|'lodash'|])\nconst e = 'lodash'\nfunction f() {\n  return import([|'lodash'|])\n}\n",
  },
  { says: 'a module with a scope', rule: 'Never use `@old/api`.', code: "import a from [|'@old/api'|]\nconst b = old / api\n" },
  {
    says: 'a directive, which is a comment',
    rule: 'Never use `@ts-expect-error`.',
    code: "function f() {\n  // [|@ts-expect-error|] because\n  return g('@ts-expect-error')\n}\n",
  },
  {
    says: 'a type outside of every function',
    rule: 'No `any`.',
    code: 'interface A {\n  readonly x: [|any|]\n}\n\ntype B = [|any|][]\n\nclass C {\n  y: [|any|]\n  f() {\n    return 1\n  }\n}\n',
  },
  { says: 'in Chinese', rule: '不要使用 `var`。', code: 'function f() {\n  [|var|] x = 1\n  return x\n}\n' },
  {
    says: 'in Python',
    rule: 'Never use `eval` or `os.system`.',
    languageId: 'python',
    code: "import os\n\ndef f(x, **more):\n    '''eval'''\n    # eval\n    g(eval=1)\n    [|os.system|](x)\n    return [|eval|](x)\n",
  },
  {
    says: 'in Rust',
    rule: 'Do not call `unwrap()`.',
    languageId: 'rust',
    code: 'fn f(x: Option<i32>) -> i32 {\n    let unwrap = 1;\n    x.[|unwrap|]()\n}\n',
  },
  {
    says: 'in Go',
    rule: 'Never call `panic`.',
    languageId: 'go',
    code: 'package a\n\nfunc f(x any) {\n\tlog.panic(x)\n\t[|panic|](x)\n}\n',
  },
  {
    says: 'in C++',
    rule: 'Use `std::format` instead of `sprintf`.',
    languageId: 'cpp',
    code: 'int f(char* b) {\n  // sprintf\n  return [|sprintf|](b, "sprintf");\n}\n',
  },
  {
    says: 'in a language without a grammar',
    rule: 'Never use `eval`.',
    languageId: 'ruby',
    code: "def f(x)\n  # eval x\n  y = 'eval'\n  [|eval|] x\nend\n",
  },
]

describe('finds what a rule forbids:', () => {
  it.each(cases)('$says ($rule)', async ({ rule, code, languageId = 'typescript' }) => {
    expect(await marked({ text: code, rules: `- ${rule}\n`, languageId })).toBe(code)
  })
})

describe('a broken rule', () => {
  const text = 'function f(x) {\n  return eval(x)\n}\n'

  it('is a finding in the words of the rule, sure, with the place it comes from', async () => {
    const { findings } = await review({ text, rules: '# Ours\n\n- Never use `eval`.\n  severity: error\n' })
    expect(findings).toMatchObject([
      {
        origin: 'rule',
        ruleId: 'rule.review.never-use-eval',
        category: 'guideline',
        severity: 'error',
        confidence: 0.99,
        title: 'Never use `eval`.',
        quote: 'eval',
        evidence: { reason: 'line 3 of REVIEW.md forbids `eval`' },
        fixes: [],
        fingerprint: { rule: 'rule.review.never-use-eval', symbol: 'f' },
      },
    ])
  })

  it('has a short title and the whole rule beside it where the rule is long', async () => {
    const rule = `Never use \`eval\`; ${'it runs whatever it is given, '.repeat(4)}and more.`
    const { findings } = await review({ text, rules: `- ${rule}\n` })
    expect(findings[0]?.title.length).toBeLessThanOrEqual(80)
    expect(findings[0]?.related).toMatchObject([{ message: `The rule says: ${rule}` }])
  })

  it('is held back by a latent-ignore comment that names the rule or its file', async () => {
    for (const name of ['rule.review.never-use-eval', 'rule.review', 'rule']) {
      const ignored = text.replace('  return', `  // latent-ignore ${name}: the input is ours\n  return`)
      const { findings, heldBack } = await review({ text: ignored, rules: '- Never use `eval`.\n' })
      expect(findings).toEqual([])
      expect(heldBack).toMatchObject([{ state: 'suppressed' }])
    }
  })

  it('stays dismissed when lines move and the rule file is reordered', async () => {
    const first = await review({ text, rules: '- Never use `eval`.\n' })
    const dismissed = first.findings.map(({ fingerprint, title }) => ({ fingerprint, title, scope: 'finding' as const }))
    const again = await review({ text: `\n\n${text}`, rules: '- Never use `var`.\n- Never use `eval`.\n', dismissed })
    expect(again.findings).toEqual([])
    expect(again.heldBack).toMatchObject([{ state: 'dismissed' }])
  })

  it('counts only in files that its globs name, and never outside of the folder', async () => {
    const rules = 'applies to: src/**/*.ts, !**/*.test.ts\n\n- Never use `eval`.\n'
    const found = async (path: string) => (await review({ text, rules, path })).findings.length
    expect(await found('src/a.ts')).toBe(1)
    expect(await found('src/a.test.ts')).toBe(0)
    expect(await found('lib/a.ts')).toBe(0)
    for (const path of ['../src/a.ts', '/src/a.ts', 'C:/src/a.ts', 'untitled:src/a.ts']) {
      const everywhere = await review({ text, rules: '- Never use `eval`.\n', path })
      expect(everywhere.findings).toEqual([])
    }
  })

  it('is one finding where two rules of a list name the same place', async () => {
    const { findings } = await review({
      text: 'function f() {\n  console.log(1)\n}\n',
      rules: '- Never use `console` or `console.log`.\n',
    })
    expect(findings.map(({ quote }) => quote)).toEqual(['console.log'])
  })

  it('counts in a review of changes where its line changed, also outside of functions', async () => {
    const code = "import a from 'moment'\n\nfunction f() {\n  return moment()\n}\n\nimport b from 'moment'\n"
    const found = async (startLine: number) => {
      const lines = [{ startLine, endLine: startLine + 1 }]
      const { findings } = await review({ text: code, rules: '- Do not import `moment`.\n', lines })
      return findings.map(({ range }) => range.start.line)
    }
    expect([await found(0), await found(1), await found(3), await found(6)]).toEqual([[0], [], [3], [6]])
  })

  it('is told in the order of the text, the same each time', async () => {
    const asked = {
      text: 'function f(a) {\n  var b = eval(a)\n  var c = b\n}\n',
      rules: '- Never use `eval`.\n- Never use `var`.\n',
    }
    const [first, second] = [await review(asked), await review(asked)]
    expect(first.findings.map(({ quote }) => quote)).toEqual(['var', 'eval', 'var'])
    expect(second.findings).toEqual(first.findings)
  })

  it('is found in all code of a file, within functions and between them', async () => {
    const body = Array.from({ length: 200 }, (_, index) => `  x${index} = 1\n`).join('')
    const code = `var a = 1\nfunction f() {\n${body}  var b = 2\n  function g() { var c = 3 }\n${body}}\nvar d = 4\n`
    const { findings, source } = await review({
      text: code,
      rules: '- Never use `var`.\n',
      languageId: 'javascript',
      path: 'a.js',
    })
    expect(codeUnits(source, await parser.parse(source)).length).toBeGreaterThan(3)
    expect(findings).toHaveLength(4)
  })
})

it('no model is asked about rules that only a model could check while its verdicts are not calibrated', async () => {
  const text = 'function f(x) {\n  return x\n}\n'
  const withRule = await review({ text, rules: '- Name things well.\n' })
  const without = await review({ text, rules: '' })
  expect(withRule.engine.requests).toEqual(without.engine.requests)
  expect([...withRule.findings, ...withRule.heldBack]).toEqual([])
  expect(withRule.told).toEqual([expect.stringMatching(/^1 rule is not checked \(REVIEW\.md\): .* not calibrated\.$/)])
  expect(without.told).toEqual([])
})
