import { expect, it } from 'vitest'
import { latent } from './latent.ts'

const commands = [
  [],
  ['review'],
  ['review', 'calibrate'],
  ['complete'],
  ['models'],
  ['models', 'list'],
  ['models', 'pull'],
  ['models', 'remove'],
  ['rules'],
  ['rules', 'list'],
  ['dismissals'],
  ['dismissals', 'list'],
  ['dismissals', 'undo'],
  ['hook'],
  ['hook', 'install'],
  ['hook', 'uninstall'],
  ['lsp'],
  ['doctor'],
]

it.each(commands.map((words) => [words.join(' '), words] as const))(
  'latent %s --help says how it is used',
  async (name, words) => {
    const { code, stdout, stderr } = await latent([...words, '--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    await expect(stdout).toMatchFileSnapshot(`__snapshots__/${['latent', ...name.split(' ').filter(Boolean)].join('-')}.txt`)
  },
)
