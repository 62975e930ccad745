import { createInterface } from 'node:readline/promises'

/** Asks a question that is answered by yes or no. `y`, `yes`, `是` and their like are a yes, all else is a no. Rejects when the signal is aborted. */
export async function saysYes(
  question: string,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  signal: AbortSignal,
): Promise<boolean> {
  const lines = createInterface({ input, output })
  try {
    return /^(?:y(?:es)?|是|好|同意)$/i.test((await lines.question(`${question} [y/N] `, { signal })).trim())
  } finally {
    lines.close()
  }
}
