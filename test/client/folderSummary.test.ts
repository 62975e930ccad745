import { expect, test } from 'vitest'
import { folderSummary } from '../../client/folderSummary.ts'
import type { Translate } from '../../client/statusText.ts'

const english: Translate = (message, ...values) => message.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]))
const nothing = { files: 0, findings: 0, heldBack: 0, skipped: 0, left: 0 }

test.each([
  ['no code at all', nothing, 'src holds no code that a review looks at.'],
  ['a clean file', { ...nothing, files: 1 }, 'src: no findings in 1 file.'],
  ['findings', { ...nothing, files: 3, findings: 1, heldBack: 2 }, 'src: 1 finding, 2 held back in 3 files.'],
  [
    'what was left out and not reached',
    { ...nothing, files: 2, findings: 4, skipped: 3, left: 5 },
    'src: 4 findings in 2 files. Left out as generated or too large: 3. Not reached: 5.',
  ],
])('The summary of a folder tells %s', (_, result, sentence) => {
  expect(folderSummary(result, 'src', english)).toBe(sentence)
})
