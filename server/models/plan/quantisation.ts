/** Quantisations whose size can be told from a model's numbers; the most exact first. */
export const quantisations = ['F16', 'Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M'] as const
export type Quantisation = (typeof quantisations)[number]

/** The quantisation that a text names, in any case of letters. */
export function quantisationNamed(text: string): Quantisation | undefined {
  return quantisations.find((name) => name.toLowerCase() === text.toLowerCase())
}

/** One matrix of weights as ggml stores it. */
export interface Matrix {
  /** What it is for, as far as quantisations make a difference. `router` and vectors stay exact. */
  readonly role: 'embedding' | 'output' | 'attention' | 'attentionValue' | 'attentionOutput' | 'feedForward' | 'down' | 'exact'
  /** Numbers of a row, which is quantised in blocks. */
  readonly row: number
  readonly rows: number
  /** One of the experts that only some tokens take. */
  readonly routed?: boolean
}

type StoredType = 'F32' | 'F16' | 'Q8_0' | 'Q6_K' | 'Q5_K' | 'Q5_1' | 'Q5_0' | 'Q4_K' | 'Q4_0' | 'Q3_K'

/** Numbers in a block and its bytes: GGML_QUANT_SIZES of llama.cpp's gguf-py/gguf/constants.py. */
const blocks: Readonly<Record<StoredType, readonly [numbers: number, bytes: number]>> = {
  F32: [1, 4],
  F16: [1, 2],
  Q8_0: [32, 34],
  Q6_K: [256, 210],
  Q5_K: [256, 176],
  Q5_1: [32, 24],
  Q5_0: [32, 22],
  Q4_K: [256, 144],
  Q4_0: [32, 18],
  Q3_K: [256, 110],
}

/** What a row is stored as whose length is no multiple of 256: tensor_type_fallback of llama.cpp's src/llama-quant.cpp. */
const forOddRows: Partial<Record<StoredType, StoredType>> = { Q3_K: 'Q4_0', Q4_K: 'Q5_0', Q5_K: 'Q5_1', Q6_K: 'Q8_0' }

const usualTypes: Readonly<Record<Quantisation, StoredType>> = {
  F16: 'F16',
  Q8_0: 'Q8_0',
  Q6_K: 'Q6_K',
  Q5_K_M: 'Q5_K',
  Q4_K_M: 'Q4_K',
  Q3_K_M: 'Q3_K',
}

/** Bytes that a matrix of a layer takes in a quantisation. */
export function matrixBytes({ role, row, rows }: Matrix, quantisation: Quantisation, layer: number, layers: number): number {
  const type = role === 'exact' ? 'F32' : fitting(typeOf(role, quantisation, layer, layers), row)
  const [numbers, bytes] = blocks[type]
  return Math.ceil(row / numbers) * rows * bytes
}

/** llama_tensor_get_type_impl of llama.cpp's src/llama-quant.cpp: what matters more gets more bits. */
function typeOf(role: Matrix['role'], quantisation: Quantisation, layer: number, layers: number): StoredType {
  const usual = usualTypes[quantisation]
  if (usual === 'F16' || usual === 'Q8_0') return usual
  if (role === 'output') return 'Q6_K'
  if (quantisation === 'Q3_K_M') {
    if (role === 'attentionValue') return layer < 2 ? 'Q5_K' : 'Q4_K'
    if (role === 'down') return layer < layers / 16 ? 'Q5_K' : 'Q4_K'
    return role === 'attentionOutput' ? 'Q4_K' : usual
  }
  const wantsMore = (role === 'attentionValue' || role === 'down') && usesMoreBits(layer, layers)
  return wantsMore ? 'Q6_K' : usual
}

/** The first and the last eighth of the layers, and every third between them. */
function usesMoreBits(layer: number, layers: number): boolean {
  const eighth = Math.floor(layers / 8)
  return layer < eighth || layer >= Math.floor((7 * layers) / 8) || (layer - eighth) % 3 === 2
}

function fitting(type: StoredType, row: number): StoredType {
  if (row % blocks[type][0] === 0) return type
  const other = forOddRows[type] ?? 'F16'
  return row % blocks[other][0] === 0 ? other : 'F16'
}
