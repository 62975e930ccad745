import { describe, expect, it } from 'vitest'
import { disturbs } from '../../../server/features/completion/wordPlace.ts'
import { situationIn } from './place.ts'

function checkDisturbs(expected: boolean, cases: readonly (readonly [where: string, code: string])[]): void {
  it.each(cases)('%s: %s', (_, code) => expect(disturbs(situationIn(code))).toBe(expected))
}

describe('ghost text is in the way', () => {
  checkDisturbs(true, [
    ['before a word', '[||]value = 1\n'],
    ['within a word', 'val[||]ue = 1\n'],
    ['within a word in another script', '变[||]量 = 1\n'],
    ['within a word of characters beyond the first plane', '𝑎[||]𝑏 = 1\n'],
    ['before the sign that begins a name', '[||]$name = 1;\n'],
    ['before an operator', 'a [||] + b\n'],
    ['before the arguments of a call', 'call[||](a)\n'],
    ['before more arguments', 'call(a[||], b)\n'],
    ['before the rest of a chain', 'a[||].then(b)\n'],
    ['after a name, before a bracket with more behind it', 'call(a[||]).then(b)\n'],
    ['before a comment', 'a = 1 [||]// one\n'],
  ])
})

describe('ghost text is welcome', () => {
  checkDisturbs(false, [
    ['in an empty text', '[||]'],
    ['at the end of a line', 'value = [||]\n'],
    ['before white space', 'value = [||]  \n'],
    ['before a bracket', 'call(a, [||])\n'],
    ['before several closers and the end of the statement', 'call([{ a: "[||]" }]);\n'],
    ['before the end of an element', '<a b={[||]} />\n'],
    ['between the tags of an element', '  <b>[||]</b>\n'],
    ['before the start of a block', 'if (a[||]) {\n'],
    ['before a comma', '  a: [||],\n'],
    ['before a colon', 'def f(a[||]):\n'],
    ['in empty brackets with more behind them', 'call([||]).then(b)\n'],
    ['where an argument is missing, with more behind the bracket', 'call(a, [||]).then(b)\n'],
    ['where a value is missing, with more behind the bracket', 'call(a => a + [||]).then(b)\n'],
    ['before a bracket with a comment behind it', 'call([||]) // why\n'],
  ])
})
