import MarkdownIt, { type Token } from 'markdown-it'
import { type Directive, directiveOf, type RuleScope, scopeWith } from './directives.ts'
import { readFrontMatter } from './frontMatter.ts'
import type { LeftOut } from './teamRule.ts'

/** A rule as a file states it, before it has an identity. */
export interface StatedRule extends RuleScope {
  /** The heading it stands under where it is a section of its own, else its sentence: what its identity is made of. */
  readonly name: string
  readonly sentence: string
  /** Zero-based. */
  readonly line: number
  readonly form: 'item' | 'section'
}

export interface RuleDocument {
  /** In the order of the text. */
  readonly rules: readonly StatedRule[]
  readonly leftOut: readonly Omit<LeftOut, 'file'>[]
}

interface Section {
  readonly level: number
  readonly title: string
  readonly line: number
  scope: RuleScope
  readonly paragraphs: string[]
  /** It has list items or sections of its own: then its paragraphs only introduce these. */
  isFrame: boolean
}

interface Item {
  readonly line: number
  scope: RuleScope
  /** What the items around it say in front of their colon. */
  readonly prefix: string
  text: string
}

const markdown = new MarkdownIt('commonmark').enable('table')
const ignoredBlocks: ReadonlySet<string> = new Set(['blockquote', 'table'])

/** Reads the rules of a Markdown text: each list item, and each section that has text and no list. Code blocks, quotes and tables are none. */
export function readRuleDocument(text: string): RuleDocument {
  return new Reader(text).document
}

class Reader {
  readonly #rules: StatedRule[] = []
  readonly #leftOut: Omit<LeftOut, 'file'>[] = []
  #sections: Section[]
  readonly #items: Item[] = []
  #ignored = 0

  constructor(text: string) {
    const { text: body, directives } = readFrontMatter(text)
    let scope: RuleScope = { appliesTo: [], severity: 'warning' }
    for (const { line, directive } of directives) scope = this.#applied(scope, directive, line)
    this.#sections = [{ level: 0, title: '', line: 0, scope, paragraphs: [], isFrame: false }]
    const tokens = markdown.parse(body, {})
    for (const [index, token] of tokens.entries()) this.#take(token, tokens[index - 1])
    this.#closeSections(0)
  }

  get document(): RuleDocument {
    return { rules: this.#rules.toSorted((a, b) => a.line - b.line), leftOut: this.#leftOut }
  }

  #take(token: Token, before: Token | undefined): void {
    const block = token.type.replace(/_(open|close)$/, '')
    if (ignoredBlocks.has(block)) this.#ignored += token.nesting
    else if (this.#ignored > 0) return
    else if (token.type === 'list_item_open') this.#openItem(token)
    else if (token.type === 'list_item_close') this.#closeItem()
    // A heading within an item is a part of what the item says.
    else if (token.type === 'inline' && before?.type === 'heading_open' && this.#items.length === 0)
      this.#heading(token, Number(before.tag.slice(1)))
    else if (token.type === 'inline') this.#paragraph(token)
  }

  #heading(token: Token, level: number): void {
    this.#closeSections(level)
    const outer = this.#sections.at(-1)
    if (outer !== undefined) outer.isFrame = true
    const scope = outer?.scope ?? { appliesTo: [], severity: 'warning' }
    this.#sections.push({ level, title: plainText(token), line: lineOf(token), scope, paragraphs: [], isFrame: false })
  }

  #paragraph(token: Token): void {
    const inner = this.#items.at(-1) ?? this.#sections.at(-1)
    if (inner === undefined) return
    const lines: string[] = []
    for (const [index, written] of token.content.split('\n').entries()) {
      const { rest, directives } = directivesIn(written)
      for (const directive of directives) inner.scope = this.#applied(inner.scope, directive, lineOf(token) + index)
      if (rest !== '') lines.push(rest)
    }
    const text = plainText({ children: markdown.parseInline(lines.join('\n'), {})[0]?.children ?? [] })
    if (text === '') return
    if ('paragraphs' in inner) inner.paragraphs.push(text)
    else inner.text = inner.text === '' ? text : `${inner.text} ${text}`
  }

  #openItem(token: Token): void {
    const section = this.#sections.at(-1)
    if (section !== undefined) section.isFrame = true
    const outer = this.#items.at(-1)
    const scope = outer?.scope ?? section?.scope ?? { appliesTo: [], severity: 'warning' }
    const prefix = outer !== undefined && introduces(outer.text) ? `${outer.prefix}${outer.text} ` : ''
    this.#items.push({ line: lineOf(token), scope, prefix, text: '' })
  }

  #closeItem(): void {
    const item = this.#items.pop()
    if (item === undefined || item.text === '' || introduces(item.text)) return
    const sentence = item.prefix + item.text.replace(/^\[[ xX]\]\s+/, '')
    this.#rules.push({ ...item.scope, name: sentence, sentence, line: item.line, form: 'item' })
  }

  /** Ends the sections that a heading of this level does not belong to. */
  #closeSections(level: number): void {
    while ((this.#sections.at(-1)?.level ?? -1) >= level) {
      const section = this.#sections.pop()
      if (section === undefined || section.isFrame || section.paragraphs.length === 0) continue
      const text = section.paragraphs.join(' ')
      this.#rules.push({
        ...section.scope,
        name: section.title || text,
        sentence: underHeading(section.title, text),
        line: section.line,
        form: 'section',
      })
    }
  }

  #applied(scope: RuleScope, directive: Directive, line: number): RuleScope {
    if (directive.kind === 'unknownSeverity') {
      const reason = `"${printed(directive.written)}" is no severity, which are error, warning and info: it counts as warning`
      this.#leftOut.push({ kind: 'problem', line, reason })
    }
    return scopeWith(scope, directive)
  }
}

/** A directive is a line of its own, or stands in brackets at the end of one. */
function directivesIn(line: string): { readonly rest: string; readonly directives: readonly Directive[] } {
  const whole = directiveOf(line)
  if (whole !== undefined) return { rest: '', directives: [whole] }
  const bracketed = /^(.*?)\s*[([（]([^()[\]（）]*)[)\]）]\s*$/.exec(line)
  const directive = bracketed === null ? undefined : directiveOf(bracketed[2] ?? '')
  if (directive === undefined) return { rest: line.trim(), directives: [] }
  const { rest, directives } = directivesIn(bracketed?.[1] ?? '')
  return { rest, directives: [...directives, directive] }
}

/** A heading says what the text is about, and at times the rule itself: it is the first sentence. */
function underHeading(title: string, text: string): string {
  if (title === '') return text
  if (/[.!?:;。！？：；]$/.test(title)) return `${title} ${text}`
  return /[\u3400-\u9fff]/.test(title) ? `${title}。${text}` : `${title}. ${text}`
}

function introduces(text: string): boolean {
  return /[:：]$/.test(text)
}

/** The words, with code between backticks and without any other mark, picture or HTML. */
function plainText({ children }: Pick<Token, 'children'>): string {
  const parts = (children ?? []).map((child) => {
    if (child.type === 'code_inline') return `\`${child.content.replaceAll('`', "'")}\``
    if (child.type === 'softbreak' || child.type === 'hardbreak') return ' '
    // A lone backtick would make what follows it look like code.
    return child.type === 'text' ? child.content.replaceAll('`', "'") : ''
  })
  return printed(parts.join(''))
}

/** On one line, and without control characters and marks that hide or reorder text. */
function printed(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
}

function lineOf({ map }: Token): number {
  return map?.[0] ?? 0
}
