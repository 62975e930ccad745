import type { CodeLens, Command } from 'vscode-languageserver'
import type { SourceText } from '../context/source.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import type { Finding } from '../protocol/finding.ts'
import type { ReviewedFunction } from '../protocol/reviewOverview.ts'
import { rangesTouch } from '../protocol/text.ts'
import type { Findings } from './findings.ts'
import type { ReviewActivity } from './reviewActivity.ts'

/** What the last review found in each function that stands as it was reviewed. */
export async function reviewedFunctions(
  uri: string,
  source: SourceText,
  findings: Findings,
  activity: ReviewActivity,
): Promise<readonly ReviewedFunction[]> {
  const functions = await activity.reviewedFunctions(uri, source)
  const open = findings.of(uri).flatMap(({ finding }) => (finding.state === 'open' ? [finding] : []))
  const held = findings.heldBackOf(uri).filter(({ state }) => state !== 'dismissed')
  return functions.map(({ name, range }) => {
    const inside = (all: readonly Finding[]) => all.filter((each) => rangesTouch(each.range, range)).length
    return { name, range, findings: inside(open), heldBack: inside(held) }
  })
}

/** A line above each function. `command`: what a click runs, with the document's URI and the function's name; without one it says so only. */
export function reviewLenses(
  uri: string,
  functions: readonly ReviewedFunction[],
  language: DisplayLanguage,
  command: string | undefined,
): CodeLens[] {
  return functions.map((reviewed) => {
    const title = lensTitle(reviewed, language)
    const clicked: Command = command === undefined ? { title, command: '' } : { title, command, arguments: [uri, reviewed.name] }
    return { range: { start: reviewed.range.start, end: reviewed.range.start }, command: clicked }
  })
}

function lensTitle({ findings, heldBack }: ReviewedFunction, language: DisplayLanguage): string {
  const { nothing, found, held } = words[language]
  if (findings + heldBack === 0) return `Latent: ${nothing}`
  return `Latent: ${[found(findings), ...(heldBack === 0 ? [] : [held(heldBack)])].join(words[language].comma)}`
}

const words = {
  en: {
    nothing: 'reviewed, nothing found',
    found: (count: number) => (count === 0 ? 'no findings' : count === 1 ? '1 finding' : `${count} findings`),
    held: (count: number) => `${count} held back`,
    comma: ', ',
  },
  zh: {
    nothing: '已审查，未发现问题',
    found: (count: number) => (count === 0 ? '没有问题' : `${count} 个问题`),
    held: (count: number) => `${count} 个暂缓`,
    comma: '，',
  },
} as const satisfies Record<DisplayLanguage, unknown>
