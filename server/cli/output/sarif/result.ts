import type { Result, Fix as SarifFix, Suppression } from 'sarif'
import { findingId } from '../../../features/review/fingerprint.ts'
import type { InFile } from '../../../features/review/rendering/reviewReport.ts'
import { argumentsOf, fixHeads } from '../../../features/review/rendering/words.ts'
import type { Finding, HeldBack } from '../../../protocol/finding.ts'
import { artifactOf, physicalLocation, regionOf } from './location.ts'
import { levels, type RuleTable } from './rules.ts'

/** A finding as a result. A suppression says why it is not to be shown. */
export function resultOf(
  { file, finding }: InFile<Finding>,
  rules: RuleTable,
  workingFolder: string,
  suppressions: readonly Suppression[],
): Result {
  const { ruleId, severity, confidence, fingerprint, range, related, fixes, category, origin, evidence } = finding
  const taxa = rules.taxaOf(finding)
  const { symbol } = fingerprint
  return {
    ruleId,
    ruleIndex: rules.indexOf(ruleId),
    level: levels[severity],
    // From 0 to 100, where 100 is the surest (SARIF 2.1.0, 3.27.25).
    rank: Math.round(confidence * 1000) / 10,
    message: { text: messageOf(finding) },
    locations: [
      {
        physicalLocation: physicalLocation(file, range, workingFolder),
        ...(symbol === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: symbol, kind: 'function' }] }),
      },
    ],
    partialFingerprints: { 'latent/v1': findingId(fingerprint) },
    ...(related.length > 0 && {
      relatedLocations: related.map((each, index) => ({
        id: index + 1,
        message: { text: withoutLinks(each.message) },
        physicalLocation: physicalLocation(file, each.range, workingFolder),
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixesOf({ file, finding }, workingFolder) }),
    ...(taxa.length > 0 && { taxa }),
    suppressions: [...suppressions],
    properties: { category, origin, confidence, evidence },
  }
}

/** Why a finding that was held back is to be listed as suppressed; nothing for one that only lacks evidence. */
export function suppressionOf({ state, reason }: HeldBack): Suppression | undefined {
  if (state === 'suppressed') return { kind: 'inSource', justification: reason }
  if (state === 'dismissed') return { kind: 'external', status: 'accepted', justification: reason }
  return undefined
}

function messageOf(finding: Finding): string {
  const title = /[.!?]$/.test(finding.title) ? finding.title : `${finding.title}.`
  return withoutLinks([title, ...argumentsOf({ ...finding, related: [] })].join(' '))
}

function fixesOf({ file, finding }: InFile<Finding>, workingFolder: string): SarifFix[] {
  return fixHeads(finding).map(({ fix, head }) => ({
    description: { text: withoutLinks(head) },
    artifactChanges: [
      {
        artifactLocation: artifactOf(file.path, workingFolder),
        replacements: fix.edits.map(({ range, newText }) => ({
          deletedRegion: regionOf(range),
          insertedContent: { text: newText },
        })),
      },
    ],
  }))
}

/** `[text](1)` is a link in messages (SARIF 2.1.0, 3.11.6), and code such as `handlers[i](1)` must not become one. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (')
}
