import { simplifyCondition } from './rewriteCondition.ts'
import { removeDeadCode } from './rewriteDeadCode.ts'
import { earlyReturn } from './rewriteEarlyReturn.ts'
import { loopToPipeline } from './rewriteLoop.ts'
import { pipelineToLoop } from './rewritePipeline.ts'
import type { Rewrite, RewriteRule, RewriteSite } from './rewriteSite.ts'

/** Rewrites that the syntax tree alone makes: they are certain and cost nothing. */
export const treeRewrites = {
  simplifyCondition,
  earlyReturn,
  loopToPipeline,
  pipelineToLoop,
  removeDeadCode,
} as const satisfies Record<string, RewriteRule>

export type TreeRewriteKind = keyof typeof treeRewrites

const languages: ReadonlySet<string> = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'])

/** Whether rewrites know a language, by its LSP id. */
export function canRewrite(languageId: string): boolean {
  return languages.has(languageId)
}

/** What a kind of rewrite makes of a place. Nothing is rewritten in a text that does not parse there. */
export function treeRewrite(kind: TreeRewriteKind, site: RewriteSite): Rewrite | undefined {
  if (!canRewrite(site.source.languageId)) return undefined
  const rewrite = treeRewrites[kind](site)
  if (rewrite?.kind !== 'edit') return rewrite
  const { startOffset, endOffset } = rewrite.edit
  const around = site.root.descendantForIndex(startOffset, endOffset)
  return around?.hasError === true ? undefined : rewrite
}
