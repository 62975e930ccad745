import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Log, Result } from 'sarif'
import { describe, expect, it } from 'vitest'
import { sarifReport } from '../../../server/cli/output/sarif/sarifReport.ts'
import { findingId } from '../../../server/features/review/fingerprint.ts'
import type { ReviewReport } from '../../../server/features/review/rendering/reviewReport.ts'
import { clock, emptyReport, file, finding, fullReport, hostile, hostileReport } from '../../features/review/rendering/reports.ts'
import { folderWith } from '../latent.ts'
import { multitool, schemaErrors } from './sarifSchema.ts'

function sarif(report: ReviewReport): string {
  return sarifReport(report, { version: '1.2.3', workingFolder: '/home/me/project' })
}

function runOf(report: ReviewReport) {
  const [run] = (JSON.parse(sarif(report)) as Log).runs
  if (run?.results === undefined) throw new Error('a log without a run')
  return { ...run, results: run.results, driver: run.tool.driver }
}

function resultOf(report: ReviewReport, index: number): Result {
  const result = runOf(report).results[index]
  if (result === undefined) throw new Error(`no result ${index}`)
  return result
}

describe.each([
  ['a full review', fullReport],
  ['a review without findings', emptyReport],
  ['a review of hostile text', hostileReport],
])('the SARIF log of %s', (_what, report) => {
  it('is valid by the schema of SARIF 2.1.0', () => {
    expect(schemaErrors(sarif(report))).toEqual([])
  })

  it("is read by Microsoft's SARIF tool, which finds no error in it and reads the same results", () => {
    const folder = folderWith({ 'log.sarif': sarif(report) })
    expect(errorsIn('log.sarif', folder)).toEqual([])
    runMultitool(['query', 'log.sarif', '--expression', 'Level != None', '--output', 'read.sarif'], folder)
    const [read] = (JSON.parse(readFileSync(join(folder, 'read.sarif'), 'utf8')) as Log).runs
    const rules = (results: readonly Result[] = []) => results.map(({ ruleId }) => ruleId)
    expect(rules(read?.results)).toEqual(rules(runOf(report).results))
  })
})

it('neither the schema nor the tool accepts a line 0', () => {
  const broken = sarif(fullReport).replace('"startLine": 4', '"startLine": 0')
  expect(schemaErrors(broken)).not.toEqual([])
  expect(errorsIn('log.sarif', folderWith({ 'log.sarif': broken }))).not.toEqual([])
})

/** What the tool says against a log, by the rules of SARIF and of GitHub's code scanning. */
function errorsIn(log: string, folder: string): readonly string[] {
  const { stdout } = runMultitool(['validate', log, '--rule-kind', 'Sarif;Ghas'], folder)
  expect(stdout).toContain('1 files scanned.')
  return stdout.match(/: error .*/g) ?? []
}

function runMultitool(words: readonly string[], cwd: string): { readonly stdout: string } {
  // Dependencies are installed without their scripts, of which this one's only makes the file a program.
  chmodSync(multitool, 0o755)
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' }
  const { stdout, status, stderr } = spawnSync(multitool, words, { cwd, env, encoding: 'utf8' })
  if (status === null || stdout === '') throw new Error(`${words.join(' ')} failed: ${stderr}`)
  return { stdout }
}

