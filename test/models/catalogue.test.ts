import { describe, expect, it } from 'vitest'
import { catalogue, entryNamed, readCatalogueName } from '../../server/models/catalogue.ts'
import { type CatalogueEntry, fileOf, type ModelShape, usualFile } from '../../server/models/catalogueEntry.ts'
import { kvCacheBytesPerToken } from '../../server/models/plan/kvCache.ts'
import { fileUrl, hubsFor } from '../../server/models/sources.ts'

const each = catalogue.map((entry) => [entry.name, entry] as const)

describe('the catalogue', () => {
  it('names each model once, in lower case', () => {
    const names = catalogue.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)].map((name) => name.toLowerCase()))
  })

  it('has the models that were promised, and small ones between the starter and the DeepSeek-V2 family', () => {
    expect(catalogue.map(({ name }) => name)).toEqual([
      'starter',
      'qwen2.5-coder-1.5b',
      'qwen2.5-coder-7b',
      'qwen2.5-coder-14b',
      'deepseek-coder-v2-lite-instruct',
      'deepseek-coder-v2-lite-base',
      'deepseek-v2-lite-chat',
      'deepseek-coder-v2-instruct',
      'deepseek-v2-chat',
    ])
  })

  it('keeps 31,104 bytes a token for DeepSeek-Coder-V2-Lite and 69,120 for DeepSeek-V2, at 16 bits', () => {
    expect(cacheOf('deepseek-coder-v2-lite-base')).toBe(31_104)
    expect(cacheOf('deepseek-v2-chat')).toBe(69_120)
    expect(cacheOf('starter')).toBe(12_288)
  })

  it('leaves out models that may be used for research only', () => {
    for (const { name, licence } of catalogue) expect(`${name} ${licence.name}`).not.toMatch(/research|3b/i)
  })
})

