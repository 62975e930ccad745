import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { clientCommands } from '../../client/manifest.ts'
import type { WayOut } from '../../server/protocol/errorEntry.ts'
import { errorTable } from '../../server/protocol/errorTable.ts'

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const english: Record<string, string> = JSON.parse(readFileSync('package.nls.json', 'utf8'))
const chinese: Record<string, string> = JSON.parse(readFileSync('package.nls.zh-cn.json', 'utf8'))
const bundle: Record<string, string> = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8'))

/** An entry of a menu or a key. */
interface Entry {
  readonly command?: string
  readonly submenu?: string
}

describe('What is written from tables', () => {
  test('is the same as the tables say', () => {
    // The script prints the files that differ, which the failed call repeats.
    execFileSync(process.execPath, ['scripts/generate.mjs', '--check'], { encoding: 'utf8' })
  })

  test('gives every text that package.json asks for, in both languages', () => {
    const asked = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]).sort()
    expect(Object.keys(english).sort()).toEqual([...new Set(asked)])
    expect(Object.keys(chinese)).toEqual(Object.keys(english))
  })
})

describe('Commands', () => {
  const own = Object.keys(clientCommands)

  test('in keybindings and menus are all contributed ones', () => {
    const { keybindings, menus } = manifest.contributes
    const used: Entry[] = [...keybindings, ...Object.values<Entry[]>(menus).flat()]
    const commands = used.flatMap(({ command }) => (command === undefined ? [] : [command]))
    expect(commands.filter((command) => !own.includes(command))).toEqual([])
  })

  test('stand in submenus that some menu shows', () => {
    const { submenus, menus } = manifest.contributes
    const shown = Object.values<Entry[]>(menus).flatMap((entries) => entries.flatMap(({ submenu = [] }) => submenu))
    expect(submenus.map(({ id }: { id: string }) => id).sort()).toEqual([...new Set(shown)].sort())
    for (const id of shown) expect(Object.keys(menus)).toContain(id)
  })

  test('that errors name as a way out exist', () => {
    const ways: WayOut[] = Object.values(errorTable).map((entry) => entry.wayOut)
    const commands = ways.flatMap((way) => (way.command?.startsWith('latent.') ? [way.command] : []))
    expect(commands.filter((command) => !own.includes(command))).toEqual([])
  })
})

describe('Texts of the client', () => {
  const source = readdirSync('client')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`client/${file}`, 'utf8'))
    .join('\n')
  const used = [...source.matchAll(/\bt\(\s*(['"])(.*?)\1/g)].map((match) => match[2])

  test('have a Chinese translation each, and none is left over', () => {
    expect(Object.keys(bundle).sort()).toEqual([...new Set(used)].sort())
  })

  test('keep their placeholders in the translation', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort()
    for (const [text, translated] of Object.entries(bundle)) expect(placeholders(translated), text).toEqual(placeholders(text))
  })
})

describe('Walkthrough pages', () => {
  const steps: { media: { markdown: string } }[] = manifest.contributes.walkthroughs[0].steps
  const pages = steps.map(({ media }) => media.markdown)
  const inChinese = (page: string) => page.replace(/\.md$/, '.nls.zh-cn.md')
  /** What both languages have in common: the kinds of their lines, and what is typed. */
  const shape = (page: string) => {
    const text = readFileSync(page, 'utf8')
    const lines = text.split('\n').map((line) => /^(?:#+ |- |\| ?-|\|)/.exec(line)?.[0] ?? (line === '' ? '' : 'text'))
    const blocks = lines.filter((kind, index) => kind !== 'text' || lines[index - 1] !== 'text')
    return { blocks, typed: [...text.matchAll(/`[^`\p{Script=Han}]+`/gu)].map(String).filter((word) => !word.includes('RULE')) }
  }

  test('exist in both languages, and none is left over', () => {
    expect(pages).toHaveLength(4)
    const files = [...pages, ...pages.map(inChinese)].sort()
    expect(
      readdirSync('media/walkthrough')
        .map((name) => `media/walkthrough/${name}`)
        .sort(),
    ).toEqual(files)
  })

  test.each(pages)('%s says the same in Chinese', (page) => {
    expect(readFileSync(inChinese(page), 'utf8')).toMatch(/^# .*\p{Script=Han}/u)
    expect(shape(inChinese(page))).toEqual(shape(page))
  })
})
