import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** The help of `latent serve`, and what it says. */
export const serveTexts = {
  en: {
    description: "serve the model by OpenAI's interface, with reviews and edits",
    host: 'address to listen on (127.0.0.1: this machine alone; another one needs a key)',
    port: 'port to listen on (0: any that is free)',
    name: 'a name by which clients may call it, beside localhost and addresses (may be repeated)',
    root: 'a folder whose files may be reviewed by their paths (may be repeated; default none)',
    parallel: 'texts that are written at the same time',
    context: 'tokens that a prompt may have with its answer',
    drain: 'seconds that requests may go on when the server is to end',
    gpu: 'device to run on',
    examples: `
The interface: /v1/models, /v1/completions, /v1/chat/completions, /v1/review and /v1/edit; /openapi.json describes it,
/healthz and /metrics are for whoever watches it. Prompts and code are never logged.

Examples:
  latent serve                                  for programs on this machine
  latent serve keys add ada                     print a key for Ada
  latent serve --host 0.0.0.0 --name gpu.lan    for a team, with the keys that were made
`,
    keys: 'the keys of a server: who may use it',
    keyName: 'who the key is for',
    addKey: 'make a key and print it, this once',
    perMinute: 'requests a minute (default 600)',
    keyParallel: 'requests at the same time (default 8)',
    listKeys: 'list the keys',
    removeKey: 'remove a key; a server that runs stops taking it',
    columns: ['NAME', 'MADE', 'REQUESTS A MINUTE', 'AT THE SAME TIME'],
    usual: 'usual',
    noKeys: 'There is no key. Without one a server answers this machine alone.',
    added: (name: string) => `The key of ${name}. It cannot be shown again:`,
    removed: (name: string) => `The key of ${name} is removed.`,
    loading: 'Loading the model …',
    listening: (model: string, address: string) => `${model} is served at ${address}/v1`,
    withoutKeys: 'Every program on this machine can use it, because no key was made.',
    withKeys: (count: number) => (count === 1 ? 'It takes 1 key.' : `It takes ${count} keys.`),
    ending: (seconds: number) => `Ending; what runs may go on for ${seconds} s. Ctrl-C again ends at once.`,
  },
  zh: {
    description: '以 OpenAI 接口提供模型，并提供审查和编辑',
    host: '监听的地址（127.0.0.1：仅限本机；其他地址需要密钥）',
    port: '监听的端口（0：任意空闲端口）',
    name: '除 localhost 和地址以外，客户端可使用的名称（可重复）',
    root: '可按路径审查其文件的文件夹（可重复；默认无）',
    parallel: '同时生成的文本数',
    context: '提示与回答的词元上限',
    drain: '服务器结束时，正在进行的请求可继续的秒数',
    gpu: '运行所用的设备',
    examples: `
接口：/v1/models、/v1/completions、/v1/chat/completions、/v1/review 和 /v1/edit；由 /openapi.json 描述，
/healthz 和 /metrics 用于监控。提示和代码绝不会写入日志。

示例：
  latent serve                                  供本机上的程序使用
  latent serve keys add ada                     为 Ada 输出一个密钥
  latent serve --host 0.0.0.0 --name gpu.lan    供团队使用，须持有已创建的密钥
`,
    keys: '服务器的密钥：谁可以使用',
    keyName: '密钥的使用者',
    addKey: '创建密钥并输出，仅此一次',
    perMinute: '每分钟的请求数（默认 600）',
    keyParallel: '同时进行的请求数（默认 8）',
    listKeys: '列出密钥',
    removeKey: '删除密钥；正在运行的服务器不再接受它',
    columns: ['名称', '创建时间', '每分钟请求数', '同时进行数'],
    usual: '默认',
    noKeys: '没有密钥。没有密钥时，服务器仅响应本机。',
    added: (name: string) => `${name} 的密钥。之后无法再次显示：`,
    removed: (name: string) => `已删除 ${name} 的密钥。`,
    loading: '正在加载模型…',
    listening: (model: string, address: string) => `${model} 的服务地址：${address}/v1`,
    withoutKeys: '尚未创建密钥，本机上的任何程序都可以使用。',
    withKeys: (count: number) => `接受 ${count} 个密钥。`,
    ending: (seconds: number) => `正在结束；进行中的请求还可继续 ${seconds} 秒。再按一次 Ctrl-C 立即结束。`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
