import { languageIdOfPath } from '../context/languages.ts'
import type { SyntaxParser } from '../context/parser.ts'
import { SourceText } from '../context/source.ts'
import { explanation } from '../features/review/explain.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import type { ExplainParams, ExplainResult } from '../protocol/reviewOverview.ts'
import type { Documents } from './documents.ts'
import type { EngineHost } from './engineHost.ts'
import { type ExplainListener, explaining, told } from './explaining.ts'
import type { Findings } from './findings.ts'
import type { Status } from './status.ts'
import type { Trust } from './trust.ts'
import type { WorkspaceFolders } from './workspaceFolders.ts'

export interface ExplainDeps {
  readonly documents: Documents
  readonly folders: WorkspaceFolders
  readonly findings: Findings
  readonly trust: Trust
  readonly status: Status
  readonly engine: EngineHost
  readonly parser: () => Promise<SyntaxParser>
}

/** Has the model explain a finding, in plain text. Rejects with untrusted, findingGone, an abort, or the engine's error. */
export async function explain(
  { textDocument: { uri }, id }: ExplainParams,
  { documents, folders, findings, trust, status, engine, parser }: ExplainDeps,
  language: DisplayLanguage,
  listener: ExplainListener,
  signal: AbortSignal,
): Promise<ExplainResult> {
  trust.require('Explanation')
  const finding = findings.find(uri, id)?.finding ?? findings.heldBackOf(uri).find((each) => each.id === id)
  if (finding === undefined) throw LatentError.of('findingGone')
  return await explaining(engine, listener, signal, async (model, both) => {
    const document = documents.get(uri)
    const name = folders.nameOf(uri)
    const source = document ? documents.source(document) : new SourceText(name, languageIdOfPath(name), findings.textOf(uri))
    const tree = await (await parser()).parse(source)
    try {
      const pieces = explanation(finding, source, tree, language, engine, both)
      return await status.during(async () => ({ title: finding.title, model, text: await told(pieces, listener) }))
    } finally {
      tree?.dispose()
    }
  })
}
