import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent bench` says. */
export const benchTexts = {
  en: {
    description: 'measure speed and quality of a model on this machine, in two minutes at most',
    gpu: 'the backend to measure: auto, cuda, vulkan, metal or off',
    examples: `
Examples:
  latent bench                          the model in use
  latent bench --model ./coder.gguf     another one
  latent bench --gpu vulkan --json      on a backend of your choice, for programs

Completes twelve places of small files that come with Latent, as an editor
would, and counts those with the expected line. Twelve places tell a useless
model from a good one, not a good one from a better one. The figures are kept
on this machine, and the next run is compared with them.
`,
    loading: 'Loading the model …',
    measuring: 'Measuring its speed …',
    cases: (done: number, all: number) => `Completed ${done} of ${all} places`,
    rows: {
      model: 'Model',
      backend: 'Backend',
      completion: 'Completion',
      prompt: 'Prompt',
      writing: 'Writing',
      quality: 'Quality',
    },
    on: (backend: string, device: string) => `${backend} on ${device}`,
    ms: (ms: number) => `${ms} ms in the middle`,
    perSecond: (tokens: number) => `${tokens} tokens/s`,
    quality: (right: number, cases: number) => `${right} of ${cases} lines as expected`,
    left: (count: number) => `${count} were left out: two minutes were over`,
    before: (value: string, change: string) => ` (before ${value}, ${change})`,
    wrong: 'Not as expected:',
    nothing: '(nothing)',
  },
  zh: {
    description: '测量模型在本机上的速度和质量，最多两分钟',
    gpu: '要测量的后端：auto、cuda、vulkan、metal 或 off',
    examples: `
示例：
  latent bench                          正在使用的模型
  latent bench --model ./coder.gguf     另一个模型
  latent bench --gpu vulkan --json      使用您选择的后端，供程序使用

像编辑器一样补全 Latent 自带的小文件中的十二处，并统计得到预期行的数量。
十二处足以区分无用的模型与好的模型，但不足以区分好与更好。
数据保存在本机上，下次运行会与之比较。
`,
    loading: '正在加载模型…',
    measuring: '正在测量速度…',
    cases: (done: number, all: number) => `已补全 ${done} / ${all} 处`,
    rows: { model: '模型', backend: '后端', completion: '补全', prompt: '提示', writing: '生成', quality: '质量' },
    on: (backend: string, device: string) => `${backend}，${device}`,
    ms: (ms: number) => `中位数 ${ms} ms`,
    perSecond: (tokens: number) => `每秒 ${tokens} 个 token`,
    quality: (right: number, cases: number) => `${cases} 行中有 ${right} 行符合预期`,
    left: (count: number) => `跳过了 ${count} 处：两分钟已到`,
    before: (value: string, change: string) => `（上次 ${value}，${change}）`,
    wrong: '不符合预期：',
    nothing: '（无）',
  },
} as const satisfies Record<DisplayLanguage, unknown>
