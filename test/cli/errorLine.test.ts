import { describe, expect, it, test } from 'vitest'
import { errorLine } from '../../server/cli/output/errorLine.ts'
import { waysOut } from '../../server/cli/texts/waysOut.ts'
import { LatentError } from '../../server/protocol/errors.ts'
import { errorTable, type LatentErrorCode } from '../../server/protocol/errorTable.ts'

describe('a line about an error on the command line', () => {
  it('leads out by options and variables, not by settings of an editor', () => {
    const error = LatentError.of('remoteModelUnknown', 'gpu.lan:8000', 'lite', 'coder, chat')
    expect(errorLine(error, 'en')).toBe(
      'The model server gpu.lan:8000 has no model "lite"; it has coder, chat. Name one that it has by --remote-model or LATENT_REMOTE_MODEL.',
    )
    expect(errorLine(error, 'zh')).toMatch(/请用 --remote-model 或 LATENT_REMOTE_MODEL 指定它已有的模型。$/)
  })

  it('fits every command that can meet the error', () => {
    // `ask --changes` has nothing to review.
    const error = LatentError.of('gitUnavailable', '/w', 'not a git repository')
    expect(errorLine(error, 'en')).toBe('The changes of /w cannot be told: not a git repository. Name files in place of changes.')
  })

  it('is one line without control sequences, whatever a server said', () => {
    const line = errorLine(LatentError.of('remoteRefused', 'gpu.lan:8000', 500, 'no\nroom\x1b[2J'), 'en')
    expect(line).toContain('answered 500: no room\\x1b[2J.')
  })

  it('keeps the usual way out where a terminal has it, too', () => {
    const error = LatentError.of('fileMissing', 'a.ts')
    expect(errorLine(error, 'en')).toBe('a.ts does not exist or cannot be read. Check the path.')
  })
})

/** What the editor alone has, and a terminal does not. */
const ofEditor = /latent\.[a-z]+\.?\w*|in the editor|the log\b|"Latent: /

/** Of these the command line never hears: they are about what stands in an editor. */
const editorOnly: readonly LatentErrorCode[] = ['modelNotChosen']

/** Beside it a setting may be named. */
const ofTerminal = /`latent |LATENT_/

test.each(Object.keys(errorTable) as LatentErrorCode[])('the way out of %s is not one of the editor alone', (code) => {
  const text = waysOut[code]?.en ?? errorTable[code].wayOut.text
  if (editorOnly.includes(code) || ofTerminal.test(text)) return
  expect(text).not.toMatch(ofEditor)
})
