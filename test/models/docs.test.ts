import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { catalogue } from '../../server/models/catalogue.ts'
import type { CatalogueEntry } from '../../server/models/catalogueEntry.ts'

const roles = { completion: 'completions', instruct: 'instructions' } as const

function row({ name, parameters, roles: own, files, contextTokens, licence }: CatalogueEntry): string {
  const { total, active } = parameters
  const size = active === total ? `${total}` : `${total} (${active})`
  const cells = [
    `\`${name}\``,
    size,
    own.map((role) => roles[role]).join(', '),
    files.map(({ quantisation }) => quantisation).join(', '),
    contextTokens.toLocaleString('en'),
    `[${licence.name}](${licence.url})`,
  ]
  return `| ${cells.join(' | ')} |`
}

it('the documentation lists every model of the catalogue as it is there', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'models.md'), 'utf8')
  const rows = text.split('\n').filter((line) => /^\| `[\w.-]+` \| [\d.]+/.test(line))
  expect(rows).toEqual(catalogue.map(row))
})
