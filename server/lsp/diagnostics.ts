import {
  type Connection,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver'
import type { Finding, Severity } from '../protocol/finding.ts'
import { evidenceInShort } from '../protocol/findingWords.ts'
import { unreachable } from '../protocol/unreachable.ts'
import { oneLine } from './failure.ts'
import type { Findings } from './findings.ts'
import type { LiveFinding } from './trackedFinding.ts'

/** What a diagnostic carries back to the server in a request for code actions, by clients that return it. */
export interface DiagnosticData {
  readonly id: string
}

/** Editors move what was published along with edits themselves, so a key need not be answered at once. */
const settleMs = 150

/** Publishes the findings of a document, an empty list included: some editors wait for one. */
export class Diagnostics {
  readonly #connection: Connection
  readonly #findings: Findings
  readonly #related: boolean
  readonly #waiting = new Map<string, NodeJS.Timeout>()

  /** `related`: the client shows `relatedInformation`. */
  constructor(connection: Connection, findings: Findings, related: boolean) {
    this.#connection = connection
    this.#findings = findings
    this.#related = related
  }

  publish(uri: string): void {
    clearTimeout(this.#waiting.get(uri))
    this.#waiting.delete(uri)
    const shown = this.#findings.of(uri).filter(({ finding }) => finding.state === 'open')
    const diagnostics = shown.map((live) => toDiagnostic(uri, live, this.#related))
    void this.#connection.sendDiagnostics({ uri, diagnostics })
  }

  /** After a pause in typing. */
  publishSoon(uri: string): void {
    clearTimeout(this.#waiting.get(uri))
    this.#waiting.set(
      uri,
      setTimeout(() => this.publish(uri), settleMs),
    )
  }
}

export function toDiagnostic(uri: string, { finding, outdated }: LiveFinding, related: boolean): Diagnostic {
  const data: DiagnosticData = { id: finding.id }
  const information: DiagnosticRelatedInformation[] = finding.related.map(({ range, message }) => ({
    location: { uri, range },
    message: oneLine(message),
  }))
  return {
    range: finding.range,
    severity: severityOf(finding.severity),
    source: 'latent',
    code: finding.ruleId,
    message: messageOf(finding, outdated, !related),
    data,
    ...(outdated ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related && information.length > 0 ? { relatedInformation: information } : {}),
  }
}

/** All that matters is in the text, because some editors show nothing else. */
function messageOf(finding: Finding, outdated: boolean, placesInText: boolean): string {
  const verified = finding.fixes.some((fix) => fix.verified)
  const facts = [evidenceInShort(finding.evidence), verified ? 'fix verified' : ''].filter((fact) => fact !== '')
  const lines = placesInText
    ? finding.related.map(({ range, message }) => `See line ${range.start.line + 1}: ${oneLine(message)}`)
    : []
  return [
    oneLine(finding.title) + (facts.length === 0 ? '' : ` (${facts.join(', ')})`),
    ...(finding.trigger === undefined ? [] : [`Fails for: ${oneLine(finding.trigger)}`]),
    ...lines,
    ...(outdated ? ['The line changed since the review.'] : []),
  ].join('\n')
}

function severityOf(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error
    case 'warning':
      return DiagnosticSeverity.Warning
    case 'info':
      return DiagnosticSeverity.Information
    case 'hint':
      return DiagnosticSeverity.Hint
    default:
      return unreachable(severity)
  }
}
