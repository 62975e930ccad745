import { expect, it } from 'vitest'
import { failureTitle } from '../../client/failureTitle.ts'

it.each([
  {
    what: 'the error, where Node shows the line in front of it',
    text: 'file:///tmp/stats.mjs:3\n  return Math.maxx(1)\n         ^\n\nTypeError: Math.maxx is not a function\n    at largest (stats.mjs:3:10)\n',
    title: 'TypeError: Math.maxx is not a function',
  },
  {
    what: 'the error, where Python puts it last',
    text: 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nZeroDivisionError: division by zero\n',
    title: 'ZeroDivisionError: division by zero',
  },
  {
    what: 'an exception with its package',
    text: 'java.lang.IllegalStateException: closed\n\tat a.B.c(B.java:3)\n',
    title: 'java.lang.IllegalStateException: closed',
  },
  {
    what: 'an error with a code',
    text: 'node:assert:126\n\nAssertionError [ERR_ASSERTION]: 1 == 2\n',
    title: 'AssertionError [ERR_ASSERTION]: 1 == 2',
  },
  {
    what: 'the first line where none names an error',
    text: '\n  FAIL cart.test.ts\n  at a.ts:1:1\n',
    title: 'FAIL cart.test.ts',
  },
  { what: 'not code that has the word', text: 'throw new Error(message)\nRangeError: too long\n', title: 'RangeError: too long' },
  { what: 'nothing of nothing', text: ' \n', title: '' },
])('a failure is called by $what', ({ text, title }) => {
  expect(failureTitle(text)).toBe(title)
})
