import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../../server/context/source.ts'
import { noFixReasons } from '../../../../server/features/edit/diagnose/choice.ts'
import type { Mended } from '../../../../server/features/edit/diagnose/problem.ts'
import { notVerified, proposalsOf } from '../../../../server/features/edit/diagnose/proposal.ts'
import { englishLeft } from '../../../protocol/englishWords.ts'

const source = new SourceText('cart.ts', 'typescript', 'load()\nreturn `a`\n')

function titleFor(written: string, newText: string): string {
  const startOffset = source.text.indexOf(written)
  const endOffset = startOffset + written.length
  const best: Mended = { startOffset, endOffset, newText, origin: 'model', goneErrors: 1, changedWords: 1, silences: false }
  const [proposal] = proposalsOf(source, { choice: { kind: 'clear', best }, mended: [best], isVerified: true })
  return proposal?.title ?? ''
}

describe('what a mend is called', () => {
  it.each([
    { written: 'load', newText: 'save', title: 'Replace `load` with `save`' },
    { written: '', newText: 'await ', title: 'Add `await`' },
    { written: 'load()', newText: '', title: 'Remove `load()`' },
    { written: '`a`', newText: '', title: "Remove `'a'`" },
    { written: '', newText: `${'x'.repeat(200)}`, title: `Add \`${'x'.repeat(59)}…\`` },
  ])('$title', ({ written, newText, title }) => {
    expect(titleFor(written, newText)).toBe(title)
    expect(englishLeft(title)).toEqual([])
  })
})

it.each([...Object.values(noFixReasons), notVerified])('has a Chinese text: %s', (text) => {
  expect(englishLeft(text)).toEqual([])
})
