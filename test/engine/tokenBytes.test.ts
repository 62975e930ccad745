import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama, type Llama, LlamaLogLevel, type LlamaModel, type Token } from 'node-llama-cpp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTokenBytes, type TokenBytes } from '../../server/engine/local/tokenBytes.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { type vocabularies, writeVocabulary } from '../fixtures/vocabularies/vocabularies.ts'
import { starterModel } from './engines.ts'

let folder: string
let llama: Llama

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-vocabularies-'))
  llama = await getLlama({ build: 'never', skipDownload: true, gpu: false, logLevel: LlamaLogLevel.disabled })
})

afterAll(async () => {
  for (const model of models.values()) await (await model).dispose()
  await llama?.dispose()
  await rm(folder, { recursive: true, force: true })
})

type Name = 'starter' | 'deepseek2' | keyof typeof vocabularies

// Each is disposed before the library is, which otherwise waits for those still loaded.
const models = new Map<Name, Promise<LlamaModel>>()

/** The tokeniser alone, without weights. */
function load(name: Name): Promise<LlamaModel> {
  const model = models.get(name) ?? fileOf(name).then((modelPath) => llama.loadModel({ modelPath, vocabOnly: true }))
  models.set(name, model)
  return model
}

async function fileOf(name: Name): Promise<string> {
  if (name === 'starter') return starterModel()
  const path = join(folder, `${name}.gguf`)
  await (name === 'deepseek2' ? writeDeepseek2(path) : writeVocabulary(path, name))
  return path
}

const texts = [
  'export async function load(path: string) {\n    if (!path) {\n\t\treturn undefined\n    }\n}\n',
  "x ? y : z . w , v ! it 's ' ",
  '// 如果文件错误，返回默认数据。',
  '👩‍👩‍👧 e\u0301 \u{2070e} ﷽ \u0001 \u007f \uFFFD',
  '<s> </s> <0x41>',
]

describe.each<Name>(['starter', 'deepseek2', 'starcoder', 'sentencePiece', 'gemma4'])('the vocabulary %s', (name) => {
  let model: LlamaModel
  let bytes: TokenBytes
  beforeAll(async () => {
    model = await load(name)
    bytes = readTokenBytes(model)
  })

  test.each(texts)('the bytes of its tokens give back %j', (text) => {
    // SentencePiece puts a blank in front.
    const blank = name === 'sentencePiece' ? ' ' : ''
    expect(Buffer.from(bytes.join(model.tokenize(text))).toString('utf8')).toBe(blank + text)
  })

  test('special tokens have no bytes', () => {
    const { bos, eos, infill } = model.tokens
    const special = [bos, eos, infill.prefix, infill.suffix, infill.middle].filter((token) => token !== null)
    expect(special.length).toBeGreaterThan(0)
    expect(special.map((token) => bytes.of(token).length)).toEqual(special.map(() => 0))
  })
})

test('all tokens of the starter model read as the library reads them', async () => {
  const model = await load('starter')
  const bytes = readTokenBytes(model)
  const different = [...model.iterateAllTokens()].filter(
    (token) => Buffer.from(bytes.of(token)).toString('utf8') !== model.detokenize([token]),
  )
  expect(different).toEqual([])
})

test("a token that the model's makers defined is its own text, an unused one is none", async () => {
  const model = await load('sentencePiece')
  const bytes = readTokenBytes(model)
  const { tokens } = model.fileInfo.metadata.tokenizer.ggml
  const textOf = (token: string) => Buffer.from(bytes.of(tokens.indexOf(token) as Token)).toString('utf8')
  expect(['<tool>', '<gone>', '<0x41>', '▁re'].map(textOf)).toEqual(['<tool>', '', 'A', ' re'])
})

test('a blank before a full stop stays, though the library drops it', async () => {
  const model = await load('starcoder')
  const tokens = model.tokenize('x .')
  expect(model.detokenize(tokens)).toBe('x.')
  expect(Buffer.from(readTokenBytes(model).join(tokens)).toString('utf8')).toBe('x .')
})

test('of a vocabulary without bytes the whole words have theirs', async () => {
  const model = await load('wordPiece')
  const bytes = readTokenBytes(model)
  const words = [...model.iterateAllTokens()].map((token: Token) => Buffer.from(bytes.of(token)).toString('utf8'))
  expect(words).toEqual(['', '', '', ' return', ' re', 'turn', ' 函', ' x', ' (', ' )'])
})
