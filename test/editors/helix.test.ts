import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { code, documentedSetUp, editorProgram, rightLine, type Scene, scene, typed, wrongLine } from './scene.ts'
import { TerminalProgram } from './terminal.ts'

const program = editorProgram('hx')
const escapeKey = '\x1b'
const controlX = '\x18'

describe.skipIf(program === undefined)('Helix with the set-up of docs/editors.md', () => {
  let home: Scene
  let helix: TerminalProgram
  beforeAll(() => {
    home = scene({ 'helix/languages.toml': documentedSetUp('toml') })
    helix = new TerminalProgram(`"${program}" "${home.file}"`, home)
  })
  afterAll(async () => {
    await normalMode()
    await helix.stop(':quit!\r')
    home.remove()
  })

  /** An escape that is followed at once by other keys would be read as one key with Alt. */
  async function normalMode(): Promise<void> {
    const isNormal = () => helix.screen().some((line) => line.startsWith(' NOR '))
    if (isNormal()) return
    helix.keys(escapeKey)
    await helix.until('normal mode', isNormal)
  }

  /**
   * Opens a menu by `keys`, again every few seconds, because Helix shows nothing while a server starts. Moves down in it until `entry` is
   * chosen, and takes it.
   */
  async function take(keys: string, entry: string): Promise<void> {
    await helix.pressUntil(keys, `“${entry}” in the menu`, () => helix.shows(entry))
    await helix.until(`“${entry}” to be chosen`, () => {
      if (helix.inverse(entry)) return true
      helix.keys('\t')
      return false
    })
    helix.keys('\r')
  }

  it('has the completion in its menu', async () => {
    await helix.until('the file', () => helix.shows('export function add(left, right) {'))
    helix.keys(`8Go${typed}`)
    await helix.until('what was typed', () => helix.shows(typed))
    await take(controlX, 'return left + right')
    await normalMode()
    helix.keys(':write\r')
    await helix.until('the completion in the file', () => /^\s*return left \+ right;?$/m.test(home.saved()))
    expect(home.saved().replace(/^\s*return left \+ right;?\n/m, '')).toBe(code)
  })

  it('reviews the file by a code action and marks the finding', async () => {
    helix.keys('ggj')
    await take(' a', 'Review this file with Latent')
    await helix.until('a mark beside line 5', () => helix.screen().some((line) => /^\s*●\s*5 /.test(line)))
  })

  it('mends the finding by a code action', async () => {
    expect(home.saved()).toContain(wrongLine)
    helix.keys('5Ggh32l')
    await take(' a', 'Replace `minutes` with `seconds`')
    await helix.until('the finding to go', () => !helix.screen().some((line) => line.includes('●')))
    helix.keys(':write\r')
    await helix.until('the fix in the file', () => home.saved().includes(rightLine))
  })
})
