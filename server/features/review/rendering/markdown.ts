/** Every ASCII punctuation mark can be escaped in CommonMark (section 2.4); escaping all also keeps bare addresses from becoming links. */
const punctuation = /[!-/:-@[-`{-~]/g

/**
 * Text of a workspace or a model as markdown that shows exactly that text. It cannot become a link, an image, a command, HTML or
 * a heading: a reviewed file must not put a button under a finding.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(punctuation, '\\$&')
}

/** Text as a code block. The fence is longer than any run of backticks in the text, so that nothing in it can end the block. */
export function codeBlock(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language.replace(/[^\w+#-]/g, '')}\n${text.replace(/\r\n?/g, '\n').replace(/\n$/, '')}\n${fence}`
}

/** A piece of code between single backticks, as titles quote it. */
const codeSpan = /((?<!`)`[^`\n]+`(?!`))/

/** What can begin markup within a line, a full stop or colon within an address, and what can begin a list or a rule at a line's start. */
const markup = /[!#$&*<>?@[\\\]^_`{|}~]|:(?=\/)|\.(?=\S)|^[-+=]|(?<=^\d+)[.)]/g

/**
 * Sentences for a document: what `escapeMarkdown` promises, but code between backticks is shown as code, and punctuation that means nothing to
 * markdown stands as it is, so that the document can be read as text too.
 */
export function proseMarkdown(text: string): string {
  return splitAtCode(text, (prose) => prose.replace(markup, '\\$&'))
}

/**
 * Text that some readers take for markdown and others for plain text: as it is, but that nothing outside of code between backticks can
 * become a link, an image or HTML.
 */
export function harmlessMarkdown(text: string): string {
  return splitAtCode(text, (prose) => prose.replace(/[[<]/g, '\\$&'))
}

function splitAtCode(text: string, shown: (prose: string) => string): string {
  const pieces = text.replace(/\s+/g, ' ').trim().split(codeSpan)
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : keepingEdges(piece, shown))).join('')
}

/** Blanks between prose and code are part of the sentence. */
function keepingEdges(piece: string, shown: (prose: string) => string): string {
  const inner = piece.trim()
  return inner === '' ? piece : piece.replace(inner, () => shown(inner))
}
