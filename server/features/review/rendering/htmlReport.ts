import type { DisplayLanguage } from '../../../protocol/displayLanguage.ts'
import type { Finding, HeldBack } from '../../../protocol/finding.ts'
import { inLanguage, titleInLanguage } from '../../../protocol/findingTexts.ts'
import { frameLines } from './codeFrame.ts'
import { type DiffRow, diffRows } from './fixDiff.ts'
import { type Html, html, proseHtml } from './html.ts'
import { reportStyle } from './htmlStyle.ts'
import { reportTexts } from './reportTexts.ts'
import { byFile, type InFile, type ReviewReport } from './reviewReport.ts'
import { argumentsOf, cweNames, fixHeads, incompleteInWords, percent, sumInWords } from './words.ts'

/**
 * A review as one HTML page that needs nothing else: no script, no font, no address to load from, which its own policy forbids as well. It
 * follows the reader's light or dark theme, prints, and can be read by a screen reader.
 */
export function htmlReport(report: ReviewReport, language: DisplayLanguage): string {
  const { findings, heldBack, incomplete } = report
  const files = byFile(findings)
  const words = reportTexts[language]
  const sum = sumInWords(findings.length, report, language)
  const page = html`<!doctype html>
<html lang="${words.htmlLanguage}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${words.titleOf(sum)}</title>
<style>${{ html: reportStyle }}</style>
</head>
<body>
<header>
<h1>${words.title}</h1>
<p>${sum}${heldBack.length > 0 ? words.heldBackCount(heldBack.length) : ''}</p>
</header>
${contents(files, language)}
<main>
${files.map((file, index) => fileSection(file, index, language))}
${heldBackTable(heldBack, language)}
${incompleteList(incomplete, language)}
</main>
</body>
</html>
`
  return page.html
}

type Files = ReturnType<typeof byFile<Finding>>

function contents(files: Files, language: DisplayLanguage): Html {
  if (files.length === 0) return html``
  return html`<nav aria-label="${reportTexts[language].files}">
<ul>
${files.map(({ path, ofFile }, index) => html`<li><a href="#file-${index + 1}">${path}</a> (${ofFile.length})</li>`)}
</ul>
</nav>`
}

function fileSection({ path, ofFile }: Files[number], index: number, language: DisplayLanguage): Html {
  return html`<section aria-labelledby="file-${index + 1}">
<h2 id="file-${index + 1}">${path}</h2>
${ofFile.map((each) => findingArticle(each, language))}
</section>`
}

function findingArticle({ file, finding }: InFile<Finding>, language: DisplayLanguage): Html {
  const { severity, ruleId, range, confidence } = finding
  const words = reportTexts[language]
  const title = words.line(range.start.line + 1, titleInLanguage(finding.title, ruleId, language))
  return html`<article>
<h3>${proseHtml(title)}</h3>
<ul class="facts">
<li class="${severity}">${words.severityNames[severity]}</li>
<li><code>${ruleId}</code></li>
${cweNames(finding).map((name) => html`<li>${name}</li>`)}
<li>${words.confidence(percent(confidence))}</li>
</ul>
${frame({ file, finding }, language)}
${argumentsOf(finding, language).map((text) => html`<p>${proseHtml(text)}</p>`)}
${fixHeads(finding, language).map(
  ({ fix, head }) => html`<p class="fix">${proseHtml(head)}</p>
<pre tabindex="0" role="group" aria-label="${words.changesOfFix}">${lines(diffRows(file.source, fix).map(diffRow))}</pre>`,
)}
</article>`
}

function frame({ file, finding }: InFile<Finding>, language: DisplayLanguage): Html {
  const name = reportTexts[language].codeAround(file.path, finding.range.start.line + 1)
  const shown = frameLines(file.source, finding.range)
  const width = String(shown.at(-1)?.number ?? 1).length
  const rows = shown.map(({ number, marked, before, inside, after }) => {
    const covered = inside === '' ? html`` : html`<mark>${inside}</mark>`
    return html`<span class="${marked ? 'marked' : 'around'}"><span class="number">${String(number).padStart(width)}</span> ${before}${covered}${after}</span>`
  })
  return html`<pre tabindex="0" role="group" aria-label="${name}">${lines(rows)}</pre>`
}

function diffRow({ kind, text }: DiffRow): Html {
  switch (kind) {
    case 'added':
      return html`<ins>${text}</ins>`
    case 'removed':
      return html`<del>${text}</del>`
    case 'place':
      return html`<span class="place">${text}</span>`
    case 'kept':
      return html`${text}`
  }
}

/** Rows of a `pre`; line ends between them belong to what is shown. */
function lines(rows: readonly Html[]): Html {
  return { html: rows.map((row) => row.html).join('\n') }
}

function heldBackTable(heldBack: readonly InFile<HeldBack>[], language: DisplayLanguage): Html {
  if (heldBack.length === 0) return html``
  const words = reportTexts[language]
  const rows = byFile(heldBack).flatMap(({ ofFile }) => ofFile)
  return html`<section aria-labelledby="held-back">
<h2 id="held-back">${words.headed(words.heldBack, heldBack.length)}</h2>
<p>${words.heldBackExplained(heldBack.length)}</p>
<div class="wide" tabindex="0" role="region" aria-labelledby="held-back">
<table>
<thead><tr>${words.heldBackColumns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => heldBackRow(row, language))}
</tbody>
</table>
</div>
</section>`
}

function heldBackRow({ file, finding }: InFile<HeldBack>, language: DisplayLanguage): Html {
  const { range, ruleId } = finding
  const title = titleInLanguage(finding.title, ruleId, language)
  const reason = inLanguage(finding.reason, language)
  return html`<tr><td>${file.path}:${range.start.line + 1}</td><td><code>${ruleId}</code></td><td>${proseHtml(title)}</td><td>${proseHtml(reason)}</td></tr>`
}

function incompleteList(incomplete: ReviewReport['incomplete'], language: DisplayLanguage): Html {
  if (incomplete.length === 0) return html``
  const { headed, notReviewedHead, colon } = reportTexts[language]
  return html`<section aria-labelledby="not-reviewed">
<h2 id="not-reviewed">${headed(notReviewedHead, incomplete.length)}</h2>
<ul>
${incomplete.map((part) => html`<li>${part.path}${colon}${incompleteInWords(part, language)}</li>`)}
</ul>
</section>`
}
