import type { Setting } from './settingKinds.ts'

/** Settings of servers of the user's own; of the machine, so that no repository can send code elsewhere. */
export const remoteSettings = {
  'remote.url': {
    kind: 'string',
    default: '',
    scope: 'machine',
    text: {
      en: 'Where the model `remote` answers: the address of an OpenAI-compatible server of your own, such as vLLM, SGLang, llama-server or Ollama. Several, separated by blanks, are servers with the same model. Code around the cursor and what is reviewed is sent there; nothing is sent as long as `latent.model` is not `remote`.',
      zh: '模型 `remote` 应答的地址：您自己的 OpenAI 兼容服务器，例如 vLLM、SGLang、llama-server 或 Ollama。以空格分隔的多个地址是具有同一模型的服务器。光标附近的代码以及被审查的内容会发送到该处；只要 `latent.model` 不是 `remote`，就不会发送任何内容。',
    },
  },
  'remote.model': {
    kind: 'string',
    default: '',
    scope: 'machine',
    text: {
      en: 'The name of the model, or of a LoRA adapter, as the server calls it. Empty: the first one that it lists.',
      zh: '服务器对模型或 LoRA 适配器的称呼。留空：它列出的第一个。',
    },
  },
  'remote.apiKeyEnv': {
    kind: 'string',
    default: 'LATENT_API_KEY',
    scope: 'machine',
    text: {
      en: 'The environment variable that has the server\'s key, where none was entered by "Latent: Set the Key of Your Server". Empty: none.',
      zh: '保存服务器密钥的环境变量；仅在未通过“Latent: 设置服务器的密钥”输入密钥时使用。留空：无。',
    },
  },
  'remote.certificateAuthority': {
    kind: 'string',
    default: '',
    scope: 'machine',
    text: {
      en: 'A PEM file of certificate authorities that are trusted beside the usual ones, for a server with a certificate of your own.',
      zh: '除常用证书颁发机构外还信任的颁发机构的 PEM 文件，用于使用自签证书的服务器。',
    },
  },
  'remote.fallback': {
    kind: 'string',
    default: 'starter',
    scope: 'machine',
    text: {
      en: 'The model on this machine that answers while no server can be reached, where it is installed. Empty: none.',
      zh: '无法连接任何服务器时由本机上的此模型应答（须已安装）。留空：无。',
    },
  },
} as const satisfies Record<string, Setting>
