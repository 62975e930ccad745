import { userMessage } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'

interface Answered {
  // The protocol's type: it wants to add fields of its own.
  [field: string]: unknown
  readonly content: { readonly type: 'text'; readonly text: string }[]
  readonly isError?: boolean
  readonly structuredContent?: Record<string, unknown>
}

/** A tool's answer: as data and as text, or in one line what went wrong and the way out, which the model on the other side can read. */
export async function answered(work: () => Promise<Readonly<Record<string, unknown>>>): Promise<Answered> {
  try {
    const result = await work()
    return { content: [{ type: 'text', text: JSON.stringify(result) }], structuredContent: result }
  } catch (error) {
    return { content: [{ type: 'text', text: printable(userMessage(error, 'en')) }], isError: true }
  }
}
