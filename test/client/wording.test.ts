import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesIn, parsedFiles, placeOf } from '../protocol/sourceFiles.ts'

/** The tables of package.json have both languages themselves. */
const files = parsedFiles('client').filter(({ path }) => path !== 'client/manifest.ts')

/** Where VS Code shows what is put there. */
const shownProperties: ReadonlySet<string> = new Set([
  ...['title', 'placeHolder', 'prompt', 'label', 'description', 'detail', 'tooltip', 'openLabel', 'saveLabel', 'message'],
  ...['validationMessage', 'separator', 'followupPlaceholder', 'contentText'],
])
const showingCalls = /(?:show(?:Information|Warning|Error|Progress)(?:Message)?|setStatusBarMessage|withProgress|report)$/
const shownErrors: ReadonlySet<string> = new Set(['Notice', 'ClientFailure'])

/** What somebody reads: two words, or one that begins a sentence. Names of things and icons are no words. */
function isRead(text: string): boolean {
  const words = text.replaceAll(/\$\([\w~-]+\)/g, '').replaceAll('Latent', '')
  return /[A-Za-z]{2,} [A-Za-z]|^\s*[A-Z][a-z]+/.test(words)
}

/** The words that an expression gives by itself, also as one of two cases. */
function literalsOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isStringLiteralLike(node)) return isRead(node.text) ? [node] : []
  if (ts.isTemplateExpression(node)) {
    const words = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ')
    return isRead(words) ? [node] : []
  }
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)]
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression)
  return []
}

function shownIn(node: ts.Node): readonly ts.Node[] {
  if (ts.isPropertyAssignment(node) && shownProperties.has(node.name.getText())) return literalsOf(node.initializer)
  if (ts.isCallExpression(node) && showingCalls.test(node.expression.getText())) return node.arguments.flatMap(literalsOf)
  if (ts.isNewExpression(node) && shownErrors.has(node.expression.getText()))
    return (node.arguments ?? []).slice(0, 1).flatMap(literalsOf)
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    shownProperties.has(node.left.name.text)
  )
    return literalsOf(node.right)
  return []
}

/** A message that VS Code reads for links: all but those of a dialog. */
function isOpenMessage(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'withProgress') return true
  if (!ts.isPropertyAccessExpression(node) || !/^show(Information|Warning|Error)Message$/.test(node.name.text)) return false
  return !(ts.isCallExpression(node.parent) && /\bmodal: true\b/.test(node.parent.arguments[1]?.getText() ?? ''))
}

describe('What the client shows', () => {
  it('is put into the language of the editor', () => {
    const bare = files.flatMap(({ syntax }) => [...nodesIn(syntax)].flatMap(shownIn))
    expect(bare.map((node) => `${placeOf(node)}: ${node.getText()}`)).toEqual([])
  })

  it('reaches a notification only through the one file that takes links out of it', () => {
    const direct = files
      .filter(({ path }) => path !== 'client/notification.ts')
      .flatMap(({ syntax }) => [...nodesIn(syntax)].filter(isOpenMessage))
    expect(direct.map((node) => `${placeOf(node)}: ${node.getText()}`)).toEqual([])
  })

  it('would be found where it is not', () => {
    const dollar = '$'
    const seen = (code: string) =>
      [...nodesIn(ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest, true))].flatMap(shownIn).length
    expect(seen("window.showErrorMessage('It failed.')")).toBe(1)
    expect(seen(`const item = { title: ok ? \`Take ${dollar}{name}\` : t('No') }`)).toBe(1)
    expect(seen("throw new Notice('Nothing here.')")).toBe(1)
    expect(seen("item.tooltip = 'Shows the menu'")).toBe(1)
    expect(seen(`const item = { label: '${dollar}(add)', title: t('Add'), description: \`${dollar}{a}: ${dollar}{b}\` }`)).toBe(0)
  })
})
