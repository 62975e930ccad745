import { type CatalogueEntry, type FimTokens, type Licence, type ModelShape, type Score, unverified } from '../catalogueEntry.ts'

const coderReadme = 'https://github.com/deepseek-ai/DeepSeek-Coder-V2/blob/09209c4aed8e6a8988681b259eb51b7b3eee42c9/README.md'
const readme = 'https://github.com/deepseek-ai/DeepSeek-V2/blob/07245dbf855936dce8dcec6977d3c0dc255b823d/README.md'
const report = 'https://arxiv.org/abs/2405.04434'
const hub = 'https://huggingface.co/'

/** The code is under MIT; the models are under an agreement that allows commercial use and forbids some uses (its attachment A). */
const agreement = (repository: string): Licence => ({
  name: 'DeepSeek Model License',
  url: `https://github.com/deepseek-ai/${repository}/blob/main/LICENSE-MODEL`,
  restrictsUse: true,
})

/** As the README of DeepSeek-Coder-V2 shows them, section 6, for the Base models. */
const fim: FimTokens = { prefix: '<｜fim▁begin｜>', suffix: '<｜fim▁hole｜>', middle: '<｜fim▁end｜>' }

/** Appendix B.1 of the report; feed-forward size and vocabulary as llama.cpp prints them of the files (llama.cpp issue 7979, ollama issue 6199). */
const liteShape: ModelShape = {
  layers: 27,
  hiddenSize: 2048,
  vocabulary: 102_400,
  feedForwardSize: 10_944,
  attention: {
    kind: 'latent',
    heads: 16,
    kvLoraRank: 512,
    queryLoraRank: 0,
    ropeDimensions: 64,
    keyDimension: 192,
    valueDimension: 128,
  },
  experts: { routed: 64, used: 6, shared: 2, feedForwardSize: 1408, denseLayers: 1 },
}

/** Section 3.1.2 of the report; feed-forward size and experts also in what llama.cpp prints (ollama issue 7548). */
const fullShape: ModelShape = {
  layers: 60,
  hiddenSize: 5120,
  vocabulary: 102_400,
  feedForwardSize: 12_288,
  attention: {
    kind: 'latent',
    heads: 128,
    kvLoraRank: 512,
    queryLoraRank: 1536,
    ropeDimensions: 64,
    keyDimension: 192,
    valueDimension: 128,
  },
  experts: { routed: 160, used: 6, shared: 2, feedForwardSize: 1536, denseLayers: 1 },
}

const lite = { architecture: 'deepseek2', parameters: { total: 16, active: 2.4 }, shape: liteShape } as const
const full = { architecture: 'deepseek2', parameters: { total: 236, active: 21 }, shape: fullShape } as const

/** Of the Lite models, whose tensors are the same: bytes as published for the Instruct model's files. */
const liteBytes = { Q4_K_M: 10_364_416_768, Q5_K_M: 11_851_313_920, Q6_K: 14_066_972_416, Q8_0: 16_702_518_016 } as const

