import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { faulty, sound } from './code.ts'
import { folderWith, latent } from './latent.ts'

/** Runs a review that prints JSON, and reads it. */
async function reviewJson(words: readonly string[], cwd: string) {
  const { code, stdout, stderr } = await latent(['review', '--format', 'json', ...words], { cwd })
  expect(stdout, stderr).toMatch(/^\{[\s\S]*\}\n$/)
  return { code, ...JSON.parse(stdout) }
}

describe('latent review', () => {
  it('ends with 1 and shows the frame, the evidence and the fix of a fault', async () => {
    const { code, stdout } = await latent(['review', 'clock.ts'], { cwd: folderWith({ 'clock.ts': faulty }) })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^clock\.ts:5:\d+ {2}warning {2}bug\./m)
    expect(stdout).toMatch(/^> 5 \|.*String\(minutes\)/m)
    expect(stdout).toMatch(/^ {4}\| +\^/m)
    expect(stdout).toMatch(/Evidence: The model finds .* likelier/)
    expect(stdout).toMatch(/Fix \(verified: parses/)
    expect(stdout).toMatch(/^ {2}-.*String\(minutes\)/m)
    expect(stdout).toMatch(/^ {2}\+.*String\(seconds\)/m)
    expect(stdout).toMatch(/ ms · [\d,]+ tokens evaluated · [\d,]+ reused\n$/)
    expect(stdout).not.toContain('\x1b')
  })

  it('ends with 0 for sound code', async () => {
    const { code, stdout } = await latent(['review', 'clock.ts'], { cwd: folderWith({ 'clock.ts': sound }) })
    expect(stdout).toContain('No findings in 1 file.')
    expect(code).toBe(0)
  })

  it.each([
    ['never', 0],
    ['error', 0],
    ['info', 1],
  ])('with --fail-on %s ends with %i, a warning having been found', async (failOn, expected) => {
    const outcome = await reviewJson(['clock.ts', '--fail-on', failOn], folderWith({ 'clock.ts': faulty }))
    expect(outcome.findings.length).toBeGreaterThan(0)
    expect(outcome.code).toBe(expected)
  })

  it('prints one JSON object with paths from the working folder and ranges that count from 0', async () => {
    const outcome = await reviewJson(['.'], folderWith({ 'src/clock.ts': faulty }))
    expect(Object.keys(outcome)).toEqual(['code', 'schemaVersion', 'findings', 'heldBack', 'incomplete', 'stats'])
    expect(outcome.schemaVersion).toBe(1)
    expect(outcome.findings[0]).toMatchObject({
      path: 'src/clock.ts',
      range: { start: { line: 4 }, end: { line: 4 } },
      severity: 'warning',
      fixes: [{ verified: true, checks: { parses: true, newTypeErrors: 0, likelier: true } }],
    })
    expect(outcome.stats).toMatchObject({ files: 1, functions: 1 })
    expect(outcome.stats.promptTokens).toBeGreaterThan(outcome.stats.cachedTokens)
  })

  it('prints NDJSON events as they happen, the end last', async () => {
    const { stdout } = await latent(['review', '--format', 'ndjson', 'clock.ts'], { cwd: folderWith({ 'clock.ts': faulty }) })
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const names = events.map(({ event }) => event)
    expect(names[0]).toBe('progress')
    expect(names).toContain('finding')
    expect(names.indexOf('end')).toBe(names.length - 1)
    expect(events.find(({ event }) => event === 'finding').finding.path).toBe('clock.ts')
    expect(events.at(-1)).toMatchObject({ schemaVersion: 1, stoppedEarly: false, stats: { files: 1 } })
  })

  it('gives the same result for the same input', async () => {
    const folder = folderWith({ 'clock.ts': faulty })
    const withoutTimes = ({ stats: { ms, ...stats }, ...outcome }: Record<'stats', Record<string, number>>) => ({
      ...outcome,
      stats,
    })
    expect(withoutTimes(await reviewJson(['.'], folder))).toEqual(withoutTimes(await reviewJson(['.'], folder)))
  })

  it('leaves out what a latent-ignore comment covers', async () => {
    const folder = folderWith({ 'clock.ts': faulty })
    const [{ ruleId }] = (await reviewJson(['.'], folder)).findings
    const ignored = faulty.replace('  return', `  // latent-ignore ${ruleId}: tried out by a test\n  return`)
    expect((await reviewJson(['.'], folderWith({ 'clock.ts': ignored }))).findings).toEqual([])
  })

  it('leaves out what the team dismissed, wherever the lines have moved to', async () => {
    const [{ fingerprint, title }] = (await reviewJson(['.'], folderWith({ 'clock.ts': faulty }))).findings
    const dismissed = JSON.stringify({ schemaVersion: 1, dismissed: [{ fingerprint, title }] })
    const folder = folderWith({ 'clock.ts': `// A new line above.\n${faulty}`, '.latent/dismissed.json': dismissed })
    expect((await reviewJson(['.'], folder)).findings).toEqual([])
  })

  it('ends with 3 when the time is up, and says what was not reviewed', async () => {
    const outcome = await reviewJson(['.', '--budget', '1ms'], folderWith({ 'clock.ts': faulty }))
    expect(outcome.code).toBe(3)
    expect(outcome.incomplete[0]).toMatchObject({ path: 'clock.ts', reason: 'outOfBudget' })
  })

  it('ends with 3 after Ctrl-C and prints what there is', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}.ts`, faulty]))
    const { code, stdout } = await latent(['review', '.', '--format', 'json'], {
      cwd: folderWith(many),
      interruptWhen: (stderr) => once(stderr, 'data'),
    })
    const outcome = JSON.parse(stdout)
    expect(code).toBe(3)
    expect(outcome.incomplete.at(-1)).toMatchObject({ path: 'f9.ts', reason: 'cancelled' })
  })

  it('keeps progress away from the results', async () => {
    const { stderr } = await latent(['review', 'clock.ts'], { cwd: folderWith({ 'clock.ts': sound }) })
    expect(stderr).toBe('Reviewing clock.ts\n')
  })
})

describe('latent review of a folder', () => {
  it('leaves out what .gitignore names, secrets, data, and what links lead to', async () => {
    const outside = folderWith({ 'other.ts': faulty })
    const folder = folderWith({ 'clock.ts': sound, 'out/made.ts': faulty, '.gitignore': 'out/\n', 'data.json': '{}' })
    execFileSync('ln', ['-s', outside, `${folder}/link`])
    execFileSync('ln', ['-s', `${outside}/other.ts`, `${folder}/other.ts`])
    const { stderr } = await latent(['review', '.'], { cwd: folder })
    expect(stderr).toBe('Reviewing clock.ts\n')
  })

  it('needs no model when there is nothing to review', async () => {
    const { code, stdout, stderr } = await latent(['review', '.'], {
      cwd: folderWith({ 'notes.md': 'x' }),
      env: { LATENT_MODELS: '/none' },
    })
    expect(stderr).toBe('There is no file of a language that Latent knows; ignored, generated and secret files do not count.\n')
    expect(stdout).toContain('No findings in 0 files.')
    expect(code).toBe(0)
  })
})

describe('latent review --changes', () => {
  function repositoryWith(files: Readonly<Record<string, string>>): { folder: string; git: (...words: string[]) => void } {
    const folder = folderWith(files)
    const git = (...words: string[]) => {
      execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', ...words], {
        cwd: folder,
        stdio: 'pipe',
      })
    }
    git('init', '--quiet')
    git('add', '.')
    git('commit', '--quiet', '--message', 'first')
    return { folder, git }
  }
  const write = (folder: string, name: string, text: string) => {
    execFileSync('tee', [`${folder}/${name}`], { input: text, stdio: ['pipe', 'ignore', 'inherit'] })
  }
  const pathsOf = (outcome: { findings: { path: string }[] }) => outcome.findings.map(({ path }) => path)

  it('finds what a change brought, and nothing in lines that it left alone', async () => {
    const { folder } = repositoryWith({ 'old.ts': faulty, 'clock.ts': sound })
    write(folder, 'clock.ts', faulty)
    write(folder, 'old.ts', `${faulty}\nexport const unrelated = 1\n`)
    const outcome = await reviewJson(['--changes'], folder)
    expect(pathsOf(outcome)).toEqual(['clock.ts'])
    expect(outcome.stats.files).toBe(2)
  })

  it('takes new files as a whole, and a folder after --changes as a folder', async () => {
    const { folder } = repositoryWith({ 'clock.ts': sound, 'a/keep.ts': sound })
    write(folder, 'a/new.ts', faulty)
    write(folder, 'clock.ts', faulty)
    expect(pathsOf(await reviewJson(['--changes', 'a'], folder))).toEqual(['a/new.ts'])
  })

  it('looks at the staged text, not at the file', async () => {
    const { folder, git } = repositoryWith({ 'clock.ts': sound })
    write(folder, 'clock.ts', faulty)
    git('add', '.')
    write(folder, 'clock.ts', sound)
    expect(pathsOf(await reviewJson(['--changes=staged'], folder))).toEqual(['clock.ts'])
    expect((await reviewJson(['--changes'], folder)).stats.files).toBe(0)
  })

  it('compares two commits', async () => {
    const { folder, git } = repositoryWith({ 'clock.ts': sound })
    write(folder, 'clock.ts', faulty)
    git('commit', '--quiet', '--all', '--message', 'second')
    expect(pathsOf(await reviewJson(['--changes=HEAD~1..HEAD'], folder))).toEqual(['clock.ts'])
    expect((await reviewJson(['--changes=HEAD..HEAD'], folder)).stats.files).toBe(0)
  })

  it('compares a branch with where it left its base, and knows a renamed file by its old text', async () => {
    const { folder, git } = repositoryWith({ 'old.ts': faulty, 'clock.ts': sound })
    git('branch', '--move', 'main')
    git('checkout', '--quiet', '-b', 'feature')
    git('mv', 'old.ts', '新.ts')
    write(folder, '新.ts', faulty.replace('return `', 'return  `'))
    write(folder, 'clock.ts', faulty)
    git('add', '.')
    git('commit', '--quiet', '--message', 'second')
    const outcome = await reviewJson(['--changes=branch'], folder)
    expect(pathsOf(outcome)).toEqual(['clock.ts'])
    const old = outcome.heldBack.filter(({ reason }: { reason: string }) => reason === 'It was there before the change.')
    expect(pathsOf({ findings: old })).toEqual(['新.ts'])
    expect((await reviewJson(['--base', 'HEAD'], folder)).stats.files).toBe(0)
  })

  it('spends a short budget on the riskiest function, and names those that it left out', async () => {
    const calm = sound.replaceAll('clock', 'calm')
    const { folder } = repositoryWith({
      'a.ts': calm.replace('seconds = totalSeconds % 60', 'seconds = totalSeconds % 61'),
      'z.ts': sound,
    })
    write(folder, 'a.ts', calm)
    write(folder, 'z.ts', faulty)
    const first = (stderr: string) => /Reviewing (\S+)/.exec(stderr)?.[1]
    const whole = await latent(['review', '--changes'], { cwd: folder })
    expect(first(whole.stderr)).toBe('z.ts')
    const { code, stdout } = await latent(['review', '--changes', '--budget', '1ms'], { cwd: folder })
    expect(stdout).toContain('a.ts: calm was not reviewed: the time was up')
    expect(stdout).toContain('No findings in 2 files, stopped early.\n2 functions left out (budget).')
    expect(code).toBe(3)
  })

  it('ends with 2 outside of a repository', async () => {
    const { code, stderr } = await latent(['review', '--changes'], { cwd: folderWith({ 'clock.ts': sound }) })
    expect(stderr).toMatch(/^latent: The changes of .* cannot be told: not a git repository.*\n$/)
    expect(code).toBe(2)
  })
})
