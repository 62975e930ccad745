import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../../server/engine/remote/answer.ts'

describe('an answer to a completion', () => {
  // As llama.cpp's server gave it for Qwen2.5-Coder 0.5B.
  it('has probabilities in the form of chats from llama.cpp', () => {
    const content = [
      {
        id: 64,
        token: 'a',
        bytes: [97],
        logprob: -0.232,
        top_logprobs: [
          { id: 64, token: 'a', bytes: [97], logprob: -0.232 },
          { id: 65, token: 'b', bytes: [98], logprob: -3.09 },
        ],
      },
    ]
    const usage = { completion_tokens: 4, prompt_tokens: 13, total_tokens: 17, prompt_tokens_details: { cached_tokens: 12 } }
    expect(readAnswer({ choices: [{ text: 'a', index: 0, logprobs: { content }, finish_reason: 'stop' }], usage })).toEqual({
      text: 'a',
      finish: 'stop',
      tokens: [
        {
          text: 'a',
          logP: -0.232,
          likeliest: [
            { text: 'a', logP: -0.232 },
            { text: 'b', logP: -3.09 },
          ],
        },
      ],
      usage: { promptTokens: 13, cachedTokens: 12, generatedTokens: 4 },
    })
  })

  it('has them in the form of completions from vLLM, the likeliest first', () => {
    const logprobs = { tokens: ['a'], token_logprobs: [-3.1], top_logprobs: [{ a: -3.1, b: -0.2 }], text_offset: [0] }
    expect(readAnswer({ choices: [{ text: 'a', logprobs, finish_reason: 'length' }] })).toEqual({
      text: 'a',
      finish: 'length',
      tokens: [
        {
          text: 'a',
          logP: -3.1,
          likeliest: [
            { text: 'b', logP: -0.2 },
            { text: 'a', logP: -3.1 },
          ],
        },
      ],
    })
  })

  it('tells what it cost so far with each piece', () => {
    expect(readAnswer({ choices: [{ text: 'a' }], timings: { cache_n: 10, prompt_n: 3, predicted_n: 1 } }).usage).toEqual({
      promptTokens: 13,
      cachedTokens: 10,
      generatedTokens: 1,
    })
  })
})

it('reads a piece of a chat', () => {
  expect(readAnswer({ choices: [{ delta: { content: 'Yes' }, finish_reason: null }] })).toEqual({ text: 'Yes', tokens: [] })
})

it.each([undefined, null, 7, 'no', [], {}, { choices: 'x' }, { choices: [null] }, { choices: [{ text: 3, logprobs: [1] }] }])(
  'makes nothing of %j',
  (sent) => {
    expect(readAnswer(sent)).toEqual({ text: '', tokens: [] })
  },
)
