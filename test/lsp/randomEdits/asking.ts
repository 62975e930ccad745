import { setTimeout as wait } from 'node:timers/promises'
import {
  CancellationTokenSource,
  type InlineCompletionItem,
  LSPErrorCodes,
  type SelectedCompletionInfo,
} from 'vscode-languageserver/node'
import type { TestClient } from '../client.ts'
import type { EditedText } from './editedText.ts'

export interface Question {
  /** As it is when asked. */
  readonly text: EditedText
  readonly trigger: 'automatic' | 'invoked'
  readonly selected?: SelectedCompletionInfo
}

const longestMs = 60_000

/** Asks the server for completions. Every error fails, but for the cancellation of what was cancelled. */
export class Asking {
  readonly #client: TestClient

  constructor(client: TestClient) {
    this.#client = client
  }

  ask({ text: { uri, position }, trigger, selected }: Question): { items: Promise<InlineCompletionItem[]>; cancel: () => void } {
    const cancellation = new CancellationTokenSource()
    const answer = this.#client.connection.sendRequest<InlineCompletionItem[]>(
      'textDocument/inlineCompletion',
      {
        textDocument: { uri },
        position,
        context: {
          triggerKind: trigger === 'invoked' ? 1 : 2,
          ...(selected === undefined ? {} : { selectedCompletionInfo: selected }),
        },
      },
      cancellation.token,
    )
    const items = answer.catch((error: { code?: number }) => {
      if (cancellation.token.isCancellationRequested && error.code === LSPErrorCodes.RequestCancelled) return []
      throw error
    })
    return { items: inTime(items), cancel: () => cancellation.cancel() }
  }

  /** Tells when the server has read all that was sent before: answers arrive in the order in which they were given. */
  serverKnows(): { readonly yet: boolean; readonly promise: Promise<unknown> } {
    const known = {
      yet: false,
      promise: this.#client.stats().then(() => {
        known.yet = true
      }),
    }
    return known
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const late = new AbortController()
  try {
    return await Promise.race([
      answer,
      wait(longestMs, undefined, { signal: late.signal }).then(() => Promise.reject(new Error('no answer within a minute'))),
    ])
  } finally {
    late.abort()
  }
}
