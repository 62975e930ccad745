import type { DoctorResult } from '../server/protocol/doctor.ts'
import { escaped } from './escaped.ts'
import type { PageOptions } from './statisticsPage.ts'
import { pageScript, pageStyle } from './statisticsStyle.ts'

/** The page as HTML, read-only. It loads nothing: style and script are in it. */
export function doctorPage({ facts, advice }: DoctorResult, { language, nonce, t: translate }: PageOptions): string {
  const t = (text: string) => escaped(translate(text))
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`
  const rows = facts.map(({ name, values }) => `<tr><th scope="row">${escaped(name)}</th><td>${lines(values)}</td></tr>`)
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${t('Latent Doctor')}</title>
<style nonce="${nonce}">${pageStyle}
.facts td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
.facts th { vertical-align: top; color: var(--vscode-descriptionForeground); }
.advice li { margin: 0.5em 0; }
.advice button { margin-left: 0.8em; padding: 0.15em 0.8em; }
</style>
</head>
<body>
<main>
<h1>${t('Latent Doctor')}</h1>
<h2>${t('What to do')}</h2>
${adviceList(advice, t)}
<p class="actions">
<button type="button" data-action="copy" title="${t('Without paths, code, and names of user and machine')}">${t('Copy Report')}</button>
<button type="button" data-action="again" class="secondary">${t('Examine Again')}</button>
</p>
<h2>${t('This machine')}</h2>
<table class="facts"><tbody>${rows.join('\n')}</tbody></table>
</main>
<script nonce="${nonce}">${pageScript}</script>
</body>
</html>
`
}

function adviceList(advice: DoctorResult['advice'], t: (text: string) => string): string {
  if (advice.length === 0) return `<p>${t('All is well.')}</p>`
  const items = advice.map(({ text, command }) => {
    const button =
      command === undefined
        ? ''
        : `<button type="button" class="secondary" data-action="${escaped(command)}">${t('Do It…')}</button>`
    return `<li>${escaped(text)}${button}</li>`
  })
  return `<ul class="advice">${items.join('\n')}</ul>`
}

function lines(values: readonly string[]): string {
  return values.map((value) => `<div>${escaped(value)}</div>`).join('')
}
