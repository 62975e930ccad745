import type { Lane, LaneFigures } from '../server/protocol/figures.ts'
import type { CompletionCounts, Statistics } from '../server/protocol/statistics.ts'
import { escaped } from './escaped.ts'
import { type PageOptions, page } from './page.ts'
import { barChart, lastDays } from './statisticsChart.ts'
import type { Translate } from './statusText.ts'

/** What the buttons of the page ask for. */
export type PageAction = 'export' | 'reset'

/** The page as HTML. It loads nothing: style, script and picture are in it. */
export function statisticsPage(statistics: Statistics, options: PageOptions): string {
  const { language, t } = options
  const write: Write = { t: (text, ...values) => escaped(t(text, ...values)), number: numberWriter(language) }
  const body = `<p>${write.t('These numbers are counted and kept on this machine. Nothing of them leaves it.')} ${write.t('Counted since {0}.', statistics.since)}</p>
<p class="actions">
<button type="button" data-action="export">${write.t('Export…')}</button>
<button type="button" data-action="reset" class="secondary">${write.t('Reset…')}</button>
</p>
${chart(statistics, write)}
${section(write.t('Completions'), totals(statistics.totals, write))}
${section(write.t('By language'), languages(statistics, write))}
${section(write.t('By day'), days(statistics, write))}
${section(write.t('Engine'), engine(statistics.lanes, write))}`
  return page(t('Latent Statistics'), body, options)
}

interface Write {
  /** Translates, and makes it fit for HTML. */
  readonly t: Translate
  readonly number: (value: number) => string
}

function chart({ days }: Statistics, { t, number }: Write): string {
  const values = lastDays(days.map(({ day, completions }) => ({ day, value: completions.keptCharacters })))
  const [first, last] = [values[0], values.at(-1)]
  if (first === undefined || last === undefined) return `<p>${t('Nothing has been counted yet.')}</p>`
  const title = t('Accepted characters by day, {0} to {1}', first.day, last.day)
  const svg = barChart(values, title, ({ day, value }) => `${day}: ${number(value)}`)
  return `<figure>${svg}<figcaption>${title}</figcaption></figure>`
}

/** What the parts are of is written beside them: a share says more than a number. */
function totals(counts: CompletionCounts, { t, number }: Write): string {
  const ofOffered = (count: number) => shareOf(count, counts.offered, number)
  const rows: readonly (readonly [string, number, string])[] = [
    [t('Offered'), counts.offered, ''],
    [t('Accepted'), counts.accepted, ofOffered(counts.accepted)],
    [t('Accepted in part'), counts.partlyAccepted, ofOffered(counts.partlyAccepted)],
    [t('Typed as shown'), counts.typedAlong, ofOffered(counts.typedAlong)],
    [t('Rejected'), counts.rejected, ofOffered(counts.rejected)],
    [t('Accepted characters'), counts.keptCharacters, ''],
    [t('Of these kept after 30 seconds'), counts.keptAfter30s, shareOf(counts.keptAfter30s, counts.keptCharacters, number)],
    [t('Accepted lines'), counts.acceptedLines, ''],
    [t('Keystrokes saved'), counts.keystrokesSaved, ''],
  ]
  const cells = rows.map(
    ([name, count, share]) => `<tr><th scope="row">${name}</th><td>${number(count)}</td><td>${share}</td></tr>`,
  )
  return `<table><tbody>${cells.join('')}</tbody></table>`
}

function languages({ byLanguage }: Statistics, { t, number }: Write): string {
  const rows = Object.entries(byLanguage).sort(([, a], [, b]) => b.offered - a.offered)
  return table(
    t('By language'),
    [t('Language'), ...countHead(t)],
    rows.map(([language, counts]) => [escaped(language), ...countCells(counts).map(number)]),
  )
}

function days({ days }: Statistics, { t, number }: Write): string {
  return table(
    t('By day'),
    [t('Day'), ...countHead(t), t('Engine milliseconds')],
    days.toReversed().map(({ day, completions, engineMs }) => {
      return [escaped(day), ...[...countCells(completions), Math.round(engineMs)].map(number)]
    }),
  )
}

function countHead(t: Translate): readonly string[] {
  return [
    t('Offered'),
    t('Accepted'),
    t('Accepted in part'),
    t('Typed as shown'),
    t('Rejected'),
    t('Accepted characters'),
    t('Keystrokes saved'),
  ]
}

/** In the order of `countHead`. */
function countCells(counts: CompletionCounts): readonly number[] {
  const { offered, accepted, partlyAccepted, typedAlong, rejected, keptCharacters, keystrokesSaved } = counts
  return [offered, accepted, partlyAccepted, typedAlong, rejected, keptCharacters, keystrokesSaved]
}

function engine(lanes: Readonly<Record<Lane, LaneFigures>>, { t, number }: Write): string {
  const names: Readonly<Record<Lane, string>> = {
    interactive: t('Completions'),
    ahead: t('Work ahead'),
    user: t('Reviews'),
    idle: t('In the background'),
  }
  const head = [
    t('Work'),
    t('Requests'),
    t('Answered without the engine'),
    t('Prompt tokens read'),
    t('Tokens written'),
    t('Engine milliseconds'),
  ]
  const rows = (Object.keys(names) as Lane[]).map((lane) => {
    const { requests, answeredWithoutEngine, promptTokens, cachedTokens, generatedTokens, ms } = lanes[lane]
    const numbers = [requests, answeredWithoutEngine, promptTokens - cachedTokens, generatedTokens, Math.round(ms)]
    return [names[lane], ...numbers.map(number)]
  })
  return table(t('Engine'), head, rows)
}

/** Nothing where there is nothing to show. */
function section(heading: string, content: string): string {
  return content === '' ? '' : `<h2>${heading}</h2>${content}`
}

/** Of cells that are HTML already. The first of a row names it. */
function table(name: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const headCells = head.map((cell) => `<th scope="col">${cell}</th>`).join('')
  const bodyRows = rows.map(
    ([row, ...cells]) => `<tr><th scope="row">${row}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  )
  // A wide table scrolls by itself, and takes the focus so that keys can scroll it.
  return `<div class="wide" role="region" aria-label="${name}" tabindex="0"><table><thead><tr>${headCells}</tr></thead><tbody>${bodyRows.join('')}</tbody></table></div>`
}

function shareOf(part: number, whole: number, number: (value: number) => string): string {
  return whole === 0 ? '' : `${number(Math.round((part / whole) * 100))} %`
}

function numberWriter(language: string): (value: number) => string {
  const format = new Intl.NumberFormat(language)
  return (value) => escaped(format.format(value))
}
