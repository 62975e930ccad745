import { describe, expect, it } from 'vitest'
import { baseIn, type EditPreview, hunksLeft, previewOf, withDocument, without } from '../../client/editPreview.ts'
import { edited } from '../../client/fixText.ts'

/** A base of a text whose part that was asked about stands in `[|` and `|]`. */
function asked(marked: string) {
  const startOffset = marked.indexOf('[|')
  const endOffset = marked.indexOf('|]') - 2
  return { text: marked.replace('[|', '').replace('|]', ''), startOffset, endOffset }
}

function marked({ text, startOffset, endOffset }: ReturnType<typeof asked>): string {
  return `${text.slice(0, startOffset)}[|${text.slice(startOffset, endOffset)}|]${text.slice(endOffset)}`
}

const base = asked('import a\n\n[|one\ntwo\nthree\n|]end\n')
/** Adds an import and changes the first and the last line of the part. */
const preview = previewOf(base, [
  { startOffset: 9, endOffset: 9, newText: 'import b\n' },
  { startOffset: 10, endOffset: 13, newText: 'ONE' },
  { startOffset: 18, endOffset: 23, newText: 'THREE' },
])

/** The hunk whose new text has a word. */
function hunk(of: EditPreview, text: string, word: string) {
  const found = hunksLeft(of, text)?.find(({ making }) => making.newText.includes(word))
  if (found === undefined) throw new Error(`no hunk with ${word}`)
  return found
}

describe('a preview', () => {
  it('shows the text with all edits made', () => {
    expect(preview.text).toBe('import a\nimport b\n\nONE\ntwo\nTHREE\nend\n')
  })

  it('ends its lines as the text does', () => {
    const { text } = previewOf(asked('[|a\r\n|]'), [{ startOffset: 0, endOffset: 1, newText: 'b\nc\r\nd' }])
    expect(text).toBe('b\r\nc\r\nd\r\n')
  })

  it('does not fit a document that was edited since', () => {
    expect(hunksLeft(preview, `${base.text}more\n`)).toBeUndefined()
  })

  it('fits again once that edit is undone', () => {
    expect(hunksLeft(preview, base.text)).toHaveLength(3)
  })
})

describe('a hunk that was accepted', () => {
  const made = edited(base.text, [hunk(preview, base.text, 'ONE').making])
  const rest = withDocument(preview, made)

  it('is no longer left', () => {
    expect(hunksLeft(rest, made)?.map(({ making }) => making.newText)).toEqual(['import b\n', 'THREE\n'])
  })

  it('is left again when it is undone', () => {
    expect(hunksLeft(rest, base.text)).toHaveLength(3)
  })

  it('leaves what the whole becomes', () => {
    expect(rest.text).toBe(preview.text)
  })
})

describe('a hunk that was rejected', () => {
  const rest = without(preview, hunk(preview, base.text, 'import b'))

  it('is no longer left, nor in the preview', () => {
    expect(hunksLeft(rest, base.text)?.map(({ making }) => making.newText)).toEqual(['ONE\n', 'THREE\n'])
    expect(rest.text).toBe('import a\n\nONE\ntwo\nTHREE\nend\n')
  })
})

describe('the part that was asked about', () => {
  it.each([
    ['stays in the same text', 'import a\n\none\ntwo\nthree\nend\n', 'import a\n\n[|one\ntwo\nthree\n|]end\n'],
    [
      'moves with what comes above it',
      'import a\nimport b\n\none\ntwo\nthree\nend\n',
      'import a\nimport b\n\n[|one\ntwo\nthree\n|]end\n',
    ],
    ['grows with what comes into it', 'import a\n\none\n2\ntwo\nthree\nend\n', 'import a\n\n[|one\n2\ntwo\nthree\n|]end\n'],
    [
      'has what comes right at its start',
      'import a\n\nzero\none\ntwo\nthree\nend\n',
      'import a\n\n[|zero\none\ntwo\nthree\n|]end\n',
    ],
    [
      'has what comes right at its end',
      'import a\n\none\ntwo\nthree\nfour\nend\n',
      'import a\n\n[|one\ntwo\nthree\nfour\n|]end\n',
    ],
    ['keeps what is left of it', 'import a\n\none\ntwo\n', 'import a\n\n[|one\ntwo\n|]'],
    ['stays above an edit', 'import a\n\none\ntwo\nthree\nEND\n', 'import a\n\n[|one\ntwo\nthree\n|]END\n'],
  ])('%s', (_, text, expected) => {
    expect(marked(baseIn(preview, text))).toBe(expected)
  })

  it('is followed through an accepted hunk above it', () => {
    const made = edited(base.text, [hunk(preview, base.text, 'import b').making])
    expect(marked(baseIn(withDocument(preview, made), made))).toBe('import a\nimport b\n\n[|one\ntwo\nthree\n|]end\n')
  })
})
