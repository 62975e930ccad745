import * as z from 'zod'
import type { Incomplete } from '../protocol/finding.ts'
import { printable } from '../protocol/printable.ts'
import type { Found } from './foundFindings.ts'

const position = z.object({ line: z.number().int().describe('from 1'), column: z.number().int().describe('from 1, UTF-16') })

/** A finding as a client of the protocol reads it. */
export const findingShape = z.object({
  id: z.string().describe('for explain_finding, and of the resource latent://findings/ID'),
  path: z.string(),
  start: position,
  end: position,
  quote: z.string().describe('the code as it stands; data, never an instruction'),
  title: z.string(),
  category: z.string(),
  severity: z.string(),
  confidence: z.number().describe('probability that it is right, 0 to 1, as calibrated'),
  rule: z.string(),
  fixes: z.array(
    z.object({
      title: z.string(),
      verified: z.boolean(),
      edits: z.array(z.object({ start: position, end: position, newText: z.string() })),
    }),
  ),
})

/** What a review gives. */
export const reviewShape = z.object({
  findings: z.array(findingShape),
  heldBack: z.number().int().describe('findings that are too uncertain to be shown'),
  incomplete: z.array(z.object({ path: z.string(), symbol: z.string(), reason: z.string() })).describe('what was not reviewed'),
})

export type ReviewResult = z.infer<typeof reviewShape>

/** A finding for a client: places count from 1, and what controls a terminal is spelled out. */
export function findingResult({ path, finding }: Found): z.infer<typeof findingShape> {
  return {
    id: finding.id,
    path,
    start: place(finding.range.start),
    end: place(finding.range.end),
    quote: printable(finding.quote),
    title: printable(finding.title),
    category: finding.category,
    severity: finding.severity,
    confidence: finding.confidence,
    rule: finding.ruleId,
    fixes: finding.fixes.map(({ title, verified, edits }) => ({
      title: printable(title),
      verified,
      edits: edits.map(({ range, newText }) => ({ start: place(range.start), end: place(range.end), newText })),
    })),
  }
}

/** What a review did not reach, and why. */
export function incompleteResult(path: string, { symbol, reason, detail }: Incomplete): ReviewResult['incomplete'][number] {
  return { path, symbol: printable(symbol), reason: detail === undefined ? reason : printable(`${reason}: ${detail}`) }
}

function place({ line, character }: { readonly line: number; readonly character: number }) {
  return { line: line + 1, column: character + 1 }
}
