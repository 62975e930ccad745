/** Everything that Markdown, mathematics in it, or HTML gives a meaning to. */
const special = /[\\`*_{}[\]()#+\-!~|<>&$]/g
/** What an editor makes a link of by itself: addresses and mail. */
const linked = /[a-z][a-z0-9+.-]*:\/\/|mailto:|www\.|[^\s@]@[^\s@]+\./i
const fence = /^(\s*)(`{3,}|~{3,})\s*([\w+#.-]*)\s*$/
const heading = /^#{1,6}\s+(.*)$/
const listMark = /^(\s*)(?:([-*+])|(\d{1,3}[.)]))\s+/

/**
 * Makes Markdown of a model's answer as it comes, in which nothing can be followed, loaded or run: prose is escaped, code stays code, and
 * addresses become code, so that no link is made of them. Only bold text, lists and the lines of the answer are kept as they look.
 */
export class ChatMarkdown {
  /** Of the line that has not ended yet. */
  #pending = ''
  /** Whether words of that line were shown already: then it is prose. */
  #begun = false
  /** The fence that closes the open code block. */
  #open: string | undefined

  /** The next piece of the answer; gives what can be shown of it now. */
  push(text: string): string {
    this.#pending += text
    const lines = this.#pending.split('\n')
    this.#pending = lines.pop() ?? ''
    return lines.map((line) => this.#line(line)).join('') + this.#wordsSoFar()
  }

  /** The rest. */
  end(): string {
    const rest = this.#pending === '' && !this.#begun ? '' : this.#line(this.#pending)
    this.#pending = ''
    const closed = this.#open === undefined ? '' : `${this.#open}\n`
    this.#open = undefined
    return rest + closed
  }

  /** Whole words of a line of prose that has not ended, once no code span or bold text is open in them. */
  #wordsSoFar(): string {
    const isProse = this.#begun || (this.#open === undefined && /^[\p{L}(“「]/u.test(this.#pending))
    const words = /^[\s\S]*\s/.exec(this.#pending)?.[0] ?? ''
    const isClosed = [/`/g, /\*\*/g].every((mark) => (words.match(mark) ?? []).length % 2 === 0)
    if (!isProse || !isClosed || words === '') return ''
    this.#begun = true
    this.#pending = this.#pending.slice(words.length)
    return escapedProse(words)
  }

  #line(line: string): string {
    if (this.#begun) {
      this.#begun = false
      return `${escapedProse(line)}\n\n`
    }
    const [, , marks, language = ''] = fence.exec(line.replace(/\r$/, '')) ?? []
    if (this.#open !== undefined) {
      const closes = marks !== undefined && language === ''
      if (!closes) return `${notAFence(line)}\n`
      const end = this.#open
      this.#open = undefined
      return `${end}\n\n`
    }
    if (marks !== undefined) {
      // Longer than any that code holds, as long as nobody writes a line of nothing but marks; those are broken up.
      this.#open = '`````'
      return `\n${this.#open}${language}\n`
    }
    return proseLine(line)
  }
}

/** A line within a code block that would end it. */
function notAFence(line: string): string {
  return /^\s*`{5,}\s*$/.test(line) ? line.replace('`', '` ') : line
}

function proseLine(line: string): string {
  const [, title] = heading.exec(line) ?? []
  if (title !== undefined) return `**${escapedProse(title.replaceAll('**', ''))}**\n\n`
  const [mark, indent = '', bullet, number] = listMark.exec(line) ?? []
  if (mark === undefined) return line.trim() === '' ? '\n' : `${escapedProse(line.trimStart())}\n\n`
  return `${indent}${bullet === undefined ? number : '-'} ${escapedProse(line.slice(mark.length))}\n`
}

/** Prose with its code spans and bold texts; all else is shown as it is written. */
function escapedProse(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .split(/(\*\*)/)
            .map(escapedPart)
            .join(''),
    )
    .join('')
}

function escapedPart(part: string, index: number, parts: readonly string[]): string {
  // A mark that is not closed is shown; the last of an odd number of them is.
  if (index % 2 === 1) return index === parts.length - 2 && ((parts.length - 1) / 2) % 2 === 1 ? '\\*\\*' : '**'
  return part
    .split(/(\s+)/)
    .map((word) => (linked.test(word) ? codeSpan(word) : word.replace(special, '\\$&')))
    .join('')
}

function codeSpan(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``
}

/** A text of one line that stands in Markdown as it is written. */
export function escapedText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replace(special, '\\$&')
}

/** A name as code. */
export function codeName(name: string): string {
  return codeSpan(name.replaceAll(/\s+/g, ' '))
}
