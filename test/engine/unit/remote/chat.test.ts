import { describe, expect, it } from 'vitest'
import type { ChatRequest } from '../../../../server/engine/engine.ts'
import type { AnswerPiece } from '../../../../server/engine/remote/answer.ts'
import { askedAgain, formedTexts } from '../../../../server/engine/remote/chat.ts'

const format = { kind: 'gbnf', grammar: 'root ::= "yes" | "no"' } as const
const request: ChatRequest = {
  ...{ lane: 'user', sequence: 'review', maxTokens: 8, format },
  messages: [{ role: 'user', content: 'Is it so?' }],
}

async function* pieces(text: string): AsyncIterable<AnswerPiece> {
  for (const word of text.split(/(?<= )/)) yield { text: word, tokens: [] }
  yield { text: '', tokens: [], finish: 'stop' }
}

async function told(first: string, second: string, form: NonNullable<ChatRequest['format']> = format) {
  const asked: string[] = []
  const again = (answer: string) => {
    asked.push(answer)
    return pieces(second)
  }
  let text = ''
  for await (const delta of formedTexts(pieces(first), form, again)) text += delta.text
  return { text, asked }
}

describe('An answer of a server that holds none to a form', () => {
  it('is the part that has the form', async () => {
    expect(await told('Well,\nyes, I think', 'no')).toEqual({ text: 'yes', asked: [] })
  })

  it('is asked for once more where no part has', async () => {
    expect(await told('Perhaps.', 'no')).toEqual({ text: 'no', asked: ['Perhaps.'] })
  })

  it('is as it came where that does not help either', async () => {
    expect(await told('Perhaps.', 'Who knows?')).toEqual({ text: 'Who knows?', asked: ['Perhaps.'] })
  })

  it('is the JSON in it where a schema is the form', async () => {
    const schema = { kind: 'schema', schema: { type: 'array' } } as const
    expect((await told('Here: [1, 2]. Done.', '[]', schema)).text).toBe('[1, 2]')
    expect((await told('Here: [1, 2', '[3]', schema)).text).toBe('[3]')
  })

  it('is asked for with what was answered and with the form', () => {
    const { messages } = askedAgain(request, 'Perhaps.')
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(messages.at(-1)?.content).toContain(format.grammar)
  })
})
