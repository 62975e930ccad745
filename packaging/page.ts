// `npm run package:page`: measures the packages in out/ and writes the table of docs/packages.md anew.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { archiveEntries } from './contents.ts'
import { contentsTable } from './sizes.ts'
import { targetNames } from './targets.ts'

const page = 'docs/packages.md'
const files = readdirSync('out').filter((name) => name.endsWith('.vsix'))
const measured = []
for (const target of targetNames) {
  const file = files.find((name) => name.startsWith(`latent-${target}-`))
  if (file === undefined) continue
  const path = join('out', file)
  measured.push({ target, archiveBytes: statSync(path).size, entries: await archiveEntries(path) })
}
if (measured.length === 0) throw new Error('There is no .vsix in out/: run `npm run package:vsix` first.')
writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(
    /(<!-- contents: .*? -->\n)[\s\S]*(<!-- \/contents -->)/,
    `$1\n${contentsTable(measured)}\n\n$2`,
  ),
)
