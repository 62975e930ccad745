import { functionsBelow } from '../../server/context/functionNodes.ts'
import type { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import type { FimPrompt } from '../../server/engine/engine.ts'
import type { CorpusFile } from '../completion/corpus.ts'
import { randomNumbers } from '../cuts.ts'

/** A function that is written anew below the old one, with one name changed: the model repeats most of what stands above. */
export interface EditCase {
  readonly id: string
  readonly prompt: FimPrompt
  /** The old function. */
  readonly draft: string
  /** Characters of the old body: what is written after as many is no edit of it any more. */
  readonly bodyCharacters: number
}

const bodyLines = { fewest: 5, most: 25 }
const prefixCharacters = 1400
const suffixCharacters = 300

/** One case a file at most, in an order that the seed decides. Throws when there are too few files. */
export async function editCases(
  files: readonly CorpusFile[],
  count: number,
  seed: number,
  parser: SyntaxParser,
): Promise<readonly EditCase[]> {
  const random = randomNumbers(seed)
  const ranked = files.map((file) => ({ file, rank: random() })).sort((a, b) => a.rank - b.rank)
  const cases: EditCase[] = []
  for (const { file } of ranked) {
    if (cases.length === count) return cases
    const found = await casesIn(file, parser)
    const picked = found[Math.floor(random() * found.length)]
    if (picked !== undefined) cases.push(picked)
  }
  if (cases.length < count) throw new Error(`The corpus has functions for ${cases.length} cases only.`)
  return cases
}

async function casesIn(file: CorpusFile, parser: SyntaxParser): Promise<readonly EditCase[]> {
  const tree = await parser.parse(new SourceText(file.path, file.languageId, file.text))
  if (tree === undefined) return []
  try {
    return functionsBelow(tree.rootNode, '').flatMap(({ startOffset, endOffset, name }) => {
      const found = caseAt(file, startOffset, endOffset)
      return found === undefined ? [] : [{ id: `${file.packageName}/${file.path} ${name}`, ...found }]
    })
  } finally {
    tree.dispose()
  }
}

function caseAt({ path, text }: CorpusFile, start: number, end: number): Omit<EditCase, 'id'> | undefined {
  const old = text.slice(start, end)
  const [head = '', ...body] = old.split('\n')
  if (body.length < bodyLines.fewest || body.length > bodyLines.most) return undefined
  const renamed = renamedHead(head, body.join('\n'))
  if (renamed === undefined) return undefined
  const indentation = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? ''
  const prefix = `${text.slice(0, end)}\n\n${indentation}${renamed}\n`
  return {
    prompt: {
      kind: 'fim',
      prefix: prefix.slice(-prefixCharacters),
      suffix: text.slice(end, end + suffixCharacters),
      typed: '',
      path,
    },
    draft: old,
    bodyCharacters: body.join('\n').length,
  }
}

/** A function's first line with one name of it changed that its body uses; undefined where there is none. */
export function renamedHead(head: string, body: string): string | undefined {
  const inBrackets = head.slice(head.indexOf('(') + 1)
  const name = inBrackets.match(/[A-Za-z_]\w{2,}/g)?.find((each) => !words.has(each) && new RegExp(`\\b${each}\\b`).test(body))
  return name === undefined ? undefined : head.replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}2`)
}

const words = new Set([
  'self',
  'cls',
  'this',
  'string',
  'number',
  'boolean',
  'unknown',
  'any',
  'str',
  'int',
  'bool',
  'None',
  'async',
  'const',
  'function',
  'return',
  'readonly',
])
