import type { Bilingual } from '../../protocol/displayLanguage.ts'
import { type GgufEntry, type GgufHeader, type GgufTensor, numberOf, tensorBytes, uint32Entry } from './ggufIndex.ts'
import { keyType, type UpProjection } from './splitUpProjection.ts'

/** A tensor of the new file, and what of which old one it is made of. */
export interface NewTensor extends Omit<GgufTensor, 'offset'> {
  readonly from: GgufTensor
  readonly part: 'whole' | 'keys' | 'values'
}

export type NewLayout =
  | { readonly kind: 'new'; readonly header: GgufHeader; readonly tensors: readonly NewTensor[]; readonly sizes: UpProjection }
  | { readonly kind: 'refused'; readonly why: Bilingual }

const suffix = '.attn_kv_b.weight'

/**
 * The header of a model of the old layout in the new one. To llama.cpp a model in the new layout has one key head, the latent with the rotated part, which
 * all heads share (llama.cpp's conversion/deepseek.py, `set_gguf_parameters`, and src/models/deepseek2.cpp); all else stays.
 */
export function newLayoutOf(header: GgufHeader): NewLayout {
  const number = (key: string) => numberOf(header.values, `deepseek2.${key}`)
  if (!header.tensors.some(({ name }) => name.endsWith(suffix)))
    return refused('it is of the new layout already', '它已采用新布局')
  const heads = number('attention.head_count')
  const kvLoraRank = number('attention.kv_lora_rank')
  const rope = number('rope.dimension_count')
  const key = number('attention.key_length')
  const value = number('attention.value_length')
  if (heads === undefined || kvLoraRank === undefined || rope === undefined || key === undefined || value === undefined) {
    return refused('its header does not tell the sizes of its attention', '其文件头未说明注意力的尺寸')
  }
  const sizes: UpProjection = { heads, kvLoraRank, plainKey: key - rope, value }
  const tensors = header.tensors.map((tensor) => (tensor.name.endsWith(suffix) ? splitTensor(tensor, sizes) : [whole(tensor)]))
  const odd = header.tensors.find((_, at) => tensors[at] === undefined)
  if (odd !== undefined) {
    return refused(`${odd.name} has sizes or a number format that are not read here`, `${odd.name} 的尺寸或数值格式无法读取`)
  }
  const changed = [
    uint32Entry('deepseek2.attention.head_count_kv', 1),
    uint32Entry('deepseek2.attention.key_length', kvLoraRank + rope),
    uint32Entry('deepseek2.attention.value_length', kvLoraRank),
    uint32Entry('deepseek2.attention.key_length_mla', key),
    uint32Entry('deepseek2.attention.value_length_mla', value),
  ]
  return {
    kind: 'new',
    header: { ...header, values: withEntries(header.values, changed) },
    tensors: tensors.flatMap((some) => some ?? []),
    sizes,
  }
}

function whole(tensor: GgufTensor): NewTensor {
  return { ...tensor, from: tensor, part: 'whole' }
}

/** Undefined where its sizes are not those of the header, or its number format is not read. */
function splitTensor(tensor: GgufTensor, sizes: UpProjection): readonly NewTensor[] | undefined {
  const { heads, kvLoraRank, plainKey, value } = sizes
  const type = keyType(tensor.type, sizes)
  const [row, rows] = tensor.dimensions
  if (type === undefined || row !== kvLoraRank || rows !== heads * (plainKey + value)) return undefined
  const named = (part: 'k' | 'v') => tensor.name.replace(suffix, `.attn_${part}_b.weight`)
  const keys = [plainKey, kvLoraRank, heads]
  const values = [kvLoraRank, value, heads]
  return [
    { name: named('k'), dimensions: keys, type, bytes: tensorBytes(type, keys) ?? 0, from: tensor, part: 'keys' },
    {
      name: named('v'),
      dimensions: values,
      type: tensor.type,
      bytes: tensorBytes(tensor.type, values) ?? 0,
      from: tensor,
      part: 'values',
    },
  ]
}

/** Those of the same key are replaced where they stand, others come last. */
function withEntries(values: readonly GgufEntry[], changed: readonly GgufEntry[]): readonly GgufEntry[] {
  const kept = values.map((entry) => changed.find(({ key }) => key === entry.key) ?? entry)
  return [...kept, ...changed.filter(({ key }) => !values.some((entry) => entry.key === key))]
}

function refused(en: string, zh: string): NewLayout {
  return { kind: 'refused', why: { en, zh } }
}
