import type { Finding, HeldBack, Severity } from '../../../protocol/finding.ts'
import { frameLines } from './codeFrame.ts'
import { type DiffRow, diffRows } from './fixDiff.ts'
import { type Html, html, proseHtml } from './html.ts'
import { reportStyle } from './htmlStyle.ts'
import { byFile, type InFile, type ReviewReport } from './reviewReport.ts'
import { argumentsOf, counted, cweNames, fixHeads, incompleteInWords, percent, sumInWords } from './words.ts'

/**
 * A review as one HTML page that needs nothing else: no script, no font, no address to load from, which its own policy forbids as well. It
 * follows the reader's light or dark theme, prints, and can be read by a screen reader.
 */
export function htmlReport(report: ReviewReport): string {
  const { findings, heldBack, incomplete } = report
  const files = byFile(findings)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>Latent review: ${sumInWords(findings.length, report)}</title>
<style>${{ html: reportStyle }}</style>
</head>
<body>
<header>
<h1>Latent review</h1>
<p>${sumInWords(findings.length, report)}${heldBack.length > 0 ? ` Held back: ${heldBack.length}.` : ''}</p>
</header>
${contents(files)}
<main>
${files.map(fileSection)}
${heldBackTable(heldBack)}
${incompleteList(incomplete)}
</main>
</body>
</html>
`
  return page.html
}

type Files = ReturnType<typeof byFile<Finding>>

function contents(files: Files): Html {
  if (files.length === 0) return html``
  return html`<nav aria-label="Files">
<ul>
${files.map(({ path, ofFile }, index) => html`<li><a href="#file-${index + 1}">${path}</a> (${ofFile.length})</li>`)}
</ul>
</nav>`
}

function fileSection({ path, ofFile }: Files[number], index: number): Html {
  return html`<section aria-labelledby="file-${index + 1}">
<h2 id="file-${index + 1}">${path}</h2>
${ofFile.map(findingArticle)}
</section>`
}

function findingArticle({ file, finding }: InFile<Finding>): Html {
  const { severity, ruleId, range, confidence } = finding
  return html`<article>
<h3>Line ${range.start.line + 1}: ${proseHtml(finding.title)}</h3>
<ul class="facts">
<li class="${severity}">${severityWords[severity]}</li>
<li><code>${ruleId}</code></li>
${cweNames(finding).map((name) => html`<li>${name}</li>`)}
<li>confidence ${percent(confidence)}</li>
</ul>
${frame({ file, finding })}
${argumentsOf(finding).map((text) => html`<p>${proseHtml(text)}</p>`)}
${fixHeads(finding).map(
  ({ fix, head }) => html`<p class="fix">${proseHtml(head)}</p>
<pre tabindex="0" role="group" aria-label="Changes of the fix">${lines(diffRows(file.source, fix).map(diffRow))}</pre>`,
)}
</article>`
}

const severityWords: Readonly<Record<Severity, string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Information',
  hint: 'Hint',
}

function frame({ file, finding }: InFile<Finding>): Html {
  const shown = frameLines(file.source, finding.range)
  const width = String(shown.at(-1)?.number ?? 1).length
  const rows = shown.map(({ number, marked, before, inside, after }) => {
    const covered = inside === '' ? html`` : html`<mark>${inside}</mark>`
    return html`<span class="${marked ? 'marked' : 'around'}"><span class="number">${String(number).padStart(width)}</span> ${before}${covered}${after}</span>`
  })
  return html`<pre tabindex="0" role="group" aria-label="Code of ${file.path} around line ${finding.range.start.line + 1}">${lines(rows)}</pre>`
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

function heldBackTable(heldBack: readonly InFile<HeldBack>[]): Html {
  if (heldBack.length === 0) return html``
  const rows = byFile(heldBack).flatMap(({ ofFile }) => ofFile)
  return html`<section aria-labelledby="held-back">
<h2 id="held-back">Held back (${heldBack.length})</h2>
<p>${counted(heldBack.length, 'suspicion')} without enough evidence, or covered by a comment, a dismissal or a baseline.</p>
<div class="wide" tabindex="0" role="region" aria-labelledby="held-back">
<table>
<thead><tr><th scope="col">Place</th><th scope="col">Rule</th><th scope="col">What</th><th scope="col">Why it was held back</th></tr></thead>
<tbody>
${rows.map(heldBackRow)}
</tbody>
</table>
</div>
</section>`
}

function heldBackRow({ file, finding }: InFile<HeldBack>): Html {
  const { range, ruleId, title, reason } = finding
  return html`<tr><td>${file.path}:${range.start.line + 1}</td><td><code>${ruleId}</code></td><td>${proseHtml(title)}</td><td>${proseHtml(reason)}</td></tr>`
}

function incompleteList(incomplete: ReviewReport['incomplete']): Html {
  if (incomplete.length === 0) return html``
  return html`<section aria-labelledby="not-reviewed">
<h2 id="not-reviewed">Not reviewed (${incomplete.length})</h2>
<ul>
${incomplete.map((part) => html`<li>${part.path}: ${incompleteInWords(part)}</li>`)}
</ul>
</section>`
}
