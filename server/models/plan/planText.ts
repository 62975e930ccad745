import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import type { Memory } from '../memory.ts'
import { ordinaryBytesPerToken } from './kvCache.ts'
import { gpuMemory, type Machine } from './machine.ts'
import type { MemoryPlan } from './plan.ts'
import { allLayers, bytesOf, type MemoryUse, type PlannedModel } from './use.ts'

/** What a sentence about a plan names. */
export interface PlanSubject {
  /** The model's title and quantisation, for example `DeepSeek-Coder-V2-Lite, Q6_K`. */
  readonly name: string
  readonly model: PlannedModel
  readonly plan: MemoryPlan
}

const words = {
  en: {
    of: (used: string, total: string) => `${used} of ${total} GB`,
    ram: ' of memory',
    split: (gpu: string, ram: string, layers: number, all: number) =>
      `${gpu} on the graphics card and ${ram} of memory (${layers} of ${all} layers on the card, the others much slower on the processor)`,
    colon: ': ',
    comma: ', ',
    weights: (gb: string) => `weights ${gb}`,
    context: (tokens: string, gb: string) => `${tokens} tokens of context ${gb}`,
    type: (type: string) => ` in ${type}`,
    ordinary: (gb: string) => ` (ordinary attention: ${gb})`,
    buffers: (gb: string) => `buffers ${gb}`,
    legend: { weights: 'weights', context: 'context', buffers: 'buffers', kept: 'kept free', free: 'left' },
  },
  zh: {
    of: (used: string, total: string) => `${used} / ${total} GB`,
    ram: ' 内存',
    split: (gpu: string, ram: string, layers: number, all: number) =>
      `显卡 ${gpu}，内存 ${ram}（${all} 层中的 ${layers} 层在显卡上，其余由处理器运行，慢得多）`,
    colon: '：',
    comma: '，',
    weights: (gb: string) => `权重 ${gb}`,
    context: (tokens: string, gb: string) => `${tokens} 个 token 的上下文 ${gb}`,
    type: (type: string) => `（${type}）`,
    ordinary: (gb: string) => `（普通注意力：${gb}）`,
    buffers: (gb: string) => `缓冲区 ${gb}`,
    legend: { weights: '权重', context: '上下文', buffers: '缓冲区', kept: '保留', free: '剩余' },
  },
} as const satisfies Record<DisplayLanguage, unknown>

/** One sentence: what a model takes of what there is, in GB of 10^9 bytes, and of what it consists. */
export function planSentence({ name, model, plan }: PlanSubject, machine: Machine, language: DisplayLanguage): string {
  return name + words[language].colon + usageSentence(model, plan, machine, language)
}

/** The same without the model's name and without an end. */
export function usageSentence(model: PlannedModel, plan: MemoryPlan, machine: Machine, language: DisplayLanguage): string {
  const say = words[language]
  const { options, use } = plan
  const total = together(use)
  const { contextTokens, sequences, kvCacheType } = options
  const tokens = `${sequences === 1 ? '' : `${sequences} × `}${grouped(contextTokens)}`
  const ordinary = ordinaryBytesPerToken(model.shape) * contextTokens * sequences
  // Elsewhere the comparison would say the same number again, or compare with what nobody makes.
  const saves = model.shape.attention.kind === 'latent' && model.layout === 'latent'
  const parts = [
    say.weights(part(total.weights)),
    say.context(tokens, part(total.kvCache)) +
      (kvCacheType === 'f16' ? '' : say.type(kvCacheType)) +
      (saves ? say.ordinary(part(ordinary)) : ''),
    say.buffers(part(total.buffers)),
  ]
  return [usedOf(model, plan, machine, language), parts.join(say.comma)].join(say.colon)
}

/** How much of which memory, in words. */
function usedOf(model: PlannedModel, { options, use, where }: MemoryPlan, machine: Machine, language: DisplayLanguage): string {
  const say = words[language]
  const share = (bytes: number, memory: Memory) => say.of(part(bytes), roundGb(memory.totalBytes))
  const gpu = share(bytesOf(use.gpu), gpuMemory(machine))
  const ram = share(bytesOf(use.ram), machine.ram)
  switch (where) {
    case 'gpu':
      return gpu
    case 'processor':
      return ram + say.ram
    case 'split':
      return say.split(gpu, ram, options.gpuLayers, allLayers(model.shape))
  }
}

/** The blocks of a bar: weights, context, buffers, and what is left. */
const blocks = { weights: '█', context: '▓', buffers: '▒', free: '░' }

/** How full the memory is: the graphics cards' where they hold the layers, else the machine's. `width` in characters. */
export function planBar({ use, where }: MemoryPlan, machine: Machine, width: number): string {
  const memory = where === 'processor' ? machine.ram : gpuMemory(machine)
  const { weights, kvCache, buffers } = where === 'processor' ? use.ram : use.gpu
  const ends = [weights, weights + kvCache, weights + kvCache + buffers].map((bytes) =>
    Math.min(width, Math.round((bytes / memory.totalBytes) * width)),
  )
  const [a = 0, b = 0, c = 0] = ends
  return blocks.weights.repeat(a) + blocks.context.repeat(b - a) + blocks.buffers.repeat(c - b) + blocks.free.repeat(width - c)
}

/** What the blocks of a bar stand for. */
export function barLegend(language: DisplayLanguage): string {
  const { legend } = words[language]
  return `${blocks.weights} ${legend.weights}  ${blocks.context} ${legend.context}  ${blocks.buffers} ${legend.buffers}  ${blocks.free} ${legend.free}`
}

/** Of the graphics cards and the machine together; where everything is on the cards, what little stays behind is left out. */
function together({ gpu, ram }: MemoryPlan['use']): MemoryUse {
  const onlyGpu = bytesOf(gpu) > 0 && ram.kvCache === 0
  const add = (part: keyof MemoryUse) => (onlyGpu ? gpu[part] : gpu[part] + ram[part])
  return { weights: add('weights'), kvCache: add('kvCache'), buffers: add('buffers') }
}

/** GB of 10^9 bytes with one digit. */
export function gb(bytes: number): string {
  return (bytes / 1e9).toFixed(1)
}

/** Bytes as MB where they are less than 0.1 GB, which would read 0.0. */
function megabytes(bytes: number): string | undefined {
  return bytes > 0 && bytes < 1e8 ? `${Math.max(1, Math.round(bytes / 1e6))} MB` : undefined
}

/** A part of a sentence that says GB once: only MB are named. */
function part(bytes: number): string {
  return megabytes(bytes) ?? gb(bytes)
}

/** A size with its unit: GB of 10^9 bytes with one digit, MB below 0.1 GB. */
export function sizeWithUnit(bytes: number): string {
  return megabytes(bytes) ?? `${gb(bytes)} GB`
}

/** As on the box: without a digit behind the point where it is 0. */
export function roundGb(bytes: number): string {
  return gb(bytes).replace(/\.0$/, '')
}

/** A number with commas between thousands, in both languages. */
export function grouped(number: number): string {
  return Math.round(number).toLocaleString('en-US')
}
