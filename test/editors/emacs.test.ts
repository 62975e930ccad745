import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentedSetUp, editorProgram, fileName, rightLine, type Scene, scene, typed, wrongLine } from './scene.ts'
import { TerminalProgram } from './terminal.ts'

const program = editorProgram('emacs')
const meta = '\x1b'
const control = (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96)
const save = control('x') + control('s')

describe.skipIf(program === undefined)('Emacs with the set-up of docs/editors.md', () => {
  let home: Scene
  let emacs: TerminalProgram
  beforeAll(() => {
    home = scene({
      'emacs/init.el': documentedSetUp('elisp'),
      // This one is unpacked, not installed, and has no compiler beside it.
      'emacs/early-init.el': '(setq native-comp-jit-compilation nil)',
    })
    emacs = new TerminalProgram(`"${program}" -nw "${home.file}"`, home)
  })
  afterAll(async () => {
    await emacs.stop(`${control('g')}${control('g')}${meta}:(kill-emacs)\r`)
    home.remove()
  })

  const statusOf = () => emacs.screen().find((line) => line.includes(fileName) && line.includes('Flymake')) ?? ''

  it('inserts the completion', async () => {
    await emacs.until('the server', () => statusOf().includes('[eglot:'))
    emacs.keys(`${meta}g${meta}g8\r${control('e')}\r${typed}`)
    await emacs.until('what was typed', () => emacs.shows(typed))
    await emacs.pressUntil(`${meta}\t`, 'the completion', () => emacs.shows('return left + right'))
    emacs.keys(save)
    await emacs.until('the completion in the file', () => /^\s*return left \+ right;?$/m.test(home.saved()))
  })

  it('reviews the file with the documented key and marks the finding', async () => {
    emacs.keys(`${control('c')}r`)
    await emacs.until('a warning', () => statusOf().includes('Flymake[0 1]'))
    await emacs.until('the outcome', () => emacs.shows('1 finding'))
  })

  it('mends the finding by a code action', async () => {
    expect(home.saved()).toContain(wrongLine)
    emacs.keys(`${meta}g${meta}g5\r`)
    await emacs.until('the line', () => statusOf().includes(' L5 '))
    emacs.keys(`${meta}31${control('f')}${meta}xeglot-code-actions\r`)
    await emacs.until('the actions', () => emacs.shows('Pick an action'))
    emacs.keys('Replace `minutes` with `seconds`\r')
    await emacs.until('the fix', () => emacs.shows('String(seconds)'))
    emacs.keys(save)
    await emacs.until('the fix in the file', () => home.saved().includes(rightLine))
  })
})
