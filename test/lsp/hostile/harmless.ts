import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import MarkdownIt from 'markdown-it'
import { expect } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { ChatMarkdown } from '../../../client/chatMarkdown.ts'
import type { Given, GivenEdits } from './features.ts'

/** What may never be shown, whoever wrote it: control sequences, and marks that hide or reorder text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const hidden = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
/** What an edit may not bring in: people write joiners and direction marks, but neither controls nor marks that override the order. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const unseen = /[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/g
/** Everything but plain formatting; what a link leads to, or what is loaded. */
const active = /<(?!\/?(?:p|code|pre|strong|em|ul|ol|li|br|hr)\b)|<[^>]*(?:href|src)=/
/** A command that the client has named itself, with arguments that are encoded. */
const ownLink = /<a href="command:client\.explain\?[%\w.-]*">Explain<\/a>/g
/** What an editor's notification makes a link of. */
const linkInMessage = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+/i

/** As an editor that makes links of addresses and keeps HTML would render it. */
const renderer = new MarkdownIt({ html: true, linkify: true })

/** Checks all that a feature gave. `secret` stands in a file outside of the workspace. */
export function expectHarmless(
  { texts, answers = [], markdown = [], edits = [], newFiles = [] }: Given,
  folder: string,
  secret: string,
) {
  for (const text of texts) {
    expect(text).not.toMatch(hidden)
    expect(text).not.toContain(secret)
  }
  for (const answer of answers) {
    expect(answer.trim()).not.toMatch(/^\W*OWNED\W*$/)
    const shown = new ChatMarkdown()
    expect(renderer.render(shown.push(answer) + shown.end())).not.toMatch(active)
  }
  for (const text of markdown) {
    expect(text).not.toMatch(hidden)
    expect(renderer.render(text).replaceAll(ownLink, '')).not.toMatch(active)
  }
  for (const each of edits) expectWithin(each, secret)
  for (const uri of newFiles) {
    const path = fileURLToPath(uri)
    expect(path.startsWith(`${folder}/`)).toBe(true)
    expect(existsSync(path)).toBe(false)
  }
}

/** A message of a notification is one line in which nothing can be followed. */
export function expectPlainMessage(message: string): void {
  expect(message).toMatch(/^[^\n]*$/)
  expect(message).not.toMatch(hidden)
  expect(message).not.toMatch(linkInMessage)
}

/** Edits stay within what was asked about, and bring in nothing that cannot be seen. */
function expectWithin({ uri, asked, text, edits, within }: GivenEdits, secret: string): void {
  expect(uri).toBe(asked)
  const document = TextDocument.create(uri, '', 1, text)
  const [from, to] = [document.offsetAt(within.start), document.offsetAt(within.end)]
  for (const { range, newText } of edits) {
    expect(document.offsetAt(range.start)).toBeGreaterThanOrEqual(from)
    expect(document.offsetAt(range.end)).toBeLessThanOrEqual(to)
    const before = text.slice(document.offsetAt(range.start), document.offsetAt(range.end))
    expect((newText.match(unseen) ?? []).filter((each) => !before.includes(each))).toEqual([])
    expect(newText).not.toContain(secret)
  }
}

/** What a feature gave, in a word for the table. */
export function inAWord({ texts, edits = [], newFiles = [] }: Given): string {
  if (newFiles.length > 0) return 'file'
  if (edits.some((each) => each.edits.length > 0)) return 'edit'
  return texts.some((text) => text !== '') ? 'text' : 'nothing'
}
