import type * as vscode from 'vscode'
import { explainError } from './explainError.ts'
import type { ClientCommandId } from './manifest.ts'
import type { Handler } from './reviewCommands.ts'
import { explainStackTrace, type StackTraceParts } from './stackTrace.ts'
import { explainStopped } from './stoppedProgram.ts'

/** Commands that explain what went wrong: an error that the editor shows, a stack trace, and a program that the debugger stopped. */
export function errorCommands(parts: StackTraceParts, memory: vscode.Memento) {
  const { server, texts, previews } = parts
  return {
    'latent.explainError': (_uri, given) => explainError(server, texts, previews, given),
    'latent.explainStackTrace': () => explainStackTrace(parts, 'clipboard'),
    'latent.explainTerminalSelection': () => explainStackTrace(parts, 'terminal'),
    'latent.explainStopped': () => explainStopped(parts, memory),
  } as const satisfies Partial<Record<ClientCommandId, Handler>>
}
