import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, latent } from './latent.ts'

const has = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined

interface Question {
  readonly line: string
  readonly expected: readonly string[]
  readonly unwanted?: readonly string[]
}

const questions: readonly Question[] = [
  { line: 'latent ', expected: ['review', 'models', 'completion'], unwanted: ['demo', 'manual'] },
  { line: 'latent rev', expected: ['review'], unwanted: ['rules'] },
  { line: 'latent models pu', expected: ['pull'], unwanted: ['plan'] },
  { line: 'latent models pull star', expected: ['starter'] },
  { line: 'latent review --form', expected: ['--format'] },
  { line: 'latent complete --verb', expected: ['--verbose'] },
  { line: 'latent review --format j', expected: ['json'], unwanted: ['sarif'] },
  { line: 'latent review --format json clo', expected: ['clock.ts'] },
  { line: 'latent complete --model star', expected: ['starter'] },
  { line: 'latent complete clo', expected: ['clock.ts'] },
]

async function folderWithScript(shell: string): Promise<string> {
  const { code, stdout, stderr } = await latent(['completion', shell])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return folderWith({ 'completion.sh': stdout, 'clock.ts': '' })
}

function expectAnswers(answers: readonly string[], expected: readonly string[], unwanted: readonly string[] = []): void {
  for (const word of expected) expect(answers).toContain(word)
  for (const word of unwanted) expect(answers).not.toContain(word)
}

describe('bash completes', () => {
  it.each(questions)('$line', async ({ line, expected, unwanted }) => {
    const words = line.split(' ')
    const folder = await folderWithScript('bash')
    const script = `source ./completion.sh; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _latent; printf '%s\\n' "\${COMPREPLY[@]}"`
    // Options for how names are shown can be set only while a person presses Tab.
    const quiet = `compopt() { :; }; ${script}`
    const answers = execFileSync('bash', ['--norc', '-c', quiet, 'bash', ...words], { cwd: folder, encoding: 'utf8' }).split('\n')
    expectAnswers(answers, expected, unwanted)
  })

  it('the value behind "=", which bash cuts off', async () => {
    const folder = await folderWithScript('bash')
    const script = `source ./completion.sh; COMP_WORDS=(latent review --format = js); COMP_CWORD=4; _latent; echo "\${COMPREPLY[*]}"`
    expect(execFileSync('bash', ['--norc', '-c', script], { cwd: folder, encoding: 'utf8' })).toBe('json\n')
  })

  it('a line of an interactive shell in which Tab is pressed', async () => {
    const folder = await folderWithScript('bash')
    const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, PS1: '', TERM: 'dumb' } } as const
    const input = 'source ./completion.sh\nlatent mod\tpull star\t\nexit\n'
    // `script` gives bash a terminal. There is no such command here, but its name is completed all the same.
    const { stdout } = spawnSync('script', ['-qec', 'bash --norc -i', '/dev/null'], { ...options, input })
    expect(stdout).toContain('latent models pull starter')
  })
})

describe.runIf(has('fish'))('fish completes', () => {
  it.each(questions)('$line', async ({ line, expected, unwanted }) => {
    const folder = await folderWithScript('fish')
    const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder } } as const
    const out = execFileSync('fish', ['--no-config', '-c', `source completion.sh; complete -C '${line}'`], options)
    expectAnswers(
      out.split('\n').map((row) => row.split('\t')[0] ?? ''),
      expected,
      unwanted,
    )
  })
})

describe.runIf(has('zsh'))('zsh completes', () => {
  it('a line in which Tab is pressed', async () => {
    const folder = await folderWithScript('zsh')
    const script = `
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PROMPT=; autoload -Uz compinit; compinit -u -d ${folder}/dump; source ./completion.sh; echo lo''aded"
      zpty -r shell out '*loaded*'
      zpty -w -n shell $'latent mod\\tpull star\\t'
      zpty -r shell out '*starter*' && print -r -- "$out"`
    const out = execFileSync('zsh', ['-f', '-c', script], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, TERM: 'dumb' },
    })
    // Between the words stand the space that Tab put there and what a terminal is told of it.
    expect(out).toMatch(/latent models\W.*pull starter/)
  })
})

it('A shell that is not known is refused with those that are', async () => {
  const { code, stderr } = await latent(['completion', 'tcsh'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/bash.*zsh.*fish/)
})

describe('The manual page', () => {
  it('names every command with its options, and has no text that roff takes for an order', async () => {
    const { stdout } = await latent(['manual'])
    for (const name of ['review', 'complete', 'models pull', 'engine install', 'hook install', 'doctor']) {
      expect(stdout).toMatch(new RegExp(`^\\.SS latent ${name}`, 'm'))
    }
    expect(stdout).toContain('.B \\-\\-format <format>')
    const orders = stdout.split('\n').filter((line) => /^[.']/.test(line))
    expect(orders.filter((line) => !/^\.(TH|SH|SS|TP|B|PP|nf|fi|br)\b/.test(line))).toEqual([])
  })

  it.runIf(has('man'))('is rendered without a warning', async () => {
    const folder = folderWith({ 'latent.1': (await latent(['manual'])).stdout })
    const env = { ...process.env, MANWIDTH: '100', LC_ALL: 'C.UTF-8' }
    const { stdout, stderr, status } = spawnSync('man', ['--warnings', '-l', join(folder, 'latent.1')], { encoding: 'utf8', env })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/latent complete \[options\] <FILE:LINE:COL>/)
  })
})