export const deepseekV2Models: readonly CatalogueEntry[] = [
  {
    ...lite,
    name: 'deepseek-coder-v2-lite-instruct',
    title: 'DeepSeek-Coder-V2-Lite Instruct',
    description: 'Completions and reviews on a good graphics card.',
    licence: agreement('DeepSeek-Coder-V2'),
    roles: ['instruct'],
    // Its vocabulary has the tokens, but its authors show them with Base only, and users report that Instruct fails at it.
    fim: unverified,
    contextTokens: 131_072,
    languages: 338,
    scores: coderScores({ HumanEval: 81.1, 'MBPP+': 68.8, LiveCodeBench: 24.3, Aider: 44.4 }),
    files: [
      {
        quantisation: 'Q4_K_M',
        name: 'DeepSeek-Coder-V2-Lite-Instruct-Q4_K_M.gguf',
        bytes: liteBytes.Q4_K_M,
        sha256: '603bd3f8a0281d16571da7c08bd661ee17ff0d1be6fcbd1b42242da257ef0bb8',
      },
      { quantisation: 'Q5_K_M', name: 'DeepSeek-Coder-V2-Lite-Instruct-Q5_K_M.gguf', bytes: liteBytes.Q5_K_M },
      {
        quantisation: 'Q6_K',
        name: 'DeepSeek-Coder-V2-Lite-Instruct-Q6_K.gguf',
        bytes: liteBytes.Q6_K,
        sha256: '1ff79f43ad5728d3179bf8fa7ee2993652f4306d6aeca9c35055f4f5b7b864cd',
      },
      { quantisation: 'Q8_0', name: 'DeepSeek-Coder-V2-Lite-Instruct-Q8_0.gguf', bytes: liteBytes.Q8_0 },
    ],
    hub: {
      repository: 'bartowski/DeepSeek-Coder-V2-Lite-Instruct-GGUF',
      revision: '8f248fa2072348f77a8bc37754e470de1f61866e',
    },
    facts: [coderReadme, report, `${hub}bartowski/DeepSeek-Coder-V2-Lite-Instruct-GGUF`],
  },
  {
    ...lite,
    name: 'deepseek-coder-v2-lite-base',
    title: 'DeepSeek-Coder-V2-Lite Base',
    description: 'Completions on a good graphics card; follows no instructions.',
    licence: agreement('DeepSeek-Coder-V2'),
    roles: ['completion'],
    fim,
    contextTokens: 131_072,
    languages: 338,
    scores: coderScores({ 'HumanEval FIM': 86.4, 'RepoBench (Python)': 38.9, 'RepoBench (Java)': 43.3 }),
    files: [
      { quantisation: 'Q4_K_M', name: 'DeepSeek-Coder-V2-Lite-Base-Q4_K_M.gguf', aboutBytes: liteBytes.Q4_K_M },
      { quantisation: 'Q5_K_M', name: 'DeepSeek-Coder-V2-Lite-Base-Q5_K_M.gguf', aboutBytes: liteBytes.Q5_K_M },
      { quantisation: 'Q6_K', name: 'DeepSeek-Coder-V2-Lite-Base-Q6_K.gguf', bytes: liteBytes.Q6_K },
      { quantisation: 'Q8_0', name: 'DeepSeek-Coder-V2-Lite-Base-Q8_0.gguf', aboutBytes: liteBytes.Q8_0 },
    ],
    hub: {
      repository: 'bartowski/DeepSeek-Coder-V2-Lite-Base-GGUF',
      revision: 'babc004c32d74af2553661d912673f1d22dcb3f1',
    },
    facts: [coderReadme, report, `${hub}bartowski/DeepSeek-Coder-V2-Lite-Base-GGUF`],
  },
  {
    ...lite,
    name: 'deepseek-v2-lite-chat',
    title: 'DeepSeek-V2-Lite Chat',
    description: 'A general model for questions and reviews.',
    licence: agreement('DeepSeek-V2'),
    roles: ['instruct'],
    fim: unverified,
    contextTokens: 32_768,
    languages: unverified,
    scores: scores(readme, { HumanEval: 57.3, MBPP: 45.8, MMLU: 55.7 }),
    files: [
      { quantisation: 'Q4_K_M', name: 'DeepSeek-V2-Lite-Chat.Q4_K_M.gguf', aboutBytes: liteBytes.Q4_K_M },
      { quantisation: 'Q6_K', name: 'DeepSeek-V2-Lite-Chat.Q6_K.gguf', aboutBytes: liteBytes.Q6_K },
      { quantisation: 'Q8_0', name: 'DeepSeek-V2-Lite-Chat.Q8_0.gguf', aboutBytes: liteBytes.Q8_0 },
    ],
    hub: { repository: 'mradermacher/DeepSeek-V2-Lite-Chat-GGUF' },
    facts: [readme, report, `${hub}mradermacher/DeepSeek-V2-Lite-Chat-GGUF`],
  },
  {
    ...full,
    name: 'deepseek-coder-v2-instruct',
    title: 'DeepSeek-Coder-V2 Instruct',
    description: 'For a server with several graphics cards.',
    licence: agreement('DeepSeek-Coder-V2'),
    roles: ['instruct'],
    fim: unverified,
    contextTokens: 131_072,
    languages: 338,
    scores: coderScores({ HumanEval: 90.2, 'MBPP+': 76.2, LiveCodeBench: 43.4, 'SWE-Bench': 12.7, Aider: 73.7 }),
    files: [
      { quantisation: 'Q3_K_M', name: 'DeepSeek-Coder-V2-Instruct-Q3_K_M.gguf', bytes: 112_665_528_128 },
      { quantisation: 'Q4_K_M', name: 'DeepSeek-Coder-V2-Instruct-Q4_K_M.gguf' },
    ],
    hub: {
      repository: 'bartowski/DeepSeek-Coder-V2-Instruct-GGUF',
      revision: '899b543bb21c3a4c146139a7e52c5deb47ad20e3',
    },
    facts: [coderReadme, report, `${hub}bartowski/DeepSeek-Coder-V2-Instruct-GGUF`],
  },
  {
    ...full,
    name: 'deepseek-v2-chat',
    title: 'DeepSeek-V2 Chat',
    description: 'A general model for a server with several graphics cards.',
    licence: agreement('DeepSeek-V2'),
    roles: ['instruct'],
    fim: unverified,
    contextTokens: 131_072,
    languages: unverified,
    scores: scores(readme, { HumanEval: 81.1, MBPP: 72, LiveCodeBench: 32.5, MMLU: 77.8 }),
    files: [
      { quantisation: 'Q3_K_M', name: 'DeepSeek-V2-Chat.Q3_K_M.gguf', aboutBytes: 112_665_528_128 },
      { quantisation: 'Q5_K_M', name: 'DeepSeek-V2-Chat.Q5_K_M.gguf' },
      { quantisation: 'Q8_0', name: 'DeepSeek-V2-Chat.Q8_0.gguf' },
    ],
    hub: { repository: 'leafspark/DeepSeek-V2-Chat-GGUF' },
    facts: [readme, report, `${hub}leafspark/DeepSeek-V2-Chat-GGUF`],
  },
]

function coderScores(values: Readonly<Record<string, number>>): readonly Score[] {
  return scores(coderReadme, values)
}

function scores(source: string, values: Readonly<Record<string, number>>): readonly Score[] {
  return Object.entries(values).map(([benchmark, value]) => ({ benchmark, value, source }))
}
