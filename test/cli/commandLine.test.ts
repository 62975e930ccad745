import { describe, expect, it } from 'vitest'
import { folderWith, latent } from './latent.ts'

describe('a command line that cannot be meant', () => {
  it.each([
    ['an unknown subcommand', ['reviev', 'src'], "'reviev'"],
    ['an unknown option', ['review', '--formt', 'json'], '--formt'],
    ['an unknown format', ['review', '--format', 'xml'], 'xml'],
    ['an unknown severity', ['review', '--fail-on', 'hint'], 'hint'],
    ['a budget that is no time', ['review', '--budget', 'soon'], 'soon'],
    ['a precision out of range', ['review', '--precision', '2'], '0.99'],
    ['a file that does not exist', ['review', 'no/such/file.ts'], 'no/such/file.ts'],
    ['a changed path that does not exist', ['review', '--changes', 'no/such/folder'], 'no/such/folder'],
    ['changes that are an option to git', ['review', '--changes=--output=x'], '--output=x'],
    ['commits that are options to git', ['review', '--changes=-x..--output=y'], '--output=y'],
    ['a commit that does not exist', ['review', '--changes=HEAD..no-such-branch'], 'no-such-branch'],
    ['a place without a column', ['complete', 'package.json:3'], 'package.json:3'],
    ['a place with line 0', ['complete', 'package.json:0:1'], 'count from 1'],
    ['a line past the end', ['complete', 'package.json:100000:1'], 'no line 100000'],
    ['a column past the end', ['complete', 'package.json:1:500'], 'no column 500'],
    ['too many candidates', ['complete', 'package.json:1:1', '--candidates', '9'], 'from 1 to 3'],
    ['no place at all', ['complete'], 'FILE:LINE:COL'],
    ['an unknown model', ['complete', 'package.json:1:1', '--model', 'no-such-model'], 'no-such-model'],
    ['a model file that does not exist', ['review', 'package.json', '--model', '/no/such.gguf'], '/no/such.gguf'],
    ['a model file that is text', ['review', 'package.json', '--model', 'README.md'], 'README.md'],
  ])('%s ends with 2 and one line that names it', async (_what, words, named) => {
    const { code, stdout, stderr } = await latent(words)
    expect(stderr).toMatch(/^latent: .*\n$/)
    expect(stderr).toContain(named)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('without a subcommand ends with 2 and the help on stderr', async () => {
    const { code, stdout, stderr } = await latent([])
    expect(stderr).toContain('Usage: latent')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})

it('--version prints the version of the package', async () => {
  const { version } = (await import('../../package.json', { with: { type: 'json' } })).default
  expect(await latent(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

it('says how to get the model when it is not on this machine', async () => {
  const { code, stdout, stderr } = await latent(['review', 'package.json'], {
    env: { LATENT_MODELS: folderWith({}) },
  })
  expect(stderr).toContain('latent models pull')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})

it('says so when the chosen folder of models is not there', async () => {
  const { code, stderr } = await latent(['review', 'package.json'], { env: { LATENT_MODELS: '/nonexistent-latent-models' } })
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'latent: The folder of models /nonexistent-latent-models is not there. Connect its disk, or set latent.models.folder, on the command line LATENT_MODELS, to where it is now.\n',
  })
})
