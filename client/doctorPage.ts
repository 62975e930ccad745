import type { DoctorResult } from '../server/protocol/doctor.ts'
import { escaped } from './escaped.ts'
import { type PageOptions, page } from './page.ts'

/** The page as HTML, read-only. It loads nothing: style and script are in it. */
export function doctorPage({ facts, advice }: DoctorResult, options: PageOptions): string {
  const t = (text: string) => escaped(options.t(text))
  const rows = facts.map(({ name, values }) => `<tr><th scope="row">${escaped(name)}</th><td>${lines(values)}</td></tr>`)
  const body = `<h2>${t('What to do')}</h2>
${adviceList(advice, t)}
<p class="actions">
<button type="button" data-action="copy" title="${t('Without paths, code, and names of user and machine')}">${t('Copy Report')}</button>
<button type="button" data-action="again" class="secondary">${t('Examine Again')}</button>
</p>
<h2>${t('This machine')}</h2>
<table class="facts"><tbody>${rows.join('\n')}</tbody></table>`
  return page(options.t('Latent Doctor'), body, options, style)
}

const style = `
.facts td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
.facts th { vertical-align: top; color: var(--vscode-descriptionForeground); }
.advice li { margin: 0.5em 0; }
.advice button { margin-left: 0.8em; padding: 0.15em 0.8em; }
`

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
