import { describe, expect, it, test } from 'vitest'
import { clientCommands } from '../../client/manifest.ts'
import { chineseErrors } from '../../server/protocol/chinese/errors.ts'
import type { ErrorEntry } from '../../server/protocol/errorEntry.ts'
import { errorText, isLatentError, LatentError, type LatentErrorData, userMessage } from '../../server/protocol/errors.ts'
import { errorTable, type LatentErrorCode } from '../../server/protocol/errorTable.ts'

const codes = Object.keys(errorTable) as LatentErrorCode[]
const han = /\p{Script=Han}/u

/** Each part as a word that nothing else is. */
const markers = ['⟦0⟧', '⟦1⟧', '⟦2⟧']
const markersIn = (text: string) => markers.filter((marker) => text.includes(marker))
const messageOf = (entry: Pick<ErrorEntry, 'message'>) => entry.message(...(markers as never[]))
/** What is typed: commands, settings and variables. */
const typed = (text: string) => [...text.matchAll(/`[^`]+`|latent\.\w+(?:\.\w+)*|--[\w-]+|LATENT_\w+/g)].map(String).sort()

describe('Each error has its Chinese', () => {
  it('and there is none that is no error any more', () => expect(Object.keys(chineseErrors).sort()).toEqual([...codes].sort()))

  test.each(codes)('%s names the same things and the same way out', (code) => {
    const english: ErrorEntry = errorTable[code]
    const { message, wayOut } = chineseErrors[code]
    expect(markersIn(messageOf({ message }))).toEqual(markersIn(messageOf(english)))
    expect(typed(wayOut)).toEqual(typed(english.wayOut.text))
    expect(wayOut).toMatch(han)
    expect(wayOut).toMatch(/。$/)
  })
})

describe('A message', () => {
  test.each<[string, LatentError, string, string]>([
    [
      'with a reason',
      LatentError.of('modelFileUnreadable', '/m/a.gguf', 'permission denied'),
      'The model file /m/a.gguf cannot be read: permission denied. Check its permissions, or choose another model.',
      '无法读取模型文件 /m/a.gguf：权限不足。请检查其权限，或选择其他模型。',
    ],
    [
      'with a sentence in both languages',
      LatentError.of('badArgument', { en: '--a and --b do not go together.', zh: '--a 和 --b 不能一起使用。' }),
      '--a and --b do not go together. See --help.',
      '--a 和 --b 不能一起使用。请参阅 --help。',
    ],
    [
      'with numbers',
      LatentError.of('promptTooLong', 9000, 4096),
      'The request has 9000 tokens, the context holds 4096. Raise latent.engine.contextSize (for a server: what it was started with), or select less text.',
      '请求有 9000 个 token，上下文最多容纳 4096 个。请增大 latent.engine.contextSize（使用服务器时：其启动参数中的上下文长度），或选择较少的文本。',
    ],
    [
      'with what others said stays as they said it',
      LatentError.of('gitUnavailable', '/w', 'not a git repository: $GIT_DIR'),
      'The changes of /w cannot be told: not a git repository: $GIT_DIR. Review the whole file instead.',
      '无法得知 /w 的更改：not a git repository: $GIT_DIR。请改为审查整个文件。',
    ],
  ])('%s', (_, error, english, chinese) => {
    expect(userMessage(error, 'en')).toBe(english)
    expect(userMessage(error, 'zh')).toBe(chinese)
  })

  it('of what nobody foresaw is one of the engine', () => {
    expect(userMessage(new TypeError('x is not a function'), 'zh')).toBe(
      '推理引擎出错：x is not a function。请重启引擎，或查看日志。',
    )
  })

  it('is the same after the error crossed a process', () => {
    const { code, parts } = LatentError.of('badArgument', { en: 'No.', zh: '不。' })
    const crossed: LatentErrorData = JSON.parse(JSON.stringify({ code, parts }))
    const revived = LatentError.revive(crossed)
    expect(isLatentError(revived)).toBe(true)
    expect(revived.message).toBe('No.')
    expect(errorText(revived, 'zh').message).toBe('不。')
  })
})

describe('Where the disk has no room', () => {
  test.each([
    LatentError.of('noSpace', '/m/a.gguf', '9.00', '1.00'),
    LatentError.of('diskFull', '/m'),
    LatentError.of('noSpaceForPack', 'cuda', '2.00', '1.00'),
  ])('$code names what frees it, in the editor and on the command line', (error) => {
    expect(error.wayOut.command).toBe('latent.manageDiskUse')
    for (const language of ['en', 'zh'] as const) {
      const { wayOut } = errorText(error, language)
      expect(wayOut.text).toContain(`Latent: ${clientCommands['latent.manageDiskUse'].title[language]}`)
      expect(wayOut.text).toContain('`latent models remove`')
    }
  })
})

it('An error of the system is no error of ours, whatever its code', () => {
  expect(isLatentError(Object.assign(new Error('no'), { code: 'ENOENT' }))).toBe(false)
  expect(isLatentError(Object.assign(new Error('no'), { code: 'engineFailed' }))).toBe(false)
})
