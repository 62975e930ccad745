import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { barChart, lastDays } from '../../client/statisticsChart.ts'
import { statisticsPage } from '../../client/statisticsPage.ts'
import type { Translate } from '../../client/statusText.ts'
import { byLane, noCompletions, noLaneFigures, type Statistics } from '../../server/protocol/statistics.ts'

const bundle: Record<string, string> = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8'))
const english: Translate = (message, ...values) => message.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]))
const chinese: Translate = (message, ...values) => english(bundle[message] ?? `NOT TRANSLATED: ${message}`, ...values)

const totals = { ...noCompletions, offered: 2000, accepted: 500, rejected: 1000, keptCharacters: 12345, keptAfter30s: 9876 }
const statistics: Statistics = {
  schemaVersion: 1,
  since: '2026-09-01',
  totals,
  days: [
    { day: '2026-11-20', completions: { ...noCompletions, keptCharacters: 40 }, engineMs: 7 },
    { day: '2026-11-24', completions: { ...noCompletions, keptCharacters: 80 }, engineMs: 9 },
  ],
  byLanguage: { go: { ...noCompletions, offered: 1 }, python: { ...noCompletions, offered: 3 } },
  lanes: byLane(() => ({ ...noLaneFigures, promptTokens: 900, cachedTokens: 800, ms: 1500.4 })),
  engineMs: byLane(() => 1500.4),
}

function page(changed: Partial<Statistics> = {}, t: Translate = english, language = 'en'): string {
  return statisticsPage({ ...statistics, ...changed }, { language, nonce: 'N0NCE', t })
}

/** What a reader sees, without the markup. */
function textOf(html: string): string {
  return html
    .replace(/<(style|script|title)\b.*?<\/\1>/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

describe('the statistics page', () => {
  it('shows the totals with their shares, and what the engine did', () => {
    const text = textOf(page())
    expect(text).toContain('Offered 2,000')
    expect(text).toContain('Accepted 500 25 %')
    expect(text).toContain('Of these kept after 30 seconds 9,876 80 %')
    expect(text).toContain('Reviews 0 0 100 0 1,500')
    expect(text).toContain('Counted since 2026-09-01.')
  })

  it('says that nothing leaves the machine', () => {
    expect(textOf(page())).toContain('Nothing of them leaves it.')
  })

  it('lists the language with most offers and the newest day first', () => {
    const text = textOf(page())
    expect(text.indexOf('python')).toBeLessThan(text.indexOf(' go '))
    expect(text.lastIndexOf('2026-11-24')).toBeLessThan(text.lastIndexOf('2026-11-20'))
  })

  it('is Chinese where the editor is', () => {
    const html = page({}, chinese, 'zh-cn')
    expect(html).toContain('<html lang="zh-cn">')
    expect(html).toContain('自 2026-09-01 起统计。')
    expect(html).not.toContain('NOT TRANSLATED')
    expect(textOf(html)).not.toMatch(/\b(Offered|Accepted|Reset|Export|Engine|Day|Language)\b/)
  })

  it('says so when nothing was counted', () => {
    const text = textOf(page({ totals: noCompletions, days: [], byLanguage: {} }))
    expect(text).toContain('Nothing has been counted yet.')
    expect(text).not.toContain('By day')
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('shows what it is given as text, whatever it holds', () => {
    const evil = `<img src=x onerror="alert('1')">&amp;`
    const html = page({ since: evil, byLanguage: { [evil]: noCompletions }, days: [] })
    expect(html).not.toContain('<img')
    expect(html.split('&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;amp;')).toHaveLength(3)
  })

  it('runs and styles only what carries its nonce, and loads nothing', () => {
    const html = page()
    expect(html).toContain(`content="default-src 'none'; style-src 'nonce-N0NCE'; script-src 'nonce-N0NCE'"`)
    for (const [element] of html.matchAll(/<(?:script|style)\b[^>]*>/g)) expect(element).toContain('nonce="N0NCE"')
    expect(html).not.toMatch(/\s(style|src|href|on\w+)=/)
    expect(html).not.toMatch(/url\(|@import|https?:/)
  })

  it('takes every colour from the theme', () => {
    const [style = ''] = /<style.*?<\/style>/s.exec(page()) ?? []
    expect(style).toContain('--vscode-foreground')
    expect(style).not.toMatch(/#[0-9a-f]{3,8}\b|rgb|hsl/i)
  })

  it('has buttons to export and to reset that keys reach', () => {
    const buttons = [...page().matchAll(/<button type="button" data-action="(\w+)"/g)].map((match) => match[1])
    expect(buttons).toEqual(['export', 'reset'])
  })
})

describe('the chart', () => {
  test('has the last 30 days, those without anything, too', () => {
    const days = lastDays([
      { day: '2026-10-01', value: 9 },
      { day: '2026-11-20', value: 40 },
      { day: '2026-11-24', value: 80 },
    ])
    expect(days).toHaveLength(30)
    expect(days[0]).toEqual({ day: '2026-10-26', value: 0 })
    expect(days.filter(({ value }) => value > 0)).toEqual([
      { day: '2026-11-20', value: 40 },
      { day: '2026-11-24', value: 80 },
    ])
  })

  test('draws bars in proportion, each with its numbers', () => {
    const svg = barChart(
      lastDays([
        { day: '2026-11-23', value: 20 },
        { day: '2026-11-24', value: 80 },
      ]),
      'By day',
      ({ day, value }) => `${day}: ${value}`,
    )
    const heights = [...svg.matchAll(/class="bar"[^>]*height="(\d+)"/g)].map((match) => Number(match[1]))
    expect(heights.slice(-2)).toEqual([30, 120])
    expect(svg).toContain('<title>2026-11-24: 80</title>')
    expect(svg).toContain('aria-label="By day"')
  })

  test('is flat, not broken, when nothing was accepted', () => {
    const svg = barChart(lastDays([{ day: '2026-11-24', value: 0 }]), '', () => '')
    expect(svg).not.toMatch(/NaN|Infinity/)
  })
})
