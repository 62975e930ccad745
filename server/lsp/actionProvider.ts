import type { CodeAction, CodeActionParams } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'

/** An action with its edit. */
export interface ResolvedAction extends CodeAction {
  /** What the user should know of the edit, a sentence each, in English. They do not reach the client as they are. */
  readonly notes?: readonly string[]
}

/** One source of code actions beside those for findings. */
export interface ActionProvider {
  /** LSP kinds of its actions, without wildcards: `refactor.rewrite.earlyReturn`. */
  readonly kinds: readonly string[]
  /**
   * What may be done at a range; asked only where the client wants one of `kinds`, and with each move of the cursor, so that it never asks the
   * model. Actions have no edit yet, unless it is free. What applies and is refused all the same carries `disabled.reason`.
   */
  offer(params: CodeActionParams, document: TextDocument, signal: AbortSignal): Promise<readonly CodeAction[]>
  /** The action with its edit; undefined: it is not one of this provider's. Rejects with a LatentError that says why there is no edit. */
  resolve(action: CodeAction, signal: AbortSignal): Promise<ResolvedAction | undefined>
}

/** Whether a client that asks for these kinds wants one of a kind. Kinds are a hierarchy: `refactor` asks for `refactor.rewrite` as well. */
export function wantsKind(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`))
}

/** What all providers offer, in their order. */
export async function offeredBy(
  providers: readonly ActionProvider[],
  params: CodeActionParams,
  document: TextDocument | undefined,
  signal: AbortSignal,
): Promise<readonly CodeAction[]> {
  if (document === undefined) return []
  const { only } = params.context
  const wanted = providers.filter(({ kinds }) => kinds.some((kind) => wantsKind(only, kind)))
  const offered = await Promise.all(wanted.map((provider) => provider.offer(params, document, signal)))
  return withoutRepeats(offered).filter(({ kind = '' }) => wantsKind(only, kind))
}

/** Two providers may know the same rewriting: what an earlier one can do is not offered once more by a later one. */
function withoutRepeats(offered: readonly (readonly CodeAction[])[]): readonly CodeAction[] {
  const taken = new Set<string>()
  return offered.flatMap((actions) => {
    const fresh = actions.filter(({ kind = '' }) => !taken.has(kind))
    for (const { kind = '', disabled } of actions) if (kind.startsWith('refactor.') && disabled === undefined) taken.add(kind)
    return fresh
  })
}

/** The action with its edit, by whichever provider it belongs to. */
export async function resolvedBy(
  providers: readonly ActionProvider[],
  action: CodeAction,
  signal: AbortSignal,
): Promise<CodeAction | undefined> {
  for (const provider of providers) {
    const resolved = await provider.resolve(action, signal)
    if (resolved !== undefined) return resolved
  }
  return undefined
}