describe.each(each)('%s', (_name, entry) => {
  it('says for each fact where it was read', () => {
    expect(entry.facts.length).toBeGreaterThan(0)
    for (const fact of entry.facts) expect(fact).toMatch(/^https:\/\/|header of the file/)
    for (const { source } of entry.scores) expect(source).toMatch(/^https:\/\//)
    expect(entry.licence.url).toMatch(/^https:\/\//)
  })

  it('has file names that say the quantisation, each once, growing', () => {
    const { files } = entry
    expect(new Set(files.map(({ quantisation }) => quantisation)).size).toBe(files.length)
    for (const { name, quantisation } of files) {
      expect(name.toLowerCase()).toContain(quantisation.toLowerCase())
      expect(name).toMatch(/^[\w.-]+\.gguf$/)
    }
    const sizes = files.flatMap(({ bytes, aboutBytes }) => bytes ?? aboutBytes ?? [])
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
  })

  it('has the size of every file whose digest it has, and digests of 64 hexadecimal digits', () => {
    for (const { sha256, bytes } of entry.files) {
      if (sha256 === undefined) continue
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(bytes).toBeGreaterThan(0)
    }
  })

  it('pins the commit of every file whose digest it has', () => {
    if (entry.files.some(({ sha256 }) => sha256 !== undefined)) expect(entry.hub?.revision).toMatch(/^[0-9a-f]{40}$/)
  })

  it('weighs what its parameters weigh at the bits of its quantisation', () => {
    // Blocks have 256 numbers; where rows are no multiple of that, llama.cpp takes a larger format.
    if ((entry.shape?.hiddenSize ?? 0) % 256 !== 0) return
    for (const { quantisation, bytes, aboutBytes } of entry.files) {
      const size = bytes ?? aboutBytes
      if (size === undefined) continue
      const bits = (size * 8) / parametersOf(entry)
      expect(`${quantisation} ${closest(bits)}`).toBe(`${quantisation} ${quantisation}`)
    }
  })

  it('counts its parameters as its architecture does, to a tenth', () => {
    const counted = parametersOf(entry) / 1e9
    expect(counted / entry.parameters.total).toBeGreaterThan(0.9)
    // "0.5B" and "7B" leave out the embeddings.
    expect(counted / entry.parameters.total).toBeLessThan(1.3)
  })
})

describe('a name', () => {
  it('may carry a quantisation, in any case of letters', () => {
    const named = readCatalogueName(' DeepSeek-Coder-V2-Lite-Instruct:q6_k ')
    expect(named?.entry.name).toBe('deepseek-coder-v2-lite-instruct')
    expect(named === undefined ? undefined : fileOf(named.entry, named.quantisation ?? '')?.quantisation).toBe('Q6_K')
  })

  it.each(['gpt-9', '', 'starter:Q4_K_M:x', '/models/starter'])('%j is none of the catalogue', (text) => {
    expect(readCatalogueName(text)).toBeUndefined()
  })

  it('alone means four bits where the machine says nothing else', () => {
    expect(usualFile(named('deepseek-coder-v2-lite-instruct'))?.quantisation).toBe('Q4_K_M')
    expect(usualFile(named('deepseek-v2-chat'))?.quantisation).toBe('Q3_K_M')
  })
})

describe('a file', () => {
  it('is asked of the hub before its mirror, at the pinned commit', () => {
    const { hub, files } = named('starter')
    const urls = hubsFor({}).map((host) => fileUrl(host, hub ?? { repository: '' }, files[0]?.name ?? ''))
    expect(urls).toEqual(
      ['huggingface.co', 'hf-mirror.com'].map(
        (host) =>
          `https://${host}/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/ebb2015119c907b064c512bf053e945850b5875f/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf`,
      ),
    )
  })

  it('is asked first of the host that HF_ENDPOINT names', () => {
    expect(hubsFor({ HF_ENDPOINT: 'https://hub.example.org/mirror/' })[0]).toEqual({
      name: 'hub.example.org',
      url: 'https://hub.example.org/mirror',
    })
    expect(hubsFor({ HF_ENDPOINT: 'https://hf-mirror.com' }).map(({ name }) => name)).toEqual(['hf-mirror.com', 'huggingface.co'])
    expect(hubsFor({ HF_ENDPOINT: 'file:///etc' }).map(({ name }) => name)).toEqual(['huggingface.co', 'hf-mirror.com'])
  })

  it('of the starter is in packages that make up the whole of it', () => {
    const [file] = named('starter').files
    expect(file?.packages?.reduce((bytes, part) => bytes + part.bytes, 0)).toBe(file?.bytes)
  })
})

function named(name: string): CatalogueEntry {
  const entry = entryNamed(name)
  if (entry === undefined) throw new Error(`no ${name}`)
  return entry
}

function cacheOf(name: string): number | undefined {
  const { shape } = named(name)
  return shape === undefined ? undefined : kvCacheBytesPerToken(shape)
}

function parametersOf({ shape, name }: CatalogueEntry): number {
  if (shape === undefined) throw new Error(`${name} has no shape`)
  return shape.layers * attentionParameters(shape) + feedForwardParameters(shape) + embeddingParameters(shape)
}

function attentionParameters({ attention, hiddenSize }: ModelShape): number {
  if (attention.kind === 'grouped') {
    const { heads, kvHeads, keyDimension, valueDimension } = attention
    return hiddenSize * (2 * heads * keyDimension + kvHeads * (keyDimension + valueDimension))
  }
  const { heads, kvLoraRank, queryLoraRank, ropeDimensions, keyDimension, valueDimension } = attention
  const query = queryLoraRank === 0 ? hiddenSize * heads * keyDimension : queryLoraRank * (hiddenSize + heads * keyDimension)
  const down = hiddenSize * (kvLoraRank + ropeDimensions)
  const up = kvLoraRank * heads * (keyDimension - ropeDimensions + valueDimension)
  return query + down + up + heads * valueDimension * hiddenSize
}

/** Gate, up and down of every layer: of all its experts, or of the one network of a dense layer. */
function feedForwardParameters({ layers, hiddenSize, feedForwardSize, experts }: ModelShape): number {
  const dense = 3 * hiddenSize * feedForwardSize
  if (experts === undefined) return layers * dense
  const perLayer = 3 * hiddenSize * experts.feedForwardSize * (experts.routed + experts.shared)
  return experts.denseLayers * dense + (layers - experts.denseLayers) * perLayer
}

/** The published files hold the embeddings and an output layer, also where the model uses the same numbers for both. */
function embeddingParameters({ vocabulary, hiddenSize }: ModelShape): number {
  return vocabulary * hiddenSize * 2
}

/** Bits a weight of the quantisations, with the tensors that each keeps in more bits. */
const bitsOf: Readonly<Record<string, number>> = { Q3_K_M: 3.9, Q4_K_M: 5.1, Q5_K_M: 5.9, Q6_K: 7, Q8_0: 8.5 }

function closest(bits: number): string | undefined {
  const distance = ([, known]: [string, number]) => Math.abs(Math.log(bits / known))
  return Object.entries(bitsOf).toSorted((a, b) => distance(a) - distance(b))[0]?.[0]
}
