import * as vscode from 'vscode'
import type { DebugVariable } from '../server/protocol/diagnose.ts'
import { isRecord } from '../server/protocol/record.ts'
import { sentVariables } from './debugVariables.ts'
import { Notice } from './failure.ts'
import { requireTrust } from './reviewable.ts'
import { explainFailure, type StackTraceParts } from './stackTrace.ts'

const mostFrames = 20
const agreedKey = 'latent.debugVariablesAgreed'

/** Has the model explain where the debugger stopped; the variables in scope go along where the user agreed to that. */
export async function explainStopped(parts: StackTraceParts, memory: vscode.Memento): Promise<void> {
  requireTrust(vscode.l10n.t('Explanation'))
  const stopped = await stoppedFrame()
  const withVariables = await mayRead(memory)
  if (withVariables === undefined) return
  const text = await traceOf(stopped)
  const variables = withVariables ? sentVariables(await variablesOf(stopped)) : []
  await explainFailure(parts, { text, ...(variables.length === 0 ? {} : { variables }) })
}

interface StoppedFrame {
  readonly session: vscode.DebugSession
  readonly threadId: number
  /** Innermost first. */
  readonly frames: readonly Readonly<Record<string, unknown>>[]
  readonly frameId: number
}

async function stoppedFrame(): Promise<StoppedFrame> {
  const item = vscode.debug.activeStackItem
  const session = item?.session ?? vscode.debug.activeDebugSession
  const threadId = item?.threadId
  if (session === undefined || threadId === undefined) throw notStopped()
  const answer = await asked(session, 'stackTrace', { threadId, startFrame: 0, levels: mostFrames })
  const frames = listIn(answer, 'stackFrames')
  const chosen = item instanceof vscode.DebugStackFrame ? item.frameId : Number(frames[0]?.id)
  if (frames.length === 0 || !Number.isInteger(chosen)) throw notStopped()
  return { session, threadId, frames, frameId: chosen }
}

function notStopped(): Notice {
  return new Notice(vscode.l10n.t('No program is stopped in the debugger.'))
}

/** Asked once: what is read goes to the model on this machine. Undefined: the user gave up. */
async function mayRead(memory: vscode.Memento): Promise<boolean | undefined> {
  if (memory.get<boolean>(agreedKey) === true) return true
  const send = vscode.l10n.t('Send Variables')
  const without = vscode.l10n.t('Without Variables')
  const detail = vscode.l10n.t(
    'Up to 20 names with their values go into the prompt. They stay on this machine; what looks like a password or a key is masked.',
  )
  const question = vscode.l10n.t('Send the variables in scope to the model on this machine?')
  const chosen = await vscode.window.showInformationMessage(question, { modal: true, detail }, send, without)
  if (chosen === send) await memory.update(agreedKey, true)
  return chosen === undefined ? undefined : chosen === send
}

/** The frames as Node prints them, under what the debugger tells of the exception. */
async function traceOf({ session, threadId, frames }: StoppedFrame): Promise<string> {
  const exception = await asked(session, 'exceptionInfo', { threadId })
  const message = isRecord(exception)
    ? [exception.exceptionId, exception.description].filter((each) => typeof each === 'string')
    : []
  const lines = frames.map((frame) => {
    const path = isRecord(frame.source) && typeof frame.source.path === 'string' ? frame.source.path : '<unknown>'
    return `    at ${String(frame.name)} (${path}:${Number(frame.line)}:${Math.max(1, Number(frame.column))})`
  })
  return [message.join(': ') || vscode.l10n.t('The program stopped here.'), ...lines].join('\n')
}

/** Of the innermost scopes first; what is costly to read, such as all globals, is left out. */
async function variablesOf({ session, frameId }: StoppedFrame): Promise<readonly DebugVariable[]> {
  const scopes = listIn(await asked(session, 'scopes', { frameId }), 'scopes').filter(({ expensive }) => expensive !== true)
  const found: DebugVariable[] = []
  for (const { variablesReference } of scopes) {
    const variables = listIn(await asked(session, 'variables', { variablesReference }), 'variables')
    for (const { name, value } of variables)
      if (typeof name === 'string' && typeof value === 'string') found.push({ name, value })
  }
  return found
}

/** A debugger that does not know a request, or has gone on meanwhile, has nothing to tell. */
async function asked(session: vscode.DebugSession, request: string, given: object): Promise<unknown> {
  try {
    return await session.customRequest(request, given)
  } catch {
    return undefined
  }
}

function listIn(answer: unknown, key: string): readonly Readonly<Record<string, unknown>>[] {
  const list = isRecord(answer) ? answer[key] : undefined
  return Array.isArray(list) ? list.filter(isRecord) : []
}
