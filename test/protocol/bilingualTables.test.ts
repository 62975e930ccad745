import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesIn, parsedFiles, placeOf } from './sourceFiles.ts'

const files = parsedFiles('server', 'client')
const han = /\p{Script=Han}/u

/** Objects that say the same in both languages: those typed by DisplayLanguage, and any with exactly the keys `en` and `zh`. */
function tablesIn(file: ts.SourceFile): readonly ts.ObjectLiteralExpression[] {
  return [...nodesIn(file)].filter(ts.isObjectLiteralExpression).filter((node) => {
    const keys = node.properties.map(nameOf)
    return keys.includes('en') || keys.includes('zh')
  })
}

function nameOf(property: ts.ObjectLiteralElementLike): string {
  return property.name === undefined ? '…' : property.name.getText().replaceAll(/^['"]|['"]$/g, '')
}

function textOf(table: ts.ObjectLiteralExpression, key: string): ts.Expression | undefined {
  const property = table.properties.find((each) => nameOf(each) === key)
  return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : undefined
}

/** Every text by its way through the table, with what a call of it takes. */
function textsOf(value: ts.Expression, path = ''): readonly { readonly path: string; readonly node: ts.Expression }[] {
  if (ts.isObjectLiteralExpression(value)) {
    return value.properties.flatMap((each) =>
      ts.isPropertyAssignment(each) ? textsOf(each.initializer, `${path}.${nameOf(each)}`) : [],
    )
  }
  const taken = ts.isArrowFunction(value)
    ? `(${value.parameters.map(({ name, type }) => `${name.getText()}: ${type?.getText()}`).join(', ')})`
    : ''
  return [{ path: path + taken, node: value }]
}

const tables = files.flatMap(({ syntax }) => tablesIn(syntax))
const pairs = tables.map((table) => ({ table, en: textOf(table, 'en'), zh: textOf(table, 'zh') }))

describe('What is said in English and in Chinese', () => {
  it('is found', () => expect(tables.length).toBeGreaterThan(20))

  it('has no text that is in one of them only', () => {
    const different = pairs.flatMap(({ table, en, zh }) => {
      const paths = (value: ts.Expression | undefined) =>
        (value === undefined ? [] : textsOf(value).map(({ path }) => path)).sort()
      const [left, right] = [paths(en), paths(zh)]
      const odd = [...left.filter((path) => !right.includes(path)), ...right.filter((path) => !left.includes(path))]
      return odd.length === 0 ? [] : [`${placeOf(table)}: ${odd.join(', ')}`]
    })
    expect(different).toEqual([])
  })

  it('is Chinese where it is said to be, and English elsewhere', () => {
    const wrong = pairs.flatMap(({ en, zh }) => [
      ...(en === undefined ? [] : textsOf(en)).filter(({ node }) => han.test(node.getText())),
      ...(zh === undefined ? [] : textsOf(zh)).filter(({ node }) => isProse(node.getText()) && !han.test(node.getText())),
    ])
    expect(wrong.map(({ node }) => `${placeOf(node)}: ${node.getText()}`)).toEqual([])
  })

  it('has the punctuation of its language', () => {
    const texts = pairs.flatMap(({ zh }) => (zh === undefined ? [] : textsOf(zh)))
    const wrong = texts.filter(({ node }) =>
      /\p{Script=Han}[,;:?!()]|\p{Script=Han}\.(?!\w)|[,;?!]\p{Script=Han}/u.test(node.getText()),
    )
    expect(wrong.map(({ node }) => `${placeOf(node)}: ${node.getText()}`)).toEqual([])
  })
})

/** Two English words in a row: names, units and signs alone are the same in every language. */
function isProse(text: string): boolean {
  return /['"`][^'"`$]*[a-z]{2,} [a-z]{2,}/.test(text)
}
