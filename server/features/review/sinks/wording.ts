import type { Node } from '@vscode/tree-sitter-wasm'
import type { SourceKind } from './sink.ts'
import type { Origin } from './values.ts'

const longestTitle = 80

/** `Words \`code\` words.` with the code cut where the sentence would be longer than a title may be. */
export function title(before: string, code: string, after: string): string {
  const room = longestTitle - before.length - after.length - 2
  return `${before}\`${shortened(code, room)}\`${after}`
}

/** Code in a sentence: one line, no backtick that would end it. */
export function quoted(code: string): string {
  return `\`${shortened(code, 60)}\``
}

const comesFrom: Readonly<Record<SourceKind, string>> = {
  input: 'comes from outside',
  argument: 'comes from the command line',
  data: 'is read from a file, a store or a connection',
  parameter: 'comes from a parameter',
  environment: 'comes from the environment',
  unknown: 'is not constant',
}

/** `name` comes from a parameter and reaches exec() without quoting. */
export function flowReason({ name, kind }: Origin, sink: string, lack: string): string {
  return `${quoted(name)} ${comesFrom[kind]} and reaches ${quoted(sink)} ${lack}`
}

export function calleeText(call: Node): string {
  return (call.childForFieldName('function') ?? call.childForFieldName('constructor') ?? call).text
}

function shortened(text: string, room: number): string {
  const line = text.trim().replaceAll(/\s+/g, ' ').replaceAll('`', "'")
  return line.length > room ? `${line.slice(0, Math.max(1, room - 1))}…` : line
}
