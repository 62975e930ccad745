import { printable } from '../../../protocol/printable.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** HTML that may be put into a page: made of templates of this program, with all other text escaped. */
export interface Html {
  readonly html: string
}

type Part = string | number | Html | readonly Html[]

/** A template of HTML. What is put into it is escaped, unless it is HTML itself. Values belong between tags or into quoted attributes. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const inner = parts.map((part) => {
    if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
    return 'html' in part ? part.html : part.map((each) => each.html).join('\n')
  })
  return { html: template.map((text, index) => text + (inner[index] ?? '')).join('') }
}

/** Text as HTML that shows exactly that text, control characters as their escapes. */
function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** Text in which code between backticks is shown as code. */
export function proseHtml(text: string): Html {
  const pieces = text.split(/`([^`\n]+)`/)
  return { html: pieces.map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`).html).join('') }
}
