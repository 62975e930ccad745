import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent doctor` says. */
export const doctorTexts = {
  en: {
    description: 'tell whether Latent works on this machine, and what to do if not',
    examples: `
Examples:
  latent doctor                          versions, device, memory, model, speed, and what to do
  latent doctor --model ./coder.gguf     the same for another model
  latent doctor --json > doctor.json     to attach to a question

Names no code and no file of the workspace. Exit codes: 0 all is well, 2 something is to be done.
`,
    loading: 'Loading the model …',
    measuring: 'Measuring its speed …',
    rows: {
      latent: 'Latent',
      node: 'Node',
      engine: 'Engine',
      processor: 'Processor',
      memory: 'Memory',
      model: 'Model',
      backend: 'Backend',
      loaded: 'Loaded',
      adapters: 'Adapters',
      context: 'Context',
      ableTo: 'Able to',
      reviews: 'Reviews',
      speed: 'Speed',
    },
    onPlatform: (version: string, platform: string) => `${version} on ${platform}`,
    noPackage: 'none for this platform',
    cores: (name: string, cores: number) => `${name}, ${cores} cores`,
    memory: (free: string, total: string) => `${free} GiB free of ${total} GiB`,
    adapter: (name: string, weight: number, digest: string) => `${name} × ${weight} (SHA-256 ${digest.slice(0, 12)}…)`,
    backend: (backend: string, device: string, reason: string) => `${backend} on ${device} (${reason})`,
    loaded: (architecture: string, ms: number) => `${architecture} in ${ms} ms`,
    context: (tokens: number, bytes: number) => `${tokens} tokens, ${bytes} bytes of KV cache each`,
    calibrations: {
      shipped: 'with the calibration that comes with Latent',
      own: 'with your own calibration',
      cautious: 'cautious, because this model was never measured; `latent review calibrate` measures it',
    },
    speed: (prompt: number, generated: number) => `${prompt} prompt tokens/s, ${generated} generated tokens/s`,
    allWell: 'All is well.',
    toDo: 'To do:',
    comma: ', ',
  },
  zh: {
    description: '检查 Latent 在本机上能否工作，以及不能工作时该怎么做',
    examples: `
示例：
  latent doctor                          版本、设备、内存、模型、速度，以及该怎么做
  latent doctor --model ./coder.gguf     检查另一个模型
  latent doctor --json > doctor.json     用于提问时附上

不会提及工作区的任何代码或文件。退出码：0 一切正常，2 有需要处理的事项。
`,
    loading: '正在加载模型…',
    measuring: '正在测量速度…',
    rows: {
      latent: 'Latent',
      node: 'Node',
      engine: '引擎',
      processor: '处理器',
      memory: '内存',
      model: '模型',
      backend: '后端',
      loaded: '加载',
      adapters: '适配器',
      context: '上下文',
      ableTo: '能力',
      reviews: '审查',
      speed: '速度',
    },
    onPlatform: (version: string, platform: string) => `${version}，${platform}`,
    noPackage: '没有适用于此平台的软件包',
    cores: (name: string, cores: number) => `${name}，${cores} 核`,
    memory: (free: string, total: string) => `共 ${total} GiB，可用 ${free} GiB`,
    adapter: (name: string, weight: number, digest: string) => `${name} × ${weight}（SHA-256 ${digest.slice(0, 12)}…）`,
    backend: (backend: string, device: string, reason: string) => `${backend}，${device}（${reason}）`,
    loaded: (architecture: string, ms: number) => `${architecture}，用时 ${ms} ms`,
    context: (tokens: number, bytes: number) => `${tokens} 个 token，每个占用 ${bytes} 字节 KV 缓存`,
    calibrations: {
      shipped: '使用 Latent 自带的校准',
      own: '使用您自己的校准',
      cautious: '谨慎，因为从未测量过此模型；`latent review calibrate` 可进行测量',
    },
    speed: (prompt: number, generated: number) => `提示每秒 ${prompt} 个 token，生成每秒 ${generated} 个 token`,
    allWell: '一切正常。',
    toDo: '待处理：',
    comma: '，',
  },
} as const satisfies Record<DisplayLanguage, unknown>
