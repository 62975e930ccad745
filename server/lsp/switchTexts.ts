import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { errorText, type LatentError } from '../protocol/errors.ts'

type Say = (why?: LatentError) => string

/** What the user is told where the model on this machine answers for a server, and when the server does again. */
export const switchTexts = {
  en: {
    local: (why) => `${messageOf(why, 'en')} The model on this machine answers until the server does again.`.trim(),
    remote: () => 'The model server answers again and is used from now on.',
  },
  zh: {
    local: (why) => `${messageOf(why, 'zh')}在服务器恢复之前，由本机上的模型应答。`,
    remote: () => '模型服务器已恢复应答，从现在起重新使用它。',
  },
} as const satisfies Record<DisplayLanguage, { readonly local: Say; readonly remote: Say }>

function messageOf(error: LatentError | undefined, language: DisplayLanguage): string {
  return error === undefined ? '' : errorText(error, language).message
}
