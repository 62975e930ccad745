import type { Bilingual } from '../../protocol/displayLanguage.ts'
import type { LatentErrorCode } from '../../protocol/errorTable.ts'

const sayMore: Bilingual = {
  en: 'Run it again; with --verbose it prints what the engine says.',
  zh: '请重新运行；加上 --verbose 会显示引擎的消息。',
}

/** Ways out of a terminal, for the errors whose usual ones lead through an editor: its settings, its menus, its log. */
export const waysOut: Readonly<Partial<Record<LatentErrorCode, Bilingual>>> = {
  engineStopped: sayMore,
  engineGivenUp: sayMore,
  engineFailed: sayMore,
  grammarInvalid: sayMore,
  conversationRefused: sayMore,
  promptTooLong: { en: 'Name less text or fewer lines.', zh: '请指定较少的文本或行。' },
  modelMissing: {
    en: 'Download it: run `latent models pull` with its name.',
    zh: '请下载：运行 `latent models pull` 并给出其名称。',
  },
  modelTooBig: {
    en: 'Name a smaller model by --model; `latent models plan` tells which ones fit.',
    zh: '请用 --model 指定更小的模型；`latent models plan` 会说明哪些可以容纳。',
  },
  adapterUnusable: {
    en: 'Correct LATENT_ADAPTERS, or take the adapter out of it.',
    zh: '请更正 LATENT_ADAPTERS，或从中移除该适配器。',
  },
  folderGone: {
    en: 'Set LATENT_MODELS to where the models are now, and start again: it goes on where it stopped.',
    zh: '请将 LATENT_MODELS 设为模型现在所在的位置并重新开始：将从中断处继续。',
  },
  licenceNotAccepted: {
    en: 'Read it, and if you agree, give --accept-licence.',
    zh: '请阅读该许可证，如果同意，请加上 --accept-licence。',
  },
  backendUnavailable: {
    en: 'Leave --gpu out, and a backend that works is chosen; `latent doctor` tries it anew and says what helps.',
    zh: '省略 --gpu 则会选择可用的后端；`latent doctor` 会重新试用它，并说明如何解决。',
  },
  gitUnavailable: { en: 'Name files in place of changes.', zh: '请指定文件，而不是更改。' },
  remoteAddress: {
    en: 'Give --remote-url, or LATENT_REMOTE_URL, an address that begins with http:// or https://.',
    zh: '请将 --remote-url 或 LATENT_REMOTE_URL 设为以 http:// 或 https:// 开头的地址。',
  },
  remoteUnreachable: {
    en: 'Start it, correct --remote-url or LATENT_REMOTE_URL, or name a model on this machine by --model.',
    zh: '请启动它，更正 --remote-url 或 LATENT_REMOTE_URL，或用 --model 指定本机上的模型。',
  },
  remoteKeyRefused: { en: 'Put the right key into LATENT_API_KEY.', zh: '请将正确的密钥放入 LATENT_API_KEY。' },
  remoteAuthorities: { en: 'Correct LATENT_REMOTE_CA, or empty it.', zh: '请更正 LATENT_REMOTE_CA，或将其清空。' },
  remoteRefused: { en: 'Look at its log, or name another model by --model.', zh: '请查看其日志，或用 --model 指定其他模型。' },
  remoteNotCompatible: {
    en: 'Give --remote-url a server such as vLLM, llama-server, SGLang or Ollama.',
    zh: '请将 --remote-url 设为 vLLM、llama-server、SGLang 或 Ollama 等服务器。',
  },
  remoteModelUnknown: {
    en: 'Name one that it has by --remote-model or LATENT_REMOTE_MODEL.',
    zh: '请用 --remote-model 或 LATENT_REMOTE_MODEL 指定它已有的模型。',
  },
}
