import { describe, expect, it, test } from 'vitest'
import {
  endsToTry,
  type LinePlan,
  type LineQuestion,
  type LineRule,
  planLines,
} from '../../../server/features/completion/multiline.ts'

describe('how far a completion may go', () => {
  const cases: readonly (readonly [string, Partial<LineQuestion>, LinePlan])[] = [
    ['one line in code, or the block that it opens', {}, { rule: 'line', maxLines: 8 }],
    ['the same where nothing is known', { place: undefined }, { rule: 'line', maxLines: 8 }],
    ['a whole block in an empty body', { place: 'emptyBody' }, { rule: 'block', maxLines: 8 }],
    ['one line in a comment', { place: 'comment' }, { rule: 'line', maxLines: 1 }],
    ['one line in a string', { place: 'string' }, { rule: 'line', maxLines: 1 }],
    ['statements where the user wants as many as there are', { multiline: 'always' }, { rule: 'statements', maxLines: 8 }],
    ['one line where the user wants no more', { multiline: 'never', place: 'emptyBody' }, { rule: 'line', maxLines: 1 }],
    ['statements when asked by hand', { trigger: 'invoked', multiline: 'never' }, { rule: 'statements', maxLines: 8 }],
  ]
  test.each(cases)('%s', (_, question, plan) => {
    expect(planLines({ multiline: 'auto', maxLines: 8, trigger: 'automatic', place: 'code', ...question })).toEqual(plan)
  })
})

interface EndCase {
  readonly name: string
  readonly rule: LineRule
  readonly lineBefore?: string
  readonly maxLines?: number
  readonly text: string
  /** The last line of each text that is tried, the most wanted first. */
  readonly ends: readonly string[]
}

function checkEnds(cases: readonly EndCase[]): void {
  it.each(cases)('$name', ({ rule, lineBefore = '', maxLines = 8, text, ends }) => {
    const tried = endsToTry(text, { rule, maxLines }, lineBefore).map((length) => text.slice(0, length))
    expect(tried.map((each) => each.slice(each.lastIndexOf('\n') + 1))).toEqual(ends)
  })
}

describe('one line', () => {
  checkEnds([
    { name: 'ends with its line', rule: 'line', lineBefore: 'const a = ', text: 'f(1)\nconst b = 2\n', ends: ['f(1)'] },
    { name: 'ends without its white space', rule: 'line', lineBefore: 'const a = ', text: 'f(1)  \nb()', ends: ['f(1)'] },
    {
      name: 'goes on to the end of the block that it opens',
      rule: 'line',
      text: 'if (a) {\n  b()\n}\nc()',
      ends: ['}', '  b()', 'if (a) {'],
    },
    {
      name: 'goes on through the other branches',
      rule: 'line',
      text: 'if (a) {\n  b()\n} else {\n  c()\n}\nd()',
      ends: ['}', '  c()', '} else {', '  b()', 'if (a) {'],
    },
    {
      name: 'goes on through branches without brackets',
      rule: 'line',
      lineBefore: '    ',
      text: 'if a:\n        b()\n    else:\n        c()\n    d()',
      ends: ['        c()', '        b()', '    else:', 'if a:'],
    },
    { name: 'goes on where something has to follow', rule: 'line', text: 'const a =\n  b()\nc()', ends: ['  b()', 'const a ='] },
    { name: 'ends before a line that is indented without a reason', rule: 'line', text: 'a()\n    b()\n', ends: ['a()'] },
    { name: 'ends before a bracket that it did not open', rule: 'line', lineBefore: '  ', text: 'a()\n}\nb()', ends: ['a()'] },
    {
      name: 'begins on the line below where a block was opened',
      rule: 'line',
      lineBefore: 'if (a) {',
      text: '\n  b()\n}\nc()',
      ends: ['}', '  b()'],
    },
    { name: 'does not begin another statement below one', rule: 'line', lineBefore: 'a()', text: '\nb()\n', ends: [] },
    { name: 'ends before a blank line', rule: 'line', text: 'a()\n\nb()', ends: ['a()'] },
    {
      name: 'goes on after a blank line in its block',
      rule: 'line',
      text: 'for (;;) {\n  a()\n\n  b()\n}',
      ends: ['}', '  b()', '  a()', 'for (;;) {'],
    },
    { name: 'has no end where nothing was written', rule: 'line', text: '\n  \n', ends: [] },
  ])
})

describe('a whole block', () => {
  checkEnds([
    {
      name: 'has all its statements, with its closing line where that is missing',
      rule: 'block',
      lineBefore: '  ',
      text: 'const a = b()\n\n  return a\n}\n\nc()',
      ends: ['}', '  return a', 'const a = b()'],
    },
    {
      name: 'tries ends of statements before the middle of inner blocks',
      rule: 'block',
      lineBefore: '  ',
      text: 'if (a) {\n    b()\n  }\n  c()\n',
      ends: ['  c()', '  }', '    b()', 'if (a) {'],
    },
    {
      name: 'ends before less indented code',
      rule: 'block',
      lineBefore: '    ',
      text: 'a = 1\n    return a\n\ndef g():\n    pass',
      ends: ['    return a', 'a = 1'],
    },
    {
      name: 'ends with the statement that the cursor line opens',
      rule: 'block',
      lineBefore: 'def f():',
      text: '\n    a = 1\n    return a\n\nb = f()',
      ends: ['    return a', '    a = 1'],
    },
    {
      name: 'ends with an inner block that ends with its indentation',
      rule: 'block',
      lineBefore: '    ',
      text: 'a = 1\n    if a:\n        return a\n',
      ends: ['        return a', 'a = 1', '    if a:'],
    },
    {
      name: 'has the other branches of a statement without brackets',
      rule: 'block',
      lineBefore: '  ',
      text: 'if (a)\n    b()\n  else\n    c()\n',
      ends: ['    c()', '    b()', '  else', 'if (a)'],
    },
    {
      name: 'has statements whose names begin like the end of a block',
      rule: 'block',
      lineBefore: '  ',
      text: 'start = 1\n  end = 2\n',
      ends: ['  end = 2', 'start = 1'],
    },
    {
      name: 'is cut at the longest allowed',
      rule: 'block',
      maxLines: 2,
      lineBefore: '  ',
      text: 'a()\n  b()\n  c()\n',
      ends: ['  b()', 'a()'],
    },
  ])
})

describe('statements', () => {
  checkEnds([
    { name: 'go on to the next blank line', rule: 'statements', text: 'a()\nb()\n\nc()', ends: ['b()', 'a()'] },
    { name: 'end with their block', rule: 'statements', lineBefore: '  ', text: 'a()\n  b()\n}\nc()', ends: ['  b()', 'a()'] },
    { name: 'go on after a block', rule: 'statements', text: 'if (a) {\n  b()\n}\nc()', ends: ['c()', '}', '  b()', 'if (a) {'] },
    {
      name: 'are tried at six ends only',
      rule: 'statements',
      maxLines: 20,
      text: 'a()\n'.repeat(20),
      ends: Array.from({ length: 6 }, () => 'a()'),
    },
  ])
})
