import { languageIdOfPath } from '../context/languages.ts'
import type { SyntaxParser } from '../context/parser.ts'
import { SourceText } from '../context/source.ts'
import { explanation } from '../features/review/explain.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import type { ExplainParams, ExplainPart, ExplainResult } from '../protocol/reviewOverview.ts'
import type { Documents } from './documents.ts'
import type { EngineHost } from './engineHost.ts'
import type { Findings } from './findings.ts'
import type { Progress } from './progress.ts'
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

/** Where an explanation tells what happens. `part` gets the text as it is written. */
export interface ExplainListener {
  begin(title: string, cancel: () => void): Progress
  part(part: ExplainPart): void
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
  const controller = new AbortController()
  const both = AbortSignal.any([signal, controller.signal])
  const progress = listener.begin('Explaining', () => controller.abort())
  try {
    engine.retry()
    await engine.ready(both)
    const { model, capabilities } = await engine.info()
    if (!capabilities.chat) throw LatentError.of('engineFailed', `${model} cannot answer questions`)
    const document = documents.get(uri)
    const name = folders.nameOf(uri)
    const source = document ? documents.source(document) : new SourceText(name, languageIdOfPath(name), findings.textOf(uri))
    const tree = await (await parser()).parse(source)
    try {
      const pieces = explanation(finding, source, tree, language, engine, both)
      return await status.during(async () => {
        let text = ''
        for await (const piece of pieces) {
          const written = printable(piece)
          text += written
          listener.part({ text: written })
        }
        return { title: finding.title, model, text }
      })
    } finally {
      tree?.dispose()
    }
  } finally {
    progress.end()
  }
}
