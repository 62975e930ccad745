import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../server/models/catalogue.ts'
import { writeShape } from '../fixtures/gguf/shapes.ts'
import { serve } from '../models/fileServer.ts'
import { folderWith, latent } from './latent.ts'

const lite = 'deepseek-coder-v2-lite-instruct'

function plan(words: string, env: NodeJS.ProcessEnv = {}) {
  return latent(['models', 'plan', ...words.split(' ').filter(Boolean)], { env })
}

async function planned(words: string) {
  const { code, stdout, stderr } = await plan(`${words} --json`)
  expect(stderr).toBe('')
  return { code, report: JSON.parse(stdout) }
}

describe('DeepSeek-Coder-V2-Lite', () => {
  it.each([
    ['--vram 40G', 'gpu', 'Q6_K'],
    ['--vram 24G', 'gpu', 'Q6_K'],
    ['--vram 12G', 'gpu', 'Q4_K_M'],
    ['--vram 8G --ram 32G', 'split', 'Q4_K_M'],
  ])('with %s fits, and its parts add up', async (options, where, quantisation) => {
    const { code, report } = await planned(`${lite} ${options}`)
    expect({ code, fits: report.fits, where: report.plan.where, quantisation: report.plan.quantisation }).toEqual({
      code: 0,
      fits: true,
      where,
      quantisation,
    })
    const { gpu, ram, kvCache } = report.plan
    expect(kvCache).toMatchObject({ f16BytesPerToken: 31_104, ordinaryF16BytesPerToken: 276_480 })
    for (const use of [gpu, ram]) expect(use.weights + use.kvCache + use.buffers).toBe(use.bytes)
    expect(gpu.bytes).toBeLessThanOrEqual(report.machine.usableGpuBytes)
    expect(ram.bytes).toBeLessThanOrEqual(report.machine.usableRamBytes)
  })

  it('is told in a sentence and a bar', async () => {
    const { code, stdout } = await plan(`${lite}:Q6_K --vram 24G --ram 32G --context 32768 --sequences 1`)
    expect(code).toBe(0)
    const [sentence, bar, cache] = stdout.split('\n')
    expect(sentence).toMatch(
      /^DeepSeek-Coder-V2-Lite Instruct, Q6_K: 15\.\d of 24 GB: weights 13\.9, 32,768 tokens of context 1\.0 \(ordinary attention: 9\.1\), buffers 0\.\d$/,
    )
    expect(bar).toMatch(/^\[█+▓+▒*░+\] {2}█ weights {2}▓ context {2}▒ buffers {2}░ left$/)
    expect(cache).toBe('A token takes 31,104 bytes of cache (f16), 92.0 % less than with DeepSeek 67B (389,120, f16).')
  })

  it('is told in Chinese', async () => {
    const { stdout } = await plan(`${lite} --vram 24G`, { LC_ALL: 'zh_CN.UTF-8' })
    expect(stdout).toContain('15.2 / 24 GB：权重 13.9，2 × 16,384 个 token 的上下文 1.0（普通注意力：9.1）')
  })

  it('says what the published file takes, which is of the old layout', async () => {
    const { stdout } = await plan(`${lite} --vram 24G --ram 32G`)
    expect(stdout).toMatch(/layout from before April 2025.*\nDeepSeek-Coder-V2-Lite Instruct, Q6_K: .* context 4\.8 in q8_0, /)
    expect((await planned(`${lite} --vram 24G --ram 32G`)).report.catalogueFileLayout).toBe('everyHead')
  })

  it('on a small card has advice for a server that keeps experts in memory', async () => {
    const { report } = await planned(`${lite} --vram 8G --ram 32G`)
    expect(report.llamaServer.nCpuMoe).toBeGreaterThan(0)
  })
})

