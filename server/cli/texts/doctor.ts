import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent doctor` says of itself. */
export const doctorCommandTexts = {
  en: {
    description: 'tell whether Latent works on this machine, and what to do if not',
    report: 'print a report to give to others: no paths, no names of user and machine',
    gpu: 'the backend to try: auto, cuda, vulkan, metal or off',
    examples: `
Examples:
  latent doctor                          devices, backends, memory, model, speed,
                                         and what to do
  latent doctor --model ./coder.gguf     the same for another model
  latent doctor --gpu vulkan             the same with a backend of your choice
  latent doctor --report                 to attach to a question
  latent doctor --json                   for programs

Names no code and no file of the workspace. Exit codes: 0 all is well or there is advice, 2 something is to be done.
`,
    examining: 'Examining the machine …',
    loading: 'Loading the model …',
    measuring: 'Measuring its speed …',
  },
  zh: {
    description: '检查 Latent 在本机上能否工作，以及不能工作时该怎么做',
    report: '显示可交给他人的报告：不含路径、用户名和机器名',
    gpu: '要尝试的后端：auto、cuda、vulkan、metal 或 off',
    examples: `
示例：
  latent doctor                          设备、后端、内存、模型、速度，以及该怎么做
  latent doctor --model ./coder.gguf     检查另一个模型
  latent doctor --gpu vulkan             使用您选择的后端进行检查
  latent doctor --report                 用于提问时附上
  latent doctor --json                   供程序使用

不会提及工作区的任何代码或文件。退出码：0 一切正常或有建议，2 有需要处理的事项。
`,
    examining: '正在检查本机…',
    loading: '正在加载模型…',
    measuring: '正在测量速度…',
  },
} as const satisfies Record<DisplayLanguage, unknown>
