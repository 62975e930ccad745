import { describe, expect, it } from 'vitest'
import { LatentError } from '../../server/protocol/errors.ts'
import { apiErrorOf } from '../../server/serve/apiError.ts'

describe('A client of the server is told', () => {
  it.each([
    [
      LatentError.of('promptTooLong', 20_001, 8191),
      {
        status: 400,
        message:
          'The request has 20001 tokens, the context holds 8191. Send less, or have the server started with a larger --context.',
      },
    ],
    [
      LatentError.of('engineStopped', 'signal SIGKILL'),
      { status: 503, message: expect.stringMatching(/ Try again in a moment\.$/) },
    ],
  ])('what it can do itself: $code', (error, { status, message }) => {
    const { statusCode, body } = apiErrorOf(error)
    expect({ status: statusCode, message: body.error.message }).toEqual({ status, message })
  })

  it("nothing of this machine's paths", () => {
    const { statusCode, body } = apiErrorOf(LatentError.of('modelTruncated', '/home/ada/model.gguf'))
    expect({ statusCode, message: body.error.message }).toEqual({
      statusCode: 500,
      message: 'The server failed. Its log says more.',
    })
  })
})
