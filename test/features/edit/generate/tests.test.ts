import { describe, expect, test } from 'vitest'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { testStyle } from '../../../../server/features/edit/generate/testStyle.ts'
import { wholeTests, writtenTests } from '../../../../server/features/edit/generate/tests.ts'
import { ScriptedEngine } from '../../review/scriptedEngine.ts'
import { subjectIn } from './subjects.ts'

const cart = "import { round } from './round.ts'\n\nexport function total(items: number[]) {\n  retu[||]rn round(items)\n}\n"

async function placeIn(path: string, languageId: string, code: string, testPath: string, examples: readonly string[] = []) {
  return { ...(await subjectIn(path, languageId, code)), testPath, examples }
}

describe('the header of tests', () => {
  test.each([
    [
      'vitest',
      "import { describe, expect, it } from 'vitest'\nimport { total } from '../src/cart.ts'\n\ndescribe('total', () => {\n",
    ],
    ['jest', "import { total } from '../src/cart.ts'\n\ndescribe('total', () => {\n"],
    [
      'node',
      "import assert from 'node:assert/strict'\nimport { test } from 'node:test'\nimport { total } from '../src/cart.ts'\n\n",
    ],
  ] as const)('imports what %s and the function need', async (framework, header) => {
    expect(testStyle(framework, await placeIn('src/cart.ts', 'typescript', cart, 'test/cart.test.ts'))?.header).toBe(header)
  })

  test('follows the quotes, semicolons and extensions of the project', async () => {
    const code = 'import { a } from "./a";\nexport default class Cart {\n  total() { retur[||]n a(); }\n}\n'
    const style = testStyle('vitest', await placeIn('cart.ts', 'typescript', code, 'cart.test.ts', ['import x from "./x.js";']))
    expect(style?.header).toBe(
      'import { describe, expect, it } from "vitest";\nimport Cart from "./cart.js";\n\ndescribe("Cart.total", () => {\n',
    )
  })

  test('requires modules in a file that does so', async () => {
    const style = testStyle(
      'mocha',
      await placeIn('cart.js', 'javascript', 'function f() { [||] }\nmodule.exports = { f }\n', 'cart.test.js'),
    )
    expect(style?.header).toContain("const { f } = require('./cart')")
  })

  test('names a Python module from the top, without src', async () => {
    const place = await placeIn('src/shop/cart.py', 'python', 'def total(items):\n    retu[||]rn 0\n', 'tests/test_cart.py')
    expect(testStyle('pytest', place)?.header).toBe('from shop.cart import total\n\n\n')
    expect(testStyle('unittest', place)?.header).toContain('class TotalTest(unittest.TestCase):\n')
  })

  test('is none where the function is not exported', async () => {
    expect(
      testStyle(
        'vitest',
        await placeIn('cart.ts', 'typescript', 'function f() { [||] }\nexport const other = f\n', 'cart.test.ts'),
      ),
    ).toBeUndefined()
  })
})

describe('the tests that are kept', () => {
  test('end, call the function and assert something, each once', async () => {
    const place = await placeIn('src/cart.ts', 'typescript', cart, 'test/cart.test.ts')
    const style = testStyle('vitest', place)
    if (style === undefined) throw new Error('no style')
    const good = "  it('adds', () => {\n    expect(total([1])).toBe(1)\n  })"
    const others = [
      "  it('says nothing', () => {\n    total([])\n  })",
      "  it('is of another', () => {\n    expect(sum([1])).toBe(1)\n  })",
    ]
    const again = good.replace('adds', 'adds again')
    const cut = "  it('is cut off', () => {\n    expect(total([1"
    expect(wholeTests([good, ...others, again, cut].join('\n\n'), true, place, style)).toEqual([again])
  })

  test('of Python lose the line in which the model was cut off', async () => {
    const place = await placeIn('cart.py', 'python', 'def total(items):\n    retu[||]rn 0\n', 'tests/test_cart.py')
    const style = testStyle('pytest', place)
    if (style === undefined) throw new Error('no style')
    const text = 'def test_none():\n    assert total([]) == 0\n\n\ndef test_one():\n    assert total([1]) == 1\n    assert tot'
    expect(wholeTests(text, true, place, style).at(-1)).toBe('def test_one():\n    assert total([1]) == 1')
    expect(wholeTests(text.slice(0, text.lastIndexOf('\n')), false, place, style)).toHaveLength(2)
  })

  test('are none where the model wrote nothing of use', async () => {
    const place = await placeIn('src/cart.ts', 'typescript', cart, 'test/cart.test.ts')
    const style = testStyle('vitest', place)
    if (style === undefined) throw new Error('no style')
    const deps = { engine: new ScriptedEngine({ completion: "x', () => {" }), parser: await SyntaxParser.create() }
    expect(await writtenTests(place, style, 0, deps, new AbortController().signal)).toBeUndefined()
  })
})
