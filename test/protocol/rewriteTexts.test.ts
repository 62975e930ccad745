import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inLanguage } from '../../server/protocol/findingTexts.ts'

const folder = new URL('../../server/features/edit/', import.meta.url)
const files = [
  ...readdirSync(new URL('refactor', folder))
    .filter((name) => name.startsWith('rewrite'))
    .map((name) => `refactor/${name}`),
  ...readdirSync(new URL('optimise', folder)).map((name) => `optimise/${name}`),
  ...['guard.ts', 'sameBehaviour.ts', 'duplicates.ts', 'containers.ts'],
]
/** What the model is told is not shown. */
const forTheModel = /^(Rewrite it |Does the second version |You rewrite )/

/** The sentences of a file as a user sees them, with some code in the place of code and a number in that of numbers. */
function sentencesOf(path: string): readonly string[] {
  const text = readFileSync(new URL(path, folder), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '')
  const literals = text.matchAll(/'([A-Z][^'\n]* [^'\n]*\.)'|`((?:[A-Z]|\\`)(?:\\`|[^`\n])* (?:\\`|[^`\n])*\.)`/g)
  return [...literals]
    .map(([, plain = '', template = '']) => (plain || template).replaceAll('\\`', '`'))
    .map((sentence) =>
      sentence
        .replaceAll(/`\$\{(?:[^{}]|\{[^}]*\})*\}`/g, '`x`')
        .replaceAll(/\$\{(text|name|sign)\}/g, '`x`')
        .replaceAll(/\$\{[^}]*\}/g, '3'),
    )
    .filter((sentence) => !forTheModel.test(sentence))
}

const sentences = [...new Set(files.flatMap(sentencesOf))]

it('finds the sentences of rewrites', () => {
  expect(sentences.length).toBeGreaterThan(50)
})

it.each(sentences)('%s has a Chinese text', (sentence) => {
  expect(inLanguage(sentence, 'zh')).not.toBe(sentence)
})
