import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import ts from 'typescript'
import { languageIdOfPath } from '../../server/context/languages.ts'
import { SourceText } from '../../server/context/source.ts'
import type { TextChange } from '../../server/features/nextEdit/touchedPlaces.ts'
import { randomNumbers } from '../cuts.ts'
import { newNameOf } from './newNames.ts'
import { OneFileService } from './oneFileService.ts'

/** A change begun by hand in a published file, and everything that belongs to it. Offsets are those of the text before the change. */
export interface Case {
  readonly kind: 'variable' | 'member' | 'signature'
  readonly name: string
  readonly source: SourceText
  /** What the user did, in this order. */
  readonly done: readonly TextChange[]
  /** What is left to do, by the language service. */
  readonly due: readonly TextChange[]
}

export type Half = 'tuning' | 'heldOut'

/** Packages that publish source as people write it. */
const sources: readonly string[] = [
  ...['@azure/msal-*/src', 'ajv/lib', 'cheerio/src', 'htmlparser2/src', '@huggingface/jinja/src', '@secretlint/*/src'],
  ...['undici/lib', 'semver', 'tar/dist/esm', 'diff/libesm', 'jsonc-parser/lib/esm', 'json5/lib', 'qs/lib', 'iconv-lite'],
  ...[
    'postcss/lib',
    'source-map-js/lib',
    'glob/dist/esm',
    'css-select/dist',
    'yargs/lib',
    'picomatch/lib',
    'readable-stream/lib',
  ],
  ...['node-llama-cpp/dist', 'azure-devops-node-api', 'vscode-jsonrpc/lib', 'xmlbuilder/lib', 'slice-ansi', 'ipull/dist'],
]
const fileSize = { least: 2_500, most: 40_000 }

/** The first `count` cases of a half, of both kinds and in a fixed order. Packages are in one half only. */
export function casesOf(half: Half, count: number, seed: number): readonly Case[] {
  const random = randomNumbers(seed)
  const cases: Case[] = []
  const byPackage = new Map<string, number>()
  for (const path of shuffled(filesOf(half), random)) {
    if (cases.length >= count) break
    const owner = packageOf(path)
    const most = Math.ceil(count / 5)
    if ((byPackage.get(owner) ?? 0) >= most) continue
    const wanted = (['variable', 'member', 'signature'] as const)[cases.length % 3] ?? 'variable'
    const found = caseIn(path, wanted, cases.length % 2 === 0, random)
    if (found === undefined) continue
    cases.push(found)
    byPackage.set(owner, (byPackage.get(owner) ?? 0) + 1)
  }
  return cases
}

function filesOf(half: Half): readonly string[] {
  return globSync(
    sources.map((folder) => `node_modules/${folder}/**/*.{ts,js,mjs,cjs}`),
    {
      ignore: ['**/*.d.ts', '**/*.min.*', '**/test/**', '**/node_modules/*/node_modules/**', '**/llhttp/**', '**/*.generated.*'],
    },
  )
    .sort()
    .filter((path) => halfOf(packageOf(path)) === half)
}

function packageOf(path: string): string {
  // One owner's packages are written alike, so a scope counts as one.
  return path.split('/')[1] ?? ''
}

function halfOf(owner: string): Half {
  let sum = 0
  for (const character of owner) sum = (sum * 31 + character.charCodeAt(0)) >>> 0
  return sum % 2 === 0 ? 'tuning' : 'heldOut'
}

function caseIn(path: string, kind: Case['kind'], withNamesakes: boolean, random: () => number): Case | undefined {
  const text = readFileSync(path, 'utf8')
  if (text.length < fileSize.least || text.length > fileSize.most || text.includes('\r')) return undefined
  const source = new SourceText(path, languageIdOfPath(path), text)
  const service = new OneFileService(path, text)
  try {
    if (kind === 'signature') return pick(service.functions(), random, (each) => signatureCase(source, service, each, random))
    const named = service.declaredNames(kind)
    return pick(named, random, (each) => renameCase(source, service, each, kind, withNamesakes))
  } finally {
    service.dispose()
  }
}

function renameCase(
  source: SourceText,
  service: OneFileService,
  declared: ts.Identifier,
  kind: Case['kind'],
  withNamesakes: boolean,
): Case | undefined {
  const from = declared.text
  const to = newNameOf(from)
  if (to === undefined || new RegExp(`\\b${to}\\b`).test(source.text)) return undefined
  const due = service.rename(declared, to)
  const [declaration, ...uses] = [
    ...due.filter(({ start }) => start >= declared.getStart()),
    ...due.filter(({ start }) => start < declared.getStart()),
  ]
  const namesakes = service.identifiers(from) - due.length
  if (due.length < 3 || due.length > 10 || declaration === undefined || declaration.text !== to) return undefined
  if (withNamesakes && namesakes <= 0) return undefined
  const first = uses.find(({ start, text }) => start > declaration.start && text === to)
  if (first === undefined) return undefined
  return {
    kind,
    name: `${source.path} ${from} → ${to}`,
    source,
    done: [declaration, first],
    due: uses.filter((use) => use !== first),
  }
}

/** Two neighbouring parameters change places, or the last one goes. */
function signatureCase(
  source: SourceText,
  service: OneFileService,
  declared: ts.SignatureDeclaration & { readonly name: ts.Identifier },
  random: () => number,
): Case | undefined {
  const { parameters } = declared
  const [first, second] = parameters
  const last = parameters.at(-1)
  if (first === undefined || second === undefined || last === undefined) return undefined
  if (parameters.some(({ dotDotDotToken, initializer, questionToken }) => dotDotDotToken || initializer || questionToken))
    return undefined
  const order = parameters.map((_, index) => index)
  const kept = random() < 0.5 ? [1, 0, ...order.slice(2)] : order.slice(0, -1)
  const calls = service.calls(declared.name)
  const plain = calls.filter((call) => call.arguments.length === parameters.length && !call.arguments.some(ts.isSpreadElement))
  if (plain.length === 0 || plain.length > 8) return undefined
  const list = (nodes: readonly ts.Node[]): TextChange => ({
    start: nodes[0]?.getStart() ?? 0,
    end: nodes.at(-1)?.getEnd() ?? 0,
    text: kept.map((index) => nodes[index]?.getText() ?? '').join(', '),
  })
  return {
    kind: 'signature',
    name: `${source.path} ${declared.name.text}(${kept.map((index) => parameters[index]?.name.getText()).join(', ')})`,
    source,
    done: [list(parameters)],
    due: plain.map((call) => list(call.arguments)),
  }
}

function pick<Item, Result>(
  items: readonly Item[],
  random: () => number,
  use: (item: Item) => Result | undefined,
): Result | undefined {
  for (const item of shuffled(items, random).slice(0, 40)) {
    const result = use(item)
    if (result !== undefined) return result
  }
  return undefined
}

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const result = [...items]
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    const moved = result[index] as Item
    result[index] = result[other] as Item
    result[other] = moved
  }
  return result
}
