import { describe, expect, it } from 'vitest'
import { latent } from './latent.ts'

const commands = [
  [],
  ['review'],
  ['review', 'calibrate'],
  ['complete'],
  ['ask'],
  ['edit'],
  ['models'],
  ['models', 'list'],
  ['models', 'pull'],
  ['models', 'convert'],
  ['models', 'import'],
  ['models', 'plan'],
  ['models', 'remove'],
  ['engine'],
  ['engine', 'list'],
  ['engine', 'install'],
  ['engine', 'remove'],
  ['rules'],
  ['rules', 'list'],
  ['dismissals'],
  ['dismissals', 'list'],
  ['dismissals', 'undo'],
  ['dataset'],
  ['dataset', 'export'],
  ['hook'],
  ['hook', 'install'],
  ['hook', 'uninstall'],
  ['lsp'],
  ['mcp'],
  ['serve'],
  ['serve', 'keys'],
  ['serve', 'keys', 'add'],
  ['serve', 'keys', 'list'],
  ['serve', 'keys', 'remove'],
  ['doctor'],
  ['bench'],
  ['completion'],
]

describe.each([
  ['English', 'en_US.UTF-8', ''],
  ['Chinese', 'zh_CN.UTF-8', 'zh/'],
])('In %s', (_language, locale, folder) => {
  it.each(commands.map((words) => [words.join(' '), words] as const))(
    'latent %s --help says how it is used',
    async (name, words) => {
      const { code, stdout, stderr } = await latent([...words, '--help'], { env: { LC_ALL: locale } })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      const file = ['latent', ...name.split(' ').filter(Boolean)].join('-')
      await expect(stdout).toMatchFileSnapshot(`__snapshots__/${folder}${file}.txt`)
    },
  )
})
