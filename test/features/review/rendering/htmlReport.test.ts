import { expect, it } from 'vitest'
import { html, proseHtml } from '../../../../server/features/review/rendering/html.ts'
import { htmlReport } from '../../../../server/features/review/rendering/htmlReport.ts'
import { emptyReport, fullReport, hostile, hostileReport } from './reports.ts'

/** The tags of a page, each with its attributes. Text holds no `<`, or it would show up here as a tag that is not allowed. */
function tagsOf(page: string): readonly string[] {
  return page.replace(/<style>[^<]*<\/style>/, '').match(/<[^>]*>?/g) ?? []
}

it('tells each finding by file and line, with its facts, code, evidence and fixes', () => {
  const page = htmlReport(fullReport, 'en')
  expect(page).toContain('<h2 id="file-1">src/clock.ts</h2>')
  expect(page).toContain('<h3>Line 4: <code>minutes</code> looks like the wrong variable; <code>seconds</code> is likelier</h3>')
  expect(page).toContain('<li class="warning">Warning</li>')
  expect(page).toContain('<li>CWE-89</li>\n<li>CWE-943</li>')
  expect(page).toContain('String(<mark>minutes</mark>)')
  expect(page).toMatch(/<del>-[^<]*String\(minutes\)[^<]*<\/del>\n<ins>\+[^<]*String\(seconds\)/)
  expect(page).toContain('Fix 2 of 2 (verified')
  expect(page).toContain('<td>It was dismissed.</td>')
  expect(page).toContain('<li>src/late.ts: total was not reviewed: the time was up</li>')
})

it('is one file: it loads nothing, runs nothing, and says so to the browser', () => {
  const page = htmlReport(fullReport, 'en')
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|form|base)\b|\b(src|on\w+|style)=|url\(|@import/i)
  expect(page.match(/href="[^"]*"/g)).toEqual(['href="#file-1"', 'href="#file-2"'])
})

it('follows the theme of the reader and prints', () => {
  const page = htmlReport(emptyReport, 'en')
  expect(page).toContain('<meta name="color-scheme" content="light dark">')
  expect(page).toContain('@media (prefers-color-scheme: dark)')
  expect(page).toContain('@media print')
})

it('can be told by a screen reader: a language, a title, headings in order, named groups, column heads', () => {
  const page = htmlReport(fullReport, 'en')
  expect(page).toContain('<html lang="en">')
  expect(page).toContain('<title>Latent review: 2 findings in 3 files, stopped early.</title>')
  const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))
  expect(levels[0]).toBe(1)
  expect(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1)).toBe(true)
  expect(page.match(/<pre(?! tabindex="0" role="group" aria-label="[^"]+">)/g)).toBeNull()
  expect(page.match(/<th scope="col">/g)).toHaveLength(4)
})

it('each colour on its ground has a contrast of at least 4.5 to 1, light and dark', () => {
  const page = htmlReport(emptyReport, 'en')
  const themes = [...page.matchAll(/:root \{([^}]*)\}/g)].map(([, block = '']) =>
    Object.fromEntries([...block.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour])),
  )
  expect(themes).toHaveLength(2)
  for (const theme of themes) {
    const pairs = [
      ...['text', 'quiet', 'link', 'error', 'warning', 'info'].map((name) => [name, 'ground']),
      ...['text', 'quiet'].map((name) => [name, 'code']),
      ...['mark', 'added', 'removed'].map((ground) => ['text', ground]),
    ]
    for (const [text = '', ground = ''] of pairs) {
      expect(contrast(theme[text], theme[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  }
})

it('shows hostile text as text, in every place', () => {
  const page = htmlReport(hostileReport, 'en')
  const known =
    /^<(!doctype html|\/?(html|head|body|header|h1|h2|h3|p|main|nav|ul|li|a|section|article|pre|span|mark|ins|del|code|div|table|thead|tbody|tr|th|td|title|meta)( [a-z-]+="[^"<>]*")*)>$/
  expect(tagsOf(page).filter((tag) => !known.test(tag))).toEqual([])
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).not.toContain('<b>')
  expect(page).toContain('\\x1b[2J\\u202e')
})

it('a template escapes what is put into it, in text and in attributes', () => {
  expect(html`<a title="${'" onclick="x'}">${'<&>'}</a>`.html).toBe('<a title="&quot; onclick=&quot;x">&lt;&amp;&gt;</a>')
  expect(html`<p>${html`<b>${1}</b>`}${[html`<i></i>`, html`<i></i>`]}</p>`.html).toBe('<p><b>1</b><i></i>\n<i></i></p>')
  expect(proseHtml(`a \`<b>\` ${hostile}`).html).not.toMatch(/<(?!\/?code>)/)
})

/** Of WCAG 2.2, from 1 to 21. */
function contrast(a = '', b = ''): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