describe('a result', () => {
  it('has the rule, level, rank, place, code, identity and function of its finding', () => {
    const result = resultOf(fullReport, 0)
    const expected = fullReport.findings[0]?.finding
    expect(result).toMatchObject({
      ruleId: 'bug.wrong-variable',
      level: 'warning',
      rank: 97.3,
      message: { text: expect.stringMatching(/^`minutes` looks like .* is likelier\. Evidence: The model finds .*\.$/) },
      suppressions: [],
    })
    expect(result.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/clock.ts', uriBaseId: 'SRCROOT' },
          region: { startLine: 4, startColumn: 33, endLine: 4, endColumn: 40, snippet: { text: 'minutes' } },
          contextRegion: { startLine: 2, endLine: 6, snippet: { text: clock.source.text.slice(clock.source.lineStart(1)) } },
        },
        logicalLocations: [{ fullyQualifiedName: 'clock', kind: 'function' }],
      },
    ])
    expect(result.partialFingerprints).toEqual({ 'latent/v1': expected && findingId(expected.fingerprint) })
  })

  it('has each fix as the replacement that the editor would make', () => {
    const [first, second] = resultOf(fullReport, 0).fixes ?? []
    expect(first).toEqual({
      description: {
        text: 'Fix 1 of 2 (verified: parses, no new type errors, clearly likelier): Replace `minutes`',
      },
      artifactChanges: [
        {
          artifactLocation: { uri: 'src/clock.ts', uriBaseId: 'SRCROOT' },
          replacements: [
            {
              deletedRegion: { startLine: 4, startColumn: 33, endLine: 4, endColumn: 40 },
              insertedContent: { text: 'seconds' },
            },
          ],
        },
      ],
    })
    expect(second?.artifactChanges[0]?.replacements[0]?.insertedContent).toEqual({ text: 'total' })
  })

  it('without fixes and with weaknesses names those as taxa, tags and notes', () => {
    const { driver, taxonomies } = runOf(fullReport)
    const result = resultOf(fullReport, 1)
    expect(result.fixes).toBeUndefined()
    expect(result.level).toBe('error')
    expect(result.taxa?.map(({ id, index }) => [id, taxonomies?.[0]?.taxa?.[index ?? -1]?.id])).toEqual([
      ['89', '89'],
      ['943', '943'],
    ])
    expect(driver.rules?.[result.ruleIndex ?? -1]).toMatchObject({
      id: 'security.sql-injection',
      name: 'SqlInjection',
      shortDescription: { text: 'Sql injection.' },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['security', 'external/cwe/cwe-089', 'external/cwe/cwe-943'] },
    })
    expect(result.relatedLocations).toMatchObject([
      { id: 1, message: { text: 'The parameter stands here.' }, physicalLocation: { region: { startLine: 1, endColumn: 19 } } },
    ])
  })

  it('addresses a file by a URI', () => {
    const uri = (path: string) => {
      const report = { ...emptyReport, findings: [{ file: file(path, clock.source.text), finding: finding(clock, 'minutes') }] }
      return resultOf(report, 0).locations?.[0]?.physicalLocation?.artifactLocation
    }
    expect(uri('src/查 询%.ts')).toEqual({ uri: 'src/%E6%9F%A5%20%E8%AF%A2%25.ts', uriBaseId: 'SRCROOT' })
    expect(uri('a:b.ts')).toEqual({ uri: 'a%3Ab.ts', uriBaseId: 'SRCROOT' })
    expect(uri('../other/a.ts')).toEqual({ uri: 'file:///home/me/other/a.ts' })
    expect(uri('half \ud800.ts')).toEqual({ uri: 'half%20%EF%BF%BD.ts', uriBaseId: 'SRCROOT' })
  })

  it('quotes code that looks like a link without making it one', () => {
    const title = '`handlers[i](1)` looks like the wrong member'
    const report = { ...emptyReport, findings: [{ file: clock, finding: finding(clock, 'minutes', { title }) }] }
    expect(resultOf(report, 0).message.text).not.toMatch(/\]\(\d/)
  })

  it('leaves out the lines around a finding in a minified file', () => {
    const minified = file('min.js', `${'a();'.repeat(5_000)}last(a)`, 'javascript')
    const report = { ...emptyReport, findings: [{ file: minified, finding: finding(minified, 'last(a)') }] }
    expect(resultOf(report, 0).locations?.[0]?.physicalLocation?.contextRegion).toBeUndefined()
  })
})

describe('what was held back', () => {
  it('is a suppressed result where a comment or a dismissal covers it', () => {
    expect(runOf(fullReport).results.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ['bug.wrong-variable', []],
      ['security.sql-injection', []],
      ['bug.constant', [{ kind: 'inSource', justification: expect.stringContaining('sixty is right') }]],
      ['bug.argument', [{ kind: 'external', status: 'accepted', justification: 'It was dismissed.' }]],
    ])
  })

  it('is only counted where it lacks evidence', () => {
    expect(runOf(fullReport).properties).toEqual({ files: 3, heldBack: 1 })
  })
})

describe('the invocation', () => {
  it('says what was left out and that the review did not come to its end', () => {
    const run = runOf(fullReport)
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'warning', message: { text: 'total was not reviewed: the time was up.' }, descriptor: { index: 0 } },
          { level: 'note', message: { text: 'the file was not reviewed: too long for the model (larger than 2 MB).' } },
        ],
      },
    ])
    expect(run.driver.notifications?.map(({ id }) => id)).toEqual(['incomplete/outOfBudget', 'incomplete/tooLong'])
  })

  it('is successful when all was reviewed, and not when the engine failed', () => {
    expect(runOf(emptyReport).invocations?.[0]).toMatchObject({ executionSuccessful: true, toolExecutionNotifications: [] })
    expect(runOf(hostileReport).invocations?.[0]?.executionSuccessful).toBe(false)
  })
})

it('the same review gives the same text, without a control character', () => {
  expect(sarif(hostileReport)).toBe(sarif(hostileReport))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
  expect(sarif(hostileReport)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
  expect(JSON.parse(sarif(hostileReport)).runs[0].results[0].fixes[0].artifactChanges[0].replacements[0]).toMatchObject({
    insertedContent: { text: hostile },
  })
})
