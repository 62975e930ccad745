import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BaselineWriter, knownReason, WithoutKnown } from '../../server/cli/baseline.ts'
import { formatBaseline, parseBaseline } from '../../server/cli/input/baselineFile.ts'
import { exitCode } from '../../server/cli/output/exitCode.ts'
import type { ReviewEvent } from '../../server/features/review/review.ts'
import type { Finding } from '../../server/protocol/finding.ts'
import { clock, file, finding, fullReport } from '../features/review/rendering/reports.ts'
import { faulty } from './code.ts'
import { folderWith, latent } from './latent.ts'

const end: ReviewEvent = { kind: 'end', stats: fullReport.stats }

/** What is told of these findings of the clock, those of the baseline's text being known. */
function told(findings: readonly Finding[], baseline: string, heldBack: readonly Finding[] = []) {
  const events: readonly ReviewEvent[] = [
    ...heldBack.map((each) => ({ kind: 'heldBack' as const, finding: { ...each, reason: 'Too little evidence.' } })),
    ...findings.map((each) => ({ kind: 'finding' as const, finding: each })),
    end,
  ]
  const filter = new WithoutKnown(parseBaseline(baseline, 'baseline.json'))
  const shown: Finding[] = []
  const known: Finding[] = []
  for (const event of events.flatMap((each) => filter.pass(each, clock.path))) {
    if (event.kind === 'finding') shown.push(event.finding)
    else if (event.kind === 'heldBack' && event.finding.reason === knownReason) known.push(event.finding)
  }
  return { shown: shown.map(({ quote }) => quote), known: known.map(({ quote }) => quote) }
}

describe('the findings of a baseline', () => {
  const minutes = finding(clock, 'minutes')
  const total = finding(clock, 'total')

  it('are held back, and others are not', async () => {
    expect(told([minutes, total], formatBaseline([minutes]))).toEqual({ shown: ['total'], known: ['minutes'] })
  })

  it('are known wherever their lines have moved to', async () => {
    const moved = file(clock.path, `${'\n'.repeat(40)}${clock.source.text}`)
    expect(told([finding(moved, 'minutes')], formatBaseline([minutes]))).toEqual({ shown: [], known: ['minutes'] })
  })

  it('are known under another rule of their category, but not in another function or category', async () => {
    const renamed = finding(clock, 'minutes', { ruleId: 'bug.other' })
    expect(told([renamed], formatBaseline([minutes]))).toEqual({ shown: [], known: ['minutes'] })
    const elsewhere = { ...minutes, fingerprint: { ...minutes.fingerprint, symbol: 'other', lineHash: 'other' } }
    expect(told([elsewhere], formatBaseline([minutes]))).toEqual({ shown: ['minutes'], known: [] })
    const otherCategory = finding(clock, 'minutes', { ruleId: 'security.x', category: 'security' })
    expect(told([otherCategory], formatBaseline([minutes]))).toEqual({ shown: ['minutes'], known: [] })
  })

  it('each hide one finding: the same fault once more is new', async () => {
    const again = { ...minutes, fingerprint: { ...minutes.fingerprint, occurrence: 1 } }
    expect(told([minutes, again], formatBaseline([minutes]))).toEqual({ shown: ['minutes'], known: ['minutes'] })
  })

  it('do not hide a new finding while they are held back themselves', async () => {
    const nearby = { ...minutes, fingerprint: { ...minutes.fingerprint, occurrence: 1 } }
    expect(told([nearby], formatBaseline([minutes]), [minutes])).toEqual({ shown: ['minutes'], known: [] })
  })

  it('belong to their file', async () => {
    const other = { ...minutes, fingerprint: { ...minutes.fingerprint, path: 'src/other.ts' } }
    expect(told([minutes], formatBaseline([other]))).toEqual({ shown: ['minutes'], known: [] })
  })
})

describe('a baseline file', () => {
  it('has one finding a line, sorted, without line numbers', () => {
    const findings = ['total', 'minutes', 'seconds'].map((quote) => finding(clock, quote))
    const text = formatBaseline(findings)
    expect(text).toBe(formatBaseline(findings.toReversed()))
    expect(text.split('\n').filter((line) => line.includes('fingerprint'))).toHaveLength(3)
    expect(text).not.toMatch(/"(line|range|start)"/)
    expect(parseBaseline(formatBaseline([]), 'x')).toEqual([])
  })

  it.each([
    ['text', 'x', 'not valid JSON'],
    ['another schema', '{"schemaVersion":2,"findings":[]}', 'not of the form'],
    ['a list', '[]', 'not of the form'],
    ['an entry without a fingerprint', '{"schemaVersion":1,"findings":[{"category":"bug"}]}', 'entry 1 is no finding'],
  ])('that is %s is refused with the way out', (_what, text, why) => {
    expect(() => parseBaseline(text, 'base.json')).toThrow(`The baseline base.json cannot be used: it`)
    expect(() => parseBaseline(text, 'base.json')).toThrow(why)
  })

  it('that does not exist ends a review with 2 before anything is reviewed', async () => {
    const { code, stdout, stderr } = await latent(['review', '.', '--baseline', 'none.json'], {
      cwd: folderWith({ 'clock.ts': faulty }),
    })
    expect(stderr).toMatch(/^latent: The baseline none\.json cannot be used: .* Write it anew with --write-baseline\.\n$/)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('is left as it is when the review did not come to its end', async () => {
    const folder = folderWith({ 'base.json': 'before' })
    const writer = await BaselineWriter.of('base.json', folder)
    writer.finding(clock, finding(clock, 'minutes'))
    expect(await writer.finish(exitCode.stoppedEarly, { err: process.stderr, language: 'en' })).toBe(exitCode.stoppedEarly)
    expect(readFileSync(join(folder, 'base.json'), 'utf8')).toBe('before')
  })
})

describe('latent review', () => {
  it('writes a baseline that silences what was found, and nothing else', async () => {
    const folder = folderWith({ 'clock.ts': faulty })
    const written = await latent(['review', '.', '--write-baseline', 'base.json'], { cwd: folder })
    expect(written.code).toBe(0)
    expect(written.stderr).toMatch(/^\d findings? written to base\.json\.$/m)

    writeFileSync(join(folder, 'clock.ts'), `// Moved down.\n\n${faulty}`)
    const silent = await latent(['review', '.', '--baseline', 'base.json', '--show-held-back'], { cwd: folder })
    expect(silent.stdout).toContain(`Held back: ${knownReason}`)
    expect(silent.stdout).toContain('No findings in 1 file.')
    expect(silent.code).toBe(0)

    // The same fault in another file is not the one that is known.
    writeFileSync(join(folder, 'second.ts'), faulty)
    const second = await latent(['review', '.', '--baseline', 'base.json', '--format', 'json'], { cwd: folder })
    expect(JSON.parse(second.stdout).findings.map(({ path }: { path: string }) => path)).toEqual(['second.ts'])
    expect(second.code).toBe(1)
  })

  it('keeps what the former baseline names when it writes the next one', async () => {
    const folder = folderWith({ 'clock.ts': faulty })
    await latent(['review', '.', '--write-baseline', 'base.json'], { cwd: folder })
    const first = readFileSync(join(folder, 'base.json'), 'utf8')
    await latent(['review', '.', '--baseline', 'base.json', '--write-baseline', 'base.json'], { cwd: folder })
    expect(readFileSync(join(folder, 'base.json'), 'utf8')).toBe(first)
  })
})
