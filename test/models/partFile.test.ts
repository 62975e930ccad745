import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PartFile } from '../../server/models/partFile.ts'
import { temporaryFolder } from './scene.ts'

const open = (path: string, onSize: (size: number) => void = () => {}) => PartFile.open(path, 10, onSize)

it('a part grows by what is appended and tells its size', async () => {
  const path = join(temporaryFolder(), 'part')
  writeFileSync(path, 'abc')
  const sizes: number[] = []
  const part = await open(path, (size) => sizes.push(size))
  await part.append(Buffer.from('de'))
  await part.append(Buffer.from('f'))
  await part.close()
  expect(readFileSync(path, 'utf8')).toBe('abcdef')
  expect(sizes).toEqual([5, 6])
})

it('a part without a byte is not kept', async () => {
  const path = join(temporaryFolder(), 'part')
  await (await open(path)).close()
  expect(existsSync(path)).toBe(false)
})

it('a finished part has its final name and leaves no note of where it came from', async () => {
  const folder = temporaryFolder()
  const part = await open(join(folder, 'part'))
  await part.append(Buffer.from('abc'))
  await part.setOrigin({ url: 'http://localhost/', etag: '"1"' })
  await part.finish(join(folder, 'whole'))
  expect(readdirSync(folder)).toEqual(['whole'])
})

it('a note of the origin that nobody can read counts as none', async () => {
  const folder = temporaryFolder()
  const part = await open(join(folder, 'part'))
  writeFileSync(join(folder, 'part.json'), '{"url": 5')
  expect(await part.origin()).toBeUndefined()
  await part.close()
})

it.runIf(process.platform === 'linux')('a disk that fills up while bytes arrive is named', async () => {
  const path = join(temporaryFolder(), 'part')
  // Every write to this device fails as on a full disk. Only the link to it is removed at the end.
  symlinkSync('/dev/full', path)
  const part = await open(path)
  await expect(part.append(Buffer.from('abc'))).rejects.toMatchObject({ code: 'diskFull' })
  await part.close()
})
