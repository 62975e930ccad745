import { describe, expect, test } from 'vitest'
import { isTestFile, type ProjectFacts, testFrameworkOf, testPathFor } from '../../server/context/testFramework.ts'

const project = (manifests: Readonly<Record<string, string>>, tests: Readonly<Record<string, string>> = {}): ProjectFacts => ({
  manifests: Object.entries(manifests).map(([path, text]) => ({ path, text })),
  tests: Object.entries(tests).map(([path, text]) => ({ path, text })),
})

describe('the test framework of a project', () => {
  test.each([
    ['typescript', 'vitest', project({ 'package.json': '{"devDependencies":{"vitest":"^4"}}' })],
    ['javascript', 'jest', project({ 'package.json': '{"devDependencies":{"ts-jest":"^29","mocha":"^10"}}' })],
    ['javascript', 'mocha', project({ 'package.json': '{"devDependencies":{"mocha":"^10"}}' })],
    ['typescript', 'node', project({ 'package.json': '{"scripts":{"test":"node --test"}}' })],
    ['typescript', 'node', project({})],
    ['python', 'pytest', project({ 'pyproject.toml': '[tool.pytest.ini_options]\n' })],
    ['python', 'pytest', project({})],
  ] as const)('of %s is %s', (languageId, framework, facts) => {
    expect(testFrameworkOf(languageId, facts)).toBe(framework)
  })

  test('is the one that the tests import, whatever else is installed', () => {
    const manifests = { 'package.json': '{"devDependencies":{"jest":"^29"}}', 'requirements.txt': 'pytest\n' }
    expect(testFrameworkOf('typescript', project(manifests, { 'a.test.ts': "import { it } from 'vitest'" }))).toBe('vitest')
    expect(testFrameworkOf('python', project(manifests, { 'tests/test_a.py': 'import unittest\n' }))).toBe('unittest')
  })

  test('is none for a language that tests are not written for', () => {
    expect(testFrameworkOf('rust', project({}))).toBeUndefined()
  })
})

describe('the file for tests', () => {
  const path = (source: string, tests: readonly string[], taken: readonly string[] = []) =>
    testPathFor(source, 'Cart.total', project({}, Object.fromEntries(tests.map((each) => [each, '']))), (each) =>
      taken.includes(each),
    )

  test.each([
    ['beside the source without others', 'src/cart.ts', [], 'src/cart.test.ts'],
    ['marked as the others are', 'src/cart.ts', ['src/a.spec.ts'], 'src/cart.spec.ts'],
    ['in __tests__ where the others are', 'src/shop/cart.ts', ['src/a/__tests__/b.test.ts'], 'src/shop/__tests__/cart.test.ts'],
    ['in the top folder for tests', 'src/cart.ts', ['test/a.test.ts'], 'test/cart.test.ts'],
    ['mirrored below the top folder where the others are', 'src/shop/cart.ts', ['test/shop/a.test.ts'], 'test/shop/cart.test.ts'],
    ['in tests/ in Python', 'shop/cart.py', [], 'tests/test_cart.py'],
    ['beside the source in Python where the others are', 'shop/cart.py', ['shop/test_a.py'], 'shop/test_cart.py'],
  ] as const)('is %s', (_, source, tests, expected) => {
    expect(path(source, tests)).toBe(expected)
  })

  test('never is one that is there', () => {
    expect(path('src/cart.ts', [], ['src/cart.test.ts'])).toBe('src/cart_Cart_total.test.ts')
    expect(path('cart.py', [], ['tests/test_cart.py'])).toBe('tests/test_cart_Cart_total.py')
    expect(path('src/cart.ts', [], ['src/cart.test.ts', 'src/cart_Cart_total.test.ts'])).toBe('src/cart_Cart_total_2.test.ts')
  })
})

test('files with tests are known by their names', () => {
  const names = ['a.test.ts', 'a.spec.jsx', 'test_a.py', 'x/a_test.py', 'contest.ts', 'latest.py', 'test.ts']
  expect(names.filter(isTestFile)).toEqual(['a.test.ts', 'a.spec.jsx', 'test_a.py', 'x/a_test.py'])
})
