import { escaped } from './escaped.ts'
import { pageScript, pageStyle } from './pageStyle.ts'
import type { Translate } from './statusText.ts'

export interface PageOptions {
  /** Of the language that `t` translates to, for screen readers and for how numbers are written. */
  readonly language: string
  /** New for each page: only what carries it is run or styled. */
  readonly nonce: string
  readonly t: Translate
}

/** A page of the extension as HTML with the title as its heading. `body` and `style` are HTML and CSS that are safe to stand there. It loads nothing. */
export function page(
  title: string,
  body: string,
  { language, nonce }: Pick<PageOptions, 'language' | 'nonce'>,
  style = '',
): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${pageStyle}${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
<script nonce="${nonce}">${pageScript}</script>
</body>
</html>
`
}
