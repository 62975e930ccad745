import { remoteSettings } from './remoteSettings.ts'
import {
  type AdapterSetting,
  type AdaptersSetting,
  type ChoiceSetting,
  choice,
  type ListSetting,
  type Setting,
  type StringSetting,
  type SwitchesSetting,
} from './settingKinds.ts'

/** Every setting once, without the `latent.` in front. `npm run generate` writes package.json, package.nls*.json and docs/settings.md from it. */
export const settingsTable = {
  model: {
    kind: 'string',
    default: '',
    scope: 'machine',
    text: {
      en: 'The model for completions and reviews: a catalogue name such as `starter`, the path of a .gguf file, or `remote` for the server of `latent.remote.url`. Empty: not chosen yet.',
      zh: '用于补全和审查的模型：目录名称（如 `starter`）、.gguf 文件的路径，或 `remote`（`latent.remote.url` 的服务器）。留空表示尚未选择。',
    },
  },
  'models.folder': {
    kind: 'string',
    default: '',
    scope: 'machine',
    text: {
      en: 'The folder that holds downloaded models, for example on a larger disk. Empty: LATENT_MODELS, else the usual folder of your user data. Models that are in the old folder are not moved.',
      zh: '存放已下载模型的文件夹，例如位于更大的磁盘上。留空：LATENT_MODELS，否则为用户数据的常用文件夹。旧文件夹中的模型不会被移动。',
    },
  },
  ...remoteSettings,
  adapters: {
    kind: 'adapters',
    default: [],
    scope: 'machine',
    text: {
      en: 'LoRA adapters in GGUF that change the model, several at once: the `path` of each file, and its `weight` from 0 to 4 (1, the default, is as trained). An adapter fits only the model that it was trained for.',
      zh: '更改模型的 GGUF 格式 LoRA 适配器，可同时使用多个：每个文件的 `path`，以及 0 到 4 的 `weight`（默认为 1，即训练时的强度）。适配器只适用于训练它时所用的模型。',
    },
  },
  'engine.gpu': choice({
    default: 'auto',
    choices: ['auto', 'cuda', 'vulkan', 'metal', 'off'],
    scope: 'machine',
    text: {
      en: 'The backend that runs the model. `auto` takes the best one that works; `off` uses the processor.',
      zh: '运行模型的后端。`auto` 选择可用的最佳后端；`off` 使用处理器。',
    },
  }),
  'engine.gpuLayers': {
    kind: 'integer',
    default: -1,
    minimum: -1,
    maximum: 1000,
    scope: 'machine',
    text: {
      en: 'Layers of the model kept on the GPU, the output counted as one more. -1: as many as fit into its free memory. No effect without a GPU.',
      zh: '保留在 GPU 上的模型层数，输出层另计一层。-1：在其可用内存中尽可能多。没有 GPU 时无效。',
    },
  },
  'engine.contextSize': {
    kind: 'integer',
    default: 0,
    minimum: 0,
    maximum: 163840,
    scope: 'machine',
    text: {
      en: 'Tokens that the model sees at once, for each of completion and review. Larger needs more memory. 0: what suits the free memory, 4,096 on a processor and up to 16,384 on a GPU.',
      zh: '模型一次能看到的 token 数，补全和审查各自计算。越大占用内存越多。0：按可用内存选择，处理器上为 4,096，GPU 上最多 16,384。',
    },
  },
  'engine.kvCacheType': choice({
    default: 'auto',
    choices: ['auto', 'f16', 'q8_0', 'q5_1', 'q4_0'],
    scope: 'machine',
    text: {
      en: 'Number format of the KV cache. Smaller formats save memory and cost some quality. `auto` takes the most exact one with which the model fits into the free memory, never `q4_0`.',
      zh: 'KV 缓存的数值格式。较小的格式节省内存，但会损失一些质量。`auto` 选择可用内存放得下的最精确格式，不会选 `q4_0`。',
    },
  }),
  'engine.flashAttention': choice({
    default: 'auto',
    choices: ['auto', 'on', 'off'],
    scope: 'machine',
    text: {
      en: 'Flash attention, with which the buffers of a step do not grow with the context. `auto` uses it where the backend has it. `off`: for a driver that fails with it; the KV cache is `f16` then.',
      zh: 'Flash attention：使每一步的缓冲区不随上下文增长。`auto` 在后端支持时使用。`off`：用于使用时出错的驱动程序，此时 KV 缓存为 `f16`。',
    },
  }),
  'engine.idleMinutes': {
    kind: 'number',
    default: 30,
    minimum: 0,
    maximum: 1440,
    scope: 'machine',
    text: {
      en: 'Minutes without a request after which the model leaves the memory; the next request loads it again. 0: it stays. Windows share the model: it leaves when none of them needs it.',
      zh: '没有请求多少分钟后将模型移出内存；下一个请求会重新加载。0：一直保留。各窗口共享模型：没有窗口需要时才会移出。',
    },
  },
  'engine.keepState': {
    kind: 'boolean',
    default: false,
    scope: 'machine',
    text: {
      en: 'Keep what the model has read of recent files on the disk when it is unloaded, so that the first completion after a restart is as fast as the next one. The text of those files can be reconstructed from what lies there, which only your user account can read: at most 512 MB, deleted after 7 days, and at once when this is off. Off in any one editor means off. No effect with `remote`.',
      zh: '卸载模型时，将其已读取的最近文件的状态保存在磁盘上，使重启后的第一次补全与之后一样快。这些文件的文本可以从所存内容中还原，只有您的用户账户可以读取：最多 512 MB，7 天后删除，关闭此设置时立即删除。在任何一个编辑器中关闭即为关闭。对 `remote` 无效。',
    },
  },
  'completion.model': {
    kind: 'string',
    default: '',
    scope: 'machine',
    text: {
      en: 'A model for completions alone, best a base model: named like `latent.model`, which then reviews, answers and edits. Used where both fit into memory. Empty: one model for all.',
      zh: '仅用于补全的模型，最好是基础模型：名称写法与 `latent.model` 相同，后者则用于审查、回答和编辑。仅在内存能容纳两者时使用。留空：一个模型用于全部。',
    },
  },
  'completion.enabled': {
    kind: 'boolean',
    default: true,
    scope: 'language-overridable',
    text: { en: 'Suggest code while you type.', zh: '输入时给出代码建议。' },
  },
  'completion.languages': {
    kind: 'switches',
    default: { '*': true, plaintext: false, markdown: false },
    scope: 'resource',
    text: {
      en: 'Languages with automatic completions; `*` stands for every other one. Asking by hand works in all.',
      zh: '自动补全的语言；`*` 代表其余所有语言。手动触发在所有语言中可用。',
    },
  },
  'completion.maxLines': {
    kind: 'integer',
    default: 8,
    minimum: 1,
    maximum: 64,
    scope: 'resource',
    text: { en: 'Longest completion, in lines.', zh: '补全的最大行数。' },
  },
  'completion.multiline': choice({
    default: 'auto',
    choices: ['auto', 'always', 'never'],
    scope: 'resource',
    text: {
      en: 'When a completion has several lines. `auto`: where a block is empty or the first line opens one; `always`: as far as the statements go; `never`: one line. Asking by hand always gives several.',
      zh: '何时给出多行补全。`auto`：代码块为空或首行开启代码块时；`always`：尽可能延续语句；`never`：仅一行。手动触发时总是给出多行。',
    },
  }),
  'completion.minimumConfidence': {
    kind: 'number',
    default: 0.1,
    minimum: 0,
    maximum: 0.95,
    scope: 'resource',
    text: {
      en: 'A completion that is less likely to be taken than this is not shown by itself. Higher shows fewer. No effect when asked by hand.',
      zh: '被采纳的可能性低于此值的补全不会自动显示。值越高显示越少。手动触发时无效。',
    },
  },
  'completion.context': {
    kind: 'boolean',
    default: true,
    scope: 'resource',
    text: {
      en: 'Let completions see signatures of imported code, recent edits and similar open files. Ignored and secret files are never read.',
      zh: '补全时参考所导入代码的签名、最近的编辑以及相似的已打开文件。被忽略的文件和机密文件绝不会被读取。',
    },
  },
  'completion.ahead': {
    kind: 'boolean',
    default: true,
    scope: 'window',
    text: {
      en: 'Work ahead while the model is idle: read a file that was opened, and write the next lines. Never on battery.',
      zh: '在模型空闲时提前工作：读取已打开的文件，并写出后续的行。使用电池时从不进行。',
    },
  },
  'completion.nextEdit': {
    kind: 'boolean',
    default: true,
    scope: 'resource',
    text: {
      en: 'After a rename or a changed signature, offer the same change at the next place in the file.',
      zh: '重命名或更改签名后，在文件的下一处提供相同的更改。',
    },
  },
  'review.onSave': {
    kind: 'boolean',
    default: false,
    scope: 'resource',
    text: { en: 'Review the changes of a file when it is saved.', zh: '保存文件时审查其更改。' },
  },
  'review.precision': {
    kind: 'number',
    default: 0.8,
    minimum: 0.5,
    maximum: 0.99,
    scope: 'resource',
    text: {
      en: 'Target share of shown findings that are right. Higher shows fewer; the others stay in the held-back list.',
      zh: '所显示问题中正确的目标比例。越高显示越少；其余保留在暂缓列表中。',
    },
  },
  'review.rules': choice({
    default: 'all',
    choices: ['all', 'own', 'off'],
    scope: 'resource',
    text: {
      en: 'Which rules of a team a review checks. `own`: those of REVIEW.md and .latent/rules; `all`: also those of AGENTS.md and .github/copilot-instructions.md.',
      zh: '审查时检查哪些团队规则。`own`：REVIEW.md 和 .latent/rules 中的规则；`all`：还包括 AGENTS.md 和 .github/copilot-instructions.md 中的规则。',
    },
  }),
  'review.codeLens': {
    kind: 'boolean',
    default: false,
    scope: 'resource',
    text: {
      en: 'Show above each function what its last review found.',
      zh: '在每个函数上方显示上次审查的结果。',
    },
  },
  'review.testCommand': {
    kind: 'list',
    default: [],
    scope: 'machine',
    text: {
      en: 'Program and arguments that run the tests when you ask to verify a fix with tests, for example `["npm", "test", "--", "{file}"]`. Run without a shell in the workspace folder, never by itself, and only in trusted workspaces. `{file}` is the path of the file that was fixed. Empty: off.',
      zh: '在您要求用测试验证修复时运行测试的程序及其参数，例如 `["npm", "test", "--", "{file}"]`。在工作区文件夹中不经 shell 运行，从不自动运行，且仅限受信任的工作区。`{file}` 是被修复文件的路径。留空则关闭。',
    },
  },
  'optimise.benchmarkCommand': {
    kind: 'list',
    default: [],
    scope: 'machine',
    text: {
      en: 'Program and arguments that take as long as the code they measure, for example `["node", "bench.js"]`, for comparing faster ways of a function with the code as it is. Run without a shell in the workspace folder, only when you ask for it and only in trusted workspaces. `{file}` is the path of the file. Where it ends with an error, that way is not offered. Empty: nothing is measured.',
      zh: '运行时间与所测代码相当的程序及其参数，例如 `["node", "bench.js"]`，用于将函数的更快写法与现有代码进行比较。在工作区文件夹中不经 shell 运行，仅在您要求时运行，且仅限受信任的工作区。`{file}` 是文件的路径。若以错误结束，则不提供该写法。留空则不测量。',
    },
  },
  language: choice({
    default: 'auto',
    choices: ['auto', 'en', 'zh-cn'],
    scope: 'window',
    text: {
      en: 'Language of findings, explanations, answers and messages. `auto`: that of the editor. Menus and buttons always follow the editor.',
      zh: '问题、解释、回答和消息所用的语言。`auto`：与编辑器相同。菜单和按钮始终使用编辑器的语言。',
    },
  }),
  'trace.server': choice({
    default: 'off',
    choices: ['off', 'messages', 'verbose'],
    scope: 'window',
    text: { en: 'Log the messages between editor and server.', zh: '记录编辑器与服务器之间的消息。' },
  }),
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settingsTable

type Widen<T> = T extends boolean ? boolean : T extends number ? number : T
type ValueOf<S extends Setting> =
  S extends ChoiceSetting<infer Choice>
    ? Choice
    : S extends StringSetting
      ? string
      : S extends SwitchesSetting
        ? Readonly<Record<string, boolean>>
        : S extends ListSetting
          ? readonly string[]
          : S extends AdaptersSetting
            ? readonly AdapterSetting[]
            : Widen<S['default']>

/** The settings as values, by their names in the table: `settings['completion.maxLines']`. */
export type Settings = { readonly [N in SettingName]: ValueOf<(typeof settingsTable)[N]> }

export const defaultSettings: Settings = Object.fromEntries(
  Object.entries(settingsTable).map(([name, setting]) => [name, setting.default]),
) as unknown as Settings
