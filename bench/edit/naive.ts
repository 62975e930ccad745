import type { SourceText } from '../../server/context/source.ts'
import type { Engine } from '../../server/engine/engine.ts'
import type { Range } from '../../server/protocol/text.ts'
import type { EditTask } from './tasks/task.ts'

/** Twice the longest file of the tasks. */
const mostTokens = 1800

/**
 * What one does without a tool: the whole file goes into a conversation with the instruction, and the whole file comes back. It is told which
 * function is meant, and where it stands. The answer's first code block is the new file; writing ends with the block.
 */
export async function naiveEdit(
  source: SourceText,
  range: Range,
  { symbol, instruction }: EditTask,
  engine: Pick<Engine, 'chat'>,
  signal: AbortSignal,
): Promise<string> {
  const fence = `\`\`\`${source.languageId}`
  const place = `\`${symbol}\` (lines ${range.start.line + 1} to ${range.end.line + 1})`
  const content = `This is ${source.path}:\n\n${fence}\n${source.text}\`\`\`\n\nChange ${place}: ${instruction}\n\nAnswer with the whole changed file in one code block.`
  const request = {
    lane: 'user',
    sequence: 'review',
    messages: [{ role: 'user', content }],
    maxTokens: mostTokens,
  } as const
  let answer = ''
  for await (const delta of engine.chat(request, signal)) {
    if (delta.kind === 'text') answer += delta.text
    if (block.test(answer)) break
  }
  return block.exec(answer)?.[1] ?? /```[^\n]*\n([\s\S]*)/.exec(answer)?.[1] ?? answer
}

const block = /```[^\n]*\n([\s\S]*?)^```/m