describe('DeepSeek-V2', () => {
  it('keeps 25,920 bytes a token with 6 bits, 93.3 % less than DeepSeek 67B', async () => {
    const { code, report } = await planned('deepseek-v2-chat --kv q5_1 --vram 8x80G --ram 512G')
    expect(code).toBe(0)
    expect(report.plan.kvCache).toMatchObject({
      bytesPerToken: 25_920,
      deepseek67bF16BytesPerToken: 389_120,
      lessThanDeepseek67bPercent: 93.3,
    })
  })

  it('gets a clear no on a gaming card, and the model that fits there', async () => {
    const { code, stdout } = await plan('deepseek-v2-chat --kv q5_1 --vram 24G --ram 32G')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^No: DeepSeek-V2 Chat, Q3_K_M needs 11\d\.\d GB as wished, and \d+\.\d GB can be used here\.\n/)
    const [, cache, advice, other] = stdout.split('\n')
    expect(cache).toMatch(/^A token takes 25,920 bytes of cache \(q5_1\), 93\.3 % less /)
    expect(advice).toMatch(/^No smaller context .* The model that does most here:$/)
    expect(other).toMatch(/^DeepSeek-Coder-V2-Lite Instruct, Q6_K: /)
    const { report } = await planned('deepseek-v2-chat --kv q5_1 --vram 24G --ram 32G')
    expect(report).toMatchObject({ fits: false, needs: { kvCache: { bytesPerToken: 25_920 } }, nearestModel: { name: lite } })
  })

  it('is explained, with sources', async () => {
    const { stdout } = await plan('--why')
    for (const figure of [
      '389,120',
      '69,120',
      '25,920',
      '82.2 %',
      '93.3 %',
      '12.0 times',
      '5.76 times',
      'arxiv.org/abs/2405.04434',
    ]) {
      expect(stdout).toContain(figure)
    }
    expect(JSON.parse((await plan('--why --json')).stdout)).toMatchObject({ server: { tokensRatio: expect.closeTo(12, 1) } })
  })
})

it('a context that the model was not trained for is said to be cut', async () => {
  const { code, stdout } = await plan(`${lite} --vram 24G --context 163840`)
  expect(code).toBe(0)
  expect(stdout).toContain('2 × 131,072 tokens of context')
  expect(stdout).toContain('\nIt was trained for 131,072 tokens at once; more are not planned.\n')
})

it('a name that is nearly one of the catalogue is answered with those near it', async () => {
  const { code, stderr } = await plan('deepseek-coder-v2-lite --vram 24G')
  expect(code).toBe(2)
  expect(stderr).toContain('near it is deepseek-coder-v2-lite-instruct, deepseek-coder-v2-lite-base. ')
})

it('a wish that is too much is answered with the nearest that fits', async () => {
  const { code, report } = await planned('qwen2.5-coder-14b --vram 16G --ram 16G --context 32768 --sequences 8 --kv f16')
  expect(code).toBe(1)
  expect(report).toMatchObject({ fits: false, nearestWithout: expect.any(Array) })
  expect(report.nearest.gpu.bytes).toBeLessThanOrEqual(report.machine.usableGpuBytes)
})

it('without a name the best model for this and for usual machines is printed', async () => {
  const { code, stdout } = await plan('--vram 0 --ram 16G')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^MACHINE +MODEL +CONTEXT +CACHE +TAKES +SPEED\*\nas given +\S/)
  expect(stdout).toMatch(/\n24 GB \(RTX 3090, 4090\) +DeepSeek-Coder-V2-Lite Instruct, Q6_K /)
})

it('a file is planned by its own header, and its old layout is named', async () => {
  const path = join(folderWith({}), 'old.gguf')
  const shape = catalogue.find(({ name }) => name === lite)?.shape
  if (shape === undefined) throw new Error('no numbers')
  await writeShape(path, { ...shape, layers: 4 }, { layout: 'everyHead' })
  const { code, stdout } = await plan(`${path} --vram 24G --ram 64G`)
  expect(code).toBe(0)
  expect(stdout).toContain('llama.cpp keeps 40,960 bytes a token instead of 4,608 (f16)')
})

