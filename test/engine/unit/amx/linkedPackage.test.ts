import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { linkedPackage } from '../../../../server/engine/local/amx/linkedPackage.ts'
import { PackStore } from '../../../../server/models/packs/packStore.ts'
import { temporaryFolder } from '../../../models/scene.ts'

const kept = ['bins/x/addon.node', 'bins/x/libplain.so', 'dist/index.js', 'package.json']

/** A package with a file to leave out, and a folder for the links that is not there yet. */
function scene() {
  const source = join(temporaryFolder(), 'package')
  mkdirSync(join(source, 'bins', 'x'), { recursive: true })
  mkdirSync(join(source, 'dist'))
  for (const file of [...kept, 'bins/x/libfast.so']) writeFileSync(join(source, file), `the text of ${file}`)
  const place = join(temporaryFolder(), 'engine', '1.0.0')
  return { source, place, make: () => linkedPackage(source, place, (file) => file.endsWith('libfast.so')) }
}

/** A new folder on another drive than a file's; undefined where there is none to write to. */
function otherDrive(file: string): string | undefined {
  const shared = '/dev/shm'
  if (!existsSync(shared) || lstatSync(shared).dev === lstatSync(file).dev) return undefined
  const folder = mkdtempSync(join(shared, 'latent-links-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function filesIn(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return paths
    .filter((path) => !lstatSync(join(folder, path)).isDirectory())
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

function expectWhole(folder: string): void {
  expect(filesIn(folder)).toEqual(kept)
  for (const file of kept) expect(readFileSync(join(folder, file), 'utf8')).toBe(`the text of ${file}`)
}

describe('A folder of links', () => {
  it('shows all files of the package but those that are left out, and takes no room', async () => {
    const { place, make } = scene()
    const folder = await make()
    expectWhole(folder)
    expect(readdirSync(place).map((name) => join(place, name))).toEqual([folder])
    if (process.platform !== 'win32') expect(await new PackStore(join(place, '..')).restBytes()).toBe(0)
  })

  it('is made once', async () => {
    const { make } = scene()
    const folder = await make()
    const made = lstatSync(folder).ino
    expect(await make()).toBe(folder)
    expect(lstatSync(folder).ino).toBe(made)
  })

  it.each<[string, (folder: string) => void]>([
    ['lacks a file', (folder) => rmSync(join(folder, 'bins', 'x', 'libplain.so'))],
    ['has a file too many', (folder) => writeFileSync(join(folder, 'bins', 'x', 'libfast.so'), 'left from before')],
    [
      'has a file in the place of a link',
      (folder) => {
        rmSync(join(folder, 'package.json'))
        writeFileSync(join(folder, 'package.json'), '')
      },
    ],
    [
      'has a link that leads nowhere',
      (folder) => {
        rmSync(join(folder, 'package.json'))
        symlinkSync(join(folder, 'gone'), join(folder, 'package.json'))
      },
    ],
    [
      'is empty',
      (folder) => {
        rmSync(folder, { recursive: true })
        mkdirSync(folder)
      },
    ],
    [
      'is a file',
      (folder) => {
        rmSync(folder, { recursive: true })
        writeFileSync(folder, '')
      },
    ],
  ])('that %s is made anew, and nothing of the old one stays', async (_what, spoil) => {
    const { place, make } = scene()
    const folder = await make()
    spoil(folder)
    expect(await make()).toBe(folder)
    expectWhole(folder)
    expect(readdirSync(place)).toHaveLength(1)
  })

  it('is made anew when the package has other files', async () => {
    const { source, make } = scene()
    const folder = await make()
    // As a package manager does it.
    renameSync(join(source, 'package.json'), join(source, 'old.json'))
    rmSync(join(source, 'dist'), { recursive: true })
    await make()
    expect(filesIn(folder)).toEqual(['bins/x/addon.node', 'bins/x/libplain.so', 'old.json'])
  })

  it('is made by several at the same time without harm', async () => {
    const { place, make } = scene()
    const [first = '', ...others] = await Promise.all(Array.from({ length: 8 }, make))
    expect(new Set([first, ...others]).size).toBe(1)
    expectWhole(first)
    expect(readdirSync(place)).toHaveLength(1)
  })

  it('is another one for another installation', async () => {
    const [one, other] = [scene(), scene()]
    const isLeftOut = () => false
    const folders = [
      await linkedPackage(one.source, one.place, isLeftOut),
      await linkedPackage(other.source, one.place, isLeftOut),
    ]
    expect(new Set(folders).size).toBe(2)
  })

  it('is one of hard links on Windows, or of copies on another drive, and made anew as well', async () => {
    const { source, place } = scene()
    const elsewhere = otherDrive(source)
    for (const where of [place, ...(elsewhere === undefined ? [] : [elsewhere])]) {
      const make = () => linkedPackage(source, where, (file) => file.endsWith('libfast.so'), 'win32')
      const folder = await make()
      expectWhole(folder)
      const file = join(folder, 'package.json')
      expect(lstatSync(file).isSymbolicLink()).toBe(false)
      const made = lstatSync(folder).ino
      await make()
      expect(lstatSync(folder).ino).toBe(made)
      rmSync(file)
      await make()
      expectWhole(folder)
      if (where === place) expect(await new PackStore(join(place, '..')).restBytes()).toBe(0)
    }
  })

  it('needs the package only for reading', async () => {
    const { source, make } = scene()
    for (const folder of ['bins/x', 'bins', 'dist', '.']) chmodSync(join(source, folder), 0o555)
    expectWhole(await make())
    expectWhole(await make())
    for (const folder of ['.', 'dist', 'bins', 'bins/x']) chmodSync(join(source, folder), 0o755)
    expect(filesIn(source)).toHaveLength(kept.length + 1)
  })

  it('is refused where nothing can be written, with what the disk says', async () => {
    const { source, place } = scene()
    mkdirSync(join(place, '..'), { recursive: true })
    writeFileSync(place, '')
    await expect(linkedPackage(source, place, () => false)).rejects.toThrow(/ENOTDIR|EEXIST/)
  })
})
