import { SourceText } from '../../../context/source.ts'
import { countSyntaxErrors } from '../../../context/syntaxErrors.ts'
import type { CompletionRequest } from '../../../engine/engine.ts'
import type { EditDeps } from '../editing.ts'
import type { TestPlace, TestStyle } from './testStyle.ts'

const mostTests = 4
const tokensPerTest = 110
/** More of the file than this tells a small model little about one function. */
const mostContext = 3000

/**
 * Tests of a function, as the text of a new file: the header is ours, each test is the model's and is kept where it is whole, calls the function
 * and asserts something. Undefined where none is. `variant`: another set, as in CompletionRequest.
 */
export async function writtenTests(
  place: TestPlace,
  style: TestStyle,
  variant: number,
  { engine, parser }: EditDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  let written = ''
  let isCutOff = true
  for await (const delta of engine.complete(testsRequest(place, style, variant), signal)) {
    if (delta.kind === 'text') written += delta.text
    else isCutOff = delta.reason === 'length'
    if (startsIn(style.testStart + written, style).length > mostTests) break
  }
  const tests = wholeTests(style.testStart + written, isCutOff, place, style)
  for (let count = tests.length; count > 0; count -= 1) {
    const text = assembled(tests.slice(0, count), style)
    const tree = await parser.parse(new SourceText(place.testPath, place.source.languageId, text))
    const errors = tree === undefined ? 0 : countSyntaxErrors(tree)
    tree?.dispose()
    if (errors === 0) return text.replaceAll('\n', place.source.lineEnd)
  }
  return undefined
}

/** The function's file, and then the new one up to the first test's name: the model goes on with what it knows of such files. */
function testsRequest({ source, subject, testPath }: TestPlace, style: TestStyle, variant: number): CompletionRequest {
  const sign = source.languageId === 'python' ? '#' : '//'
  const code = source.text.replaceAll(/\r\n?/g, '\n')
  const start = source.lineStart(subject.startLine)
  const shown = code.length <= mostContext ? code : `${code.slice(0, 600)}\n${source.text.slice(start, subject.endOffset)}\n`
  const own = subject.name.split('.').at(-1) ?? subject.name
  return {
    lane: 'user',
    sequence: 'review',
    prompt: {
      kind: 'text',
      text: `${sign} ${source.path}\n${shown}\n${sign} ${testPath}\n${sign} Tests of ${own}: ordinary values, edge cases.\n${style.header}${style.testStart}`,
    },
    maxTokens: tokensPerTest * mostTests,
    variant,
    stop: [`\n${sign} `, '\n```', ...(style.footer.startsWith('}') ? [`\n${style.footer.trim()}`] : ['\nif __name__'])],
  }
}

/** Offsets at which tests begin. */
function startsIn(text: string, { testStart }: TestStyle): readonly number[] {
  const starts: number[] = []
  for (let at = text.indexOf(testStart); at >= 0; at = text.indexOf(testStart, at + 1))
    if (at === 0 || text[at - 1] === '\n') starts.push(at)
  return starts
}

/** Tests that end, call the function, assert something, and are not there twice. `isCutOff`: the text's last line may be half of one. */
export function wholeTests(text: string, isCutOff: boolean, { subject }: TestPlace, style: TestStyle): readonly string[] {
  const starts = startsIn(text, style)
  const own = subject.name.split('.').at(-1) ?? subject.name
  const tests = starts.flatMap((start, index) => {
    const isLast = index === starts.length - 1
    const test = ended(text.slice(start, starts[index + 1]), style, isLast && isCutOff)
    return test === undefined || !test.includes(own) || !style.assertion.test(test) ? [] : [test]
  })
  return [...new Map(tests.map((test) => [bodyOf(test), test])).values()].slice(0, mostTests)
}

/** A test up to the line that ends it; where only indentation ends it, one that was cut off counts without its last line. */
function ended(test: string, { testEnd, testStart }: TestStyle, isCutOff: boolean): string | undefined {
  const lines = test.trimEnd().split('\n')
  if (testEnd !== undefined) {
    const end = lines.indexOf(testEnd)
    return end < 0 ? undefined : lines.slice(0, end + 1).join('\n')
  }
  const depth = testStart.length - testStart.trimStart().length
  const out = lines.findIndex((line, index) => index > 0 && line.trim() !== '' && line.length - line.trimStart().length <= depth)
  const own = lines.slice(0, out < 0 ? lines.length - (isCutOff ? 1 : 0) : out)
  return own.length < 2 ? undefined : own.join('\n').trimEnd()
}

function bodyOf(test: string): string {
  return test.slice(test.indexOf('\n'))
}

function assembled(tests: readonly string[], { header, footer, testStart }: TestStyle): string {
  const between = testStart === 'def test_' ? '\n\n\n' : '\n\n'
  return `${header}${tests.join(between)}\n${footer}`
}
