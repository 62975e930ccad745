import type { ReportingDescriptor, ReportingDescriptorReference, Result, ToolComponent } from 'sarif'
import type { Finding, Severity } from '../../../protocol/finding.ts'

export const levels: Readonly<Record<Severity, Result.level>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' }

/** Name of the taxonomy of weaknesses, the Common Weakness Enumeration. */
const cwe = 'CWE'

/** The rules and weaknesses of a report's findings, each told once and referred to by its number. */
export class RuleTable {
  readonly rules: readonly ReportingDescriptor[]
  readonly #weaknesses: readonly number[]

  constructor(findings: readonly Finding[]) {
    const ids = distinct(findings.map(({ ruleId }) => ruleId))
    this.rules = ids.map((id) =>
      descriptor(
        id,
        findings.filter(({ ruleId }) => ruleId === id),
      ),
    )
    this.#weaknesses = distinct(findings.flatMap((finding) => finding.cwe ?? []))
  }

  /** -1 where no finding given at first has this rule. */
  indexOf(ruleId: string): number {
    return this.rules.findIndex(({ id }) => id === ruleId)
  }

  taxaOf(finding: Finding): ReportingDescriptorReference[] {
    return (finding.cwe ?? []).map((number) => ({
      id: String(number),
      index: this.#weaknesses.indexOf(number),
      toolComponent: { name: cwe, index: 0 },
    }))
  }

  get taxonomies(): ToolComponent[] {
    if (this.#weaknesses.length === 0) return []
    return [
      {
        name: cwe,
        organization: 'MITRE',
        shortDescription: { text: 'The Common Weakness Enumeration.' },
        isComprehensive: false,
        taxa: this.#weaknesses.map((number) => ({
          id: String(number),
          helpUri: `https://cwe.mitre.org/data/definitions/${number}.html`,
        })),
      },
    ]
  }
}

function descriptor(id: string, findings: readonly Finding[]): ReportingDescriptor {
  const [first] = findings
  const words = (id.split('.').at(-1) ?? id).split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return {
    id,
    name: words.map(capitalised).join(''),
    shortDescription: { text: `${capitalised(words.join(' '))}.` },
    fullDescription: { text: `What Latent reports as ${id}, with evidence and a confidence of its own for each place.` },
    help: { text: `Where the code is meant to be so, write the comment "latent-ignore ${id}: REASON" in the line above it.` },
    ...(first && { defaultConfiguration: { level: levels[first.severity] } }),
    properties: { tags: distinct(findings.flatMap(tagsOf)) },
  }
}

/** Code scanning on GitHub knows weaknesses by tags of this form. */
function tagsOf(finding: Finding): readonly string[] {
  return [finding.category, ...(finding.cwe ?? []).map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`)]
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
