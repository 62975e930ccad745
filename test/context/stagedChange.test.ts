import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stagedChange } from '../../server/context/stagedChange.ts'
import { Repository } from './repository.ts'

describe('what the next commit holds', () => {
  test('are the staged files with their changed lines, and how the last commits were called', async () => {
    const repository = Repository.with({
      'a.ts': 'const a = 1\n',
      'old.ts': 'const x = 1\nconst y = 2\nconst z = 3\n',
      'gone.ts': 'x\n',
    })
    repository.stage({ 'a.ts': 'const a = 2\n', 'b 测试.ts': 'new\n' })
    repository.git('mv', 'old.ts', 'new.ts')
    repository.git('rm', '--quiet', 'gone.ts')
    repository.write('a.ts', 'not staged\n')
    const { files, subjects } = await stagedChange(repository.folder)
    expect(files.map(({ path, status, oldPath }) => [path, status, oldPath])).toEqual([
      ['a.ts', 'changed', undefined],
      ['b 测试.ts', 'added', undefined],
      ['gone.ts', 'deleted', undefined],
      ['new.ts', 'renamed', 'old.ts'],
    ])
    expect(files[0]?.hunks).toBe('@@ -1 +1 @@\n-const a = 1\n+const a = 2\n')
    expect(subjects).toEqual(['a commit'])
  })

  test('are files whatever their names hold', async () => {
    const names = ['a "quoted".ts', 'back\\slash.ts', 'tab\tand\u001b[31mcolour 测试.ts', 'line\nfeed.ts', 'empty "one".ts']
    const repository = new Repository()
    repository.stage(Object.fromEntries(names.map((name) => [name, name.startsWith('empty') ? '' : 'const a = 1\n'])))
    const { files } = await stagedChange(repository.folder)
    expect(files.map(({ path }) => path).toSorted()).toEqual(names.toSorted())
  })

  test('is nothing where nothing is staged, and everything before the first commit', async () => {
    expect((await stagedChange(Repository.with({ 'a.ts': 'a\n' }).folder)).files).toEqual([])
    const fresh = new Repository()
    fresh.stage({ 'a.ts': 'a\n' })
    expect(await stagedChange(fresh.folder)).toMatchObject({ files: [{ path: 'a.ts', status: 'added' }], subjects: [] })
  })

  test('tells secret, generated and binary files by name only', async () => {
    const repository = new Repository()
    repository.stage({ '.env': 'PASSWORD=hunter2\n', 'package-lock.json': '{}\n', 'picture.bin': Buffer.from([0, 1, 2]) })
    const { files } = await stagedChange(repository.folder)
    expect(files.map(({ path, hunks }) => [path, hunks])).toEqual([
      ['.env', ''],
      ['package-lock.json', ''],
      ['picture.bin', ''],
    ])
  })

  test('runs nothing that the repository names', async () => {
    const repository = Repository.with({ 'a.ts': 'a\n' })
    const trace = join(repository.folder, 'ran')
    const program = join(repository.folder, 'program.sh')
    writeFileSync(program, `#!/bin/sh\ntouch '${trace}'\ncat "$1" 2>/dev/null\n`)
    chmodSync(program, 0o755)
    for (const name of [
      'diff.external',
      'diff.tool.textconv',
      'diff.tool.command',
      'filter.tool.clean',
      'gpg.program',
      'core.fsmonitor',
      'core.pager',
    ])
      repository.git('config', name, program)
    repository.git('config', 'log.showSignature', 'true')
    repository.write('.gitattributes', '*.ts diff=tool filter=tool\n')
    repository.git('-c', 'filter.tool.clean=cat', 'add', '.')
    // Git ran it when the test itself called git.
    rmSync(trace, { force: true })
    await stagedChange(repository.folder)
    expect(existsSync(trace)).toBe(false)
  })
})