describe('with --online', () => {
  it('the header of the very file is read from the hub before anything is downloaded', async () => {
    const path = join(folderWith({}), 'hub.gguf')
    const entry = catalogue.find(({ name }) => name === lite)
    const file = entry?.files.find(({ quantisation }) => quantisation === 'Q4_K_M')
    if (entry?.shape === undefined || file === undefined) throw new Error('no numbers')
    await writeShape(path, entry.shape, { layout: 'everyHead' })
    const head = await firstBytes(path)
    const listing = [{ path: file.name, lfs: { oid: file.sha256, size: file.bytes } }]
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/api/')) response.end(JSON.stringify(listing))
      else response.writeHead(206).end(head)
    })
    const { code, stdout } = await plan(`${lite}:Q4_K_M --vram 24G --ram 64G --online --json`, { HF_ENDPOINT: server.url })
    expect(code).toBe(0)
    expect(JSON.parse(stdout).plan.kvCache).toMatchObject({ layout: 'everyHead', f16BytesPerToken: 276_480 })
    expect(server.asked).toEqual(['all', 'bytes=0-8388607'])
  })

  it('and without it no host is asked', async () => {
    const server = await serve((_request, response) => void response.end())
    expect((await plan(`${lite} --vram 24G`, { HF_ENDPOINT: server.url })).code).toBe(0)
    expect(server.asked).toEqual([])
  })
})

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(8 * 2 ** 20)
    await file.read(head, 0, head.length, 0)
    return head
  } finally {
    await file.close()
  }
}

describe('what cannot be planned is said in one line', () => {
  it.each([
    ['no-such-model', /neither a catalogue name nor the path/],
    [`${lite}:Q1`, /Q1.*Q4_K_M, Q5_K_M, Q6_K, Q8_0/],
    [`${lite} --vram much`, /--vram takes an amount of memory such as 24G or 512M, not "much"/],
    [`${lite} --kv q9`, /q9/],
  ])('%s', async (words, message) => {
    const { code, stdout, stderr } = await plan(words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('for a server with vLLM', () => {
  it('tells what a card takes and how many requests have room', async () => {
    const { code, stdout } = await plan('deepseek-coder-v2-instruct --vram 8x80G --server vllm')
    expect(code).toBe(0)
    expect(stdout).toContain('divided among 8 cards: 73.6 of 80 GB of each: weights 60.2, buffers 3.0 (assumed), cache 10.4')
    expect(stdout).toContain('69,120 bytes of cache on every card')
    expect(stdout).toMatch(/Room for 151,\d{3} tokens .*: 9 of 16,384 tokens at once/)
  })

  it('is told in Chinese', async () => {
    const { stdout } = await plan(`${lite} --vram 40G --server vllm`, { LC_ALL: 'zh_CN.UTF-8' })
    expect(stdout).toContain('36.8 / 40 GB：权重 31.4，缓冲区 3.0（假定），缓存 2.4')
  })

  it('says with how many cards it would fit', async () => {
    const { code, stdout } = await plan('deepseek-coder-v2-instruct --vram 4x80G --server vllm')
    expect(code).toBe(1)
    expect(stdout).toBe(
      'No: DeepSeek-Coder-V2 Instruct takes 118.9 GB of weights on each of 4 cards with 80 GB, which leaves no room for 16,384 tokens.\n' +
        'With 8 cards of 80 GB it fits.\n',
    )
  })

  it('gives programs the same numbers', async () => {
    const { report } = await planned(`${lite} --vram 40G --server vllm --context 8192`)
    const { card, kvCache, requestsAtOnce } = report
    expect(report).toMatchObject({
      server: 'vllm',
      fits: true,
      cards: 1,
      contextTokens: 8192,
      kvCache: { bytesPerToken: 31_104 },
    })
    expect(card.weights + card.assumedBuffers + card.kvCache).toBe(card.usableBytes)
    expect(requestsAtOnce).toBe(Math.floor(kvCache.tokens / 8192))
  })

  it.each([['--vram 40G'], [`${lite} --vram 0`], [`${lite} --vram 40G --kv q8_0`], [`${lite} --vram 40G --sequences 4`]])(
    'refuses what says nothing about a server: %s',
    async (words) => {
      const { code, stderr } = await plan(`${words} --server vllm`)
      expect(code).toBe(2)
      expect(stderr).toContain('--server vllm plans a named model on cards')
    },
  )

  it('prints what docs/deploy.md shows', async () => {
    const page = await readFile(new URL('../../docs/deploy.md', import.meta.url), 'utf8')
    const shown = [...page.matchAll(/^\$ latent models plan (.*)\n((?:.+\n)+)/gm)]
    expect(shown).toHaveLength(2)
    for (const [, words = '', text = ''] of shown) expect((await plan(words)).stdout).toContain(text.replace(/```\n$/, ''))
  })
})
