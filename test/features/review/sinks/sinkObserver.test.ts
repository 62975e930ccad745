import { beforeAll, describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { SourceText } from '../../../../server/context/source.ts'
import type { Calibration } from '../../../../server/features/review/calibration.ts'
import { cautious } from '../../../../server/features/review/calibrations.ts'
import type { Observation, Observer } from '../../../../server/features/review/observation.ts'
import { type ReviewEvent, reviewFile } from '../../../../server/features/review/review.ts'
import { doubtedSinkObserver, sinkObserver } from '../../../../server/features/review/sinks/sinkObserver.ts'
import { ScriptedEngine } from '../scriptedEngine.ts'
import { passageOf } from '../text.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

async function review(languageId: string, text: string, precision = 0.8, path = 'src/a.txt') {
  const ask = { source: new SourceText(path, languageId, text), precision, dismissed: [] }
  const events: ReviewEvent[] = []
  const deps = { engine: new ScriptedEngine({}), parser, now: () => 0 }
  for await (const event of reviewFile(ask, deps, new AbortController().signal)) events.push(event)
  return {
    findings: events.flatMap((event) => (event.kind === 'finding' ? [event.finding] : [])),
    heldBack: events.flatMap((event) => (event.kind === 'heldBack' ? [event.finding] : [])),
  }
}

const ping = 'import os\ndef ping(host):\n    os.system("ping -c 1 " + host)\n'

describe('a sink in a review', () => {
  it('is a finding by a rule, with its number, its evidence and a sentence of where the value comes from', async () => {
    const { findings } = await review('python', ping)
    expect(findings).toMatchObject([
      {
        ruleId: 'security.command-injection',
        origin: 'rule',
        category: 'security',
        cwe: [78],
        severity: 'warning',
        quote: '"ping -c 1 " + host',
        title: 'A shell command is built from `host`',
        evidence: { reason: '`host` comes from a parameter and reaches `os.system` without quoting' },
        fixes: [],
      },
    ])
  })

  it('is held back below the precision that the user asks for', async () => {
    const { findings, heldBack } = await review('python', ping, 0.95)
    expect(findings).toEqual([])
    expect(heldBack).toMatchObject([{ ruleId: 'security.command-injection' }])
    expect(heldBack[0]?.reason).toContain('latent.review.precision')
  })

  it('is suppressed by a comment that names the rule', async () => {
    const text = ping.replace('    os', '    # latent-ignore security.command-injection: only our own hosts\n    os')
    expect(await review('python', text)).toMatchObject({ findings: [], heldBack: [{ state: 'suppressed' }] })
  })

  it('is found outside of functions and in fields of classes', async () => {
    const { findings } = await review('typescript', "export class Api {\n  readonly apiKey = 'd41d8cd98f00b204e9800998'\n}\n")
    expect(findings).toMatchObject([{ ruleId: 'security.hardcoded-secret' }])
  })

  it('is not looked for in languages without finders', async () => {
    expect(await review('go', 'package m\nfunc f(cmd string) { exec("sh " + cmd) }\n')).toEqual({ findings: [], heldBack: [] })
  })
})

describe('a fix of a sink', () => {
  const mended: readonly (readonly [string, string, string, string])[] = [
    ['python', 'import yaml\ndef f(text):\n    return yaml.load(text)\n', 'yaml.load(text)', 'yaml.safe_load(text)'],
    ['python', 'import asyncio\nasync def f():\n    asyncio.sleep(1)\n', 'asyncio.sleep(1)', 'await asyncio.sleep(1)'],
    ['javascript', 'async function s() { await t() }\nasync function f() { s() }\n', 's()', 'await s()'],
    [
      'python',
      'import random\ndef token():\n    return random.choice(LETTERS)\n',
      'random.choice(LETTERS)',
      'random.SystemRandom().choice(LETTERS)',
    ],
    [
      'javascript',
      "import crypto from 'node:crypto'\nfunction otp() { return Math.floor(Math.random() * 1e6) }\n",
      'Math.floor(Math.random() * 1e6)',
      'crypto.randomInt(1e6)',
    ],
    [
      'python',
      'import hashlib\ndef signature(text):\n    return hashlib.md5(text)\n',
      'hashlib.md5(text)',
      'hashlib.sha256(text)',
    ],
  ]
  it.each(mended)('%s: %s', async (languageId, text, quote, newText) => {
    const { findings } = await review(languageId, text)
    expect(findings).toMatchObject([{ quote, fixes: [{ verified: true, edits: [{ newText }] }] }])
  })

  it('of a stored password is not offered: what is stored already would no longer match', async () => {
    const { findings } = await review(
      'python',
      'import hashlib\ndef f(password):\n    return hashlib.md5(password).hexdigest()\n',
    )
    expect(findings).toMatchObject([{ ruleId: 'security.weak-crypto', fixes: [] }])
  })
})

describe('a model whose verdicts inform', () => {
  const informed: Calibration = { ...cautious, verdicts: { intercept: 0, slope: 1 } }

  async function seen(observer: Observer, opinions: Readonly<Record<string, number>>, calibration: Calibration) {
    const passage = await passageOf(parser, 'python', ping)
    const tree = await parser.parse(passage.source)
    const engine = new ScriptedEngine({ opinions })
    const { source, unit } = passage
    const signal = new AbortController().signal
    try {
      const observations: readonly Observation[] = await observer.observe({
        source,
        unit,
        passage,
        tree,
        engine,
        calibration,
        signal,
      })
      return { observations, requests: engine.requests.length }
    } finally {
      tree?.dispose()
    }
  }

  it('is asked about what the tree leaves in doubt, and moves its confidence', async () => {
    const yes = await seen(doubtedSinkObserver, { no: -4, No: -4 }, informed)
    const no = await seen(doubtedSinkObserver, { yes: -4, Yes: -4 }, informed)
    const tree = await seen(sinkObserver, {}, cautious)
    expect(yes.observations[0]?.confidence).toBeGreaterThan(tree.observations[0]?.confidence ?? 1)
    expect(no.observations[0]?.confidence).toBeLessThan(tree.observations[0]?.confidence ?? 0)
  })

  it('makes the tree leave it what is not sure, so that nothing is told twice', async () => {
    expect((await seen(sinkObserver, {}, informed)).observations).toEqual([])
  })

  it('is not asked where its verdicts are not calibrated', async () => {
    expect(await seen(doubtedSinkObserver, {}, cautious)).toEqual({ observations: [], requests: 0 })
  })
})
