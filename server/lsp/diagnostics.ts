import {
  type Connection,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import type { Severity } from '../protocol/finding.ts'
import { inLanguage, titleInLanguage } from '../protocol/findingTexts.ts'
import { evidenceInShort } from '../protocol/findingWords.ts'
import { unreachable } from '../protocol/unreachable.ts'
import { oneLine } from './failure.ts'
import type { Findings } from './findings.ts'
import type { Language } from './language.ts'
import type { LiveFinding } from './trackedFinding.ts'

/** What a diagnostic carries back to the server in a request for code actions, by clients that return it. */
export interface DiagnosticData {
  readonly id: string
}

/** How diagnostics are written for a client. */
export interface DiagnosticStyle {
  /** The client shows `relatedInformation`. */
  readonly relatedInformation: boolean
  readonly language: DisplayLanguage
}

/** The same, with the language of each moment. */
type LiveStyle = Omit<DiagnosticStyle, 'language'> & { readonly language: Language }

/** Editors move what was published along with edits themselves, so a key need not be answered at once. */
const settleMs = 150

/** Publishes the findings of a document, an empty list included: some editors wait for one. */
export class Diagnostics {
  readonly #connection: Connection
  readonly #findings: Findings
  readonly #style: LiveStyle
  readonly #waiting = new Map<string, NodeJS.Timeout>()

  constructor(connection: Connection, findings: Findings, style: LiveStyle) {
    this.#connection = connection
    this.#findings = findings
    this.#style = style
  }

  publish(uri: string): void {
    clearTimeout(this.#waiting.get(uri))
    this.#waiting.delete(uri)
    const shown = this.#findings.of(uri).filter(({ finding }) => finding.state === 'open')
    const style = { ...this.#style, language: this.#style.language() }
    const diagnostics = shown.map((live) => toDiagnostic(uri, live, style))
    void this.#connection.sendDiagnostics({ uri, diagnostics })
  }

  /** Everything again, for another language. */
  publishAll(): void {
    for (const uri of this.#findings.reviewed()) this.publish(uri)
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

export function toDiagnostic(uri: string, live: LiveFinding, style: DiagnosticStyle): Diagnostic {
  const { finding, outdated } = live
  const data: DiagnosticData = { id: finding.id }
  const information: DiagnosticRelatedInformation[] = finding.related.map(({ range, message }) => ({
    location: { uri, range },
    message: oneLine(inLanguage(message, style.language)),
  }))
  return {
    range: finding.range,
    severity: severityOf(finding.severity),
    source: 'latent',
    code: finding.ruleId,
    message: messageOf(live, style),
    data,
    ...(outdated ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(style.relatedInformation && information.length > 0 ? { relatedInformation: information } : {}),
  }
}

/** All that matters is in the text, because some editors show nothing else. */
function messageOf({ finding, outdated }: LiveFinding, { relatedInformation, language }: DiagnosticStyle): string {
  const words = labels[language]
  const say = (text: string) => oneLine(inLanguage(text, language))
  const verified = finding.fixes.some((fix) => fix.verified)
  const facts = [evidenceInShort(finding.evidence), verified ? 'fix verified' : ''].filter((fact) => fact !== '').map(say)
  const places = relatedInformation
    ? []
    : finding.related.map(({ range, message }) => words.place(range.start.line + 1, say(message)))
  return [
    oneLine(titleInLanguage(finding.title, finding.ruleId, language)) + (facts.length === 0 ? '' : words.facts(facts)),
    ...(finding.trigger === undefined ? [] : [words.fails(oneLine(finding.trigger))]),
    ...places,
    ...(outdated ? [words.outdated] : []),
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

const labels = {
  en: {
    facts: (facts: readonly string[]) => ` (${facts.join(', ')})`,
    fails: (input: string) => `Fails for: ${input}`,
    place: (line: number, said: string) => `See line ${line}: ${said}`,
    outdated: 'The line changed since the review.',
  },
  zh: {
    facts: (facts: readonly string[]) => `（${facts.join('，')}）`,
    fails: (input: string) => `失败的输入：${input}`,
    place: (line: number, said: string) => `参见第 ${line} 行：${said}`,
    outdated: '此行在审查之后已更改。',
  },
} as const satisfies Record<DisplayLanguage, unknown>
