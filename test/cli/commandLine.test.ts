import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { folderWith, latent, program } from './latent.ts'

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
    ['a folder to complete', ['complete', 'docs:1:1'], 'docs cannot be read as code: it is a folder. Name a text file'],
    ['a folder to edit', ['edit', 'docs', '--range', '1', '--instruction', 'x'], 'docs cannot be read as code: it is a folder'],
    ['a missing file to complete', ['complete', 'no/such.ts:1:1'], 'latent: no/such.ts does not exist'],
    ['a report in a format that there is not', ['review', '--output', 'htm=a.html'], 'no format "htm"'],
    ['an empty number', ['serve', '--port', ''], '--port takes a whole number'],
    ['a server without an address', ['review', 'package.json', '--model', 'remote'], 'Give --remote-url'],
    ['a server of a server', ['serve', '--model', 'remote'], 'a model of this machine'],
    ['the same by the address', ['serve', '--remote-url', 'http://127.0.0.1:9'], 'a model of this machine'],
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

it('says that a port is taken before it loads a model', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, stderr } = await latent(['serve', '--port', String(port)], { env: { LATENT_DATA: folderWith({}) } })
  expect(stderr).toBe(
    `latent: The server cannot listen on 127.0.0.1:${port}: another program uses it. Choose another --host or --port.\n`,
  )
  expect(code).toBe(2)
})

it('says so when its standard output cannot be written', async () => {
  const outcome = spawnSync('sh', ['-c', `"$0" "$@" > /dev/full`, process.execPath, program, 'models', 'list', '--json'], {
    encoding: 'utf8',
  })
  expect(outcome.stderr).toBe(
    'latent: Standard output cannot be written: the disk is full. Choose another file, or correct its permissions.\n',
  )
  expect(outcome.status).toBe(2)
})

it('says so when the chosen folder of models is not there', async () => {
  const { code, stderr } = await latent(['review', 'package.json'], { env: { LATENT_MODELS: '/nonexistent-latent-models' } })
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'latent: The folder of models /nonexistent-latent-models is not there. Connect its disk, or set latent.models.folder, on the command line LATENT_MODELS, to where it is now.\n',
  })
})
