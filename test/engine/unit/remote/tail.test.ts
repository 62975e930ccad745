import { expect, it } from 'vitest'
import { takeTailOff } from '../../../../server/engine/remote/tail.ts'

it.each([
  ['    retu', '   ', ' retu'],
  ['const total', 'const', ' total'],
  ['foo.ba', 'foo', '.ba'],
  ['resolve(thi', 'resolve', '(thi'],
  ['self._event_hook', 'self._event', '_hook'],
  ['item2', 'item', '2'],
  ['name = "', 'name =', ' "'],
  ['key: "sig', 'key: "', 'sig'],
  ['f(("sig', 'f(("', 'sig'],
  ['values[', 'values', '['],
  ['if (a) {\n    ', 'if (a) {\n', '    '],
  ['a => {\n', 'a => {\n', ''],
  ['列表', '', '列表'],
  ['', '', ''],
])('of %j the model spells the end anew', (typed, kept, tail) => {
  expect(takeTailOff(typed)).toEqual({ kept, tail })
})
