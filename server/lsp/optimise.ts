import type { Connection } from 'vscode-languageserver'
import { allOptimisations } from '../features/edit/optimise/optimise.ts'
import type { OptimiseParams, OptimiseResult } from '../protocol/optimise.ts'
import { methods } from '../protocol/requests.ts'
import { onDocument } from './editRequest.ts'
import { answering, signalOf } from './failure.ts'
import type { Progress } from './progress.ts'
import type { WritingDeps } from './serveEdits.ts'

/** Answers `latent/optimise`. */
export function serveOptimise(connection: Connection, deps: WritingDeps): void {
  connection.onRequest(
    methods.optimise,
    answering(
      deps.log,
      deps.abilities.language,
    )((params: OptimiseParams, token) => {
      const begin = (cancel: () => void) => deps.progress.begin('Looking for a faster way', params.workDoneToken, cancel)
      return optimise(params, deps, begin, signalOf(token))
    }),
  )
}

async function optimise(
  { textDocument: { uri }, range }: OptimiseParams,
  deps: WritingDeps,
  begin: (cancel: () => void) => Progress,
  signal: AbortSignal,
): Promise<OptimiseResult> {
  const { outcome, version, figures } = await onDocument(
    uri,
    deps,
    begin,
    async ({ source, deps: editDeps }, both) => {
      const tree = await editDeps.parser.parse(source)
      if (tree === undefined) return { ways: [], reason: noGrammar }
      const site = {
        source,
        root: tree.rootNode,
        startOffset: source.offsetAt(range.start),
        endOffset: source.offsetAt(range.end),
      }
      return await allOptimisations(site, editDeps, both).finally(() => tree.dispose())
    },
    signal,
  )
  return { ...outcome, version, figures }
}

const noGrammar = 'The language has no grammar here.'
