import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ProjectDisk } from '../../server/context/projectDisk.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-disk-')))
  file = join(folder, 'a.ts')
  writeFileSync(file, 'text')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

// Two slashes in front name another machine on Windows; elsewhere they lead to the same file, so that a refusal is seen.
describe('paths on another machine', () => {
  it('are not looked at', () => {
    const disk = new ProjectDisk(file)
    expect(disk.fileExists(`/${file}`)).toBe(false)
    expect(disk.readFile(`/${file}`)).toBeUndefined()
    expect(disk.folderExists(`/${folder}`)).toBe(false)
    expect(disk.foldersIn(`/${folder}`)).toEqual([])
    expect(disk.realPath(`/${file}`)).toBe(`/${file}`)
  })

  it('are looked at where the project lies on that machine', () => {
    expect(new ProjectDisk(`/${file}`).readFile(`/${file}`)).toBe('text')
  })
})

describe('the disk of a project', () => {
  it('lists folders and links to folders', () => {
    symlinkSync(folder, join(folder, 'link'))
    expect(new ProjectDisk(file).foldersIn(folder)).toEqual(['link'])
  })

  it.each(['/dev/zero', 'missing.ts', '.'])('has no text for %s', (path) => {
    expect(new ProjectDisk(file).readFile(join(path.startsWith('/') ? '' : folder, path))).toBeUndefined()
  })
})
