import type { ActionCase } from '../actionCase.ts'
import { withCrLf } from './lineEnds.ts'

export const trapsOfConditions: readonly ActionCase[] = [
  {
    name: 'compares sets',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'python',
    text: `ROLES = {"editor": {"read", "write"}, "auditor": {"read", "export"}}


def missing_rights(role, required):
    """What a role lacks for a task, as a sentence; None where it lacks nothing."""
    granted = ROLES.get(role, set())
    if [||]not (required <= granted):
        return "missing: " + ", ".join(sorted(required - granted))
    return None
`,
    test: `
assert missing_rights("editor", {"read"}) is None
assert missing_rights("editor", {"read", "export"}) == "missing: export"
assert missing_rights("guest", {"read"}) == "missing: read"
`,
    expected: {
      kind: 'refused',
      trap: 'of two sets neither has to contain the other',
      naive: [['not (required <= granted)', 'required > granted']],
    },
  },
  {
    name: 'takes two of the same',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'typescript',
    text: `export class Scanner {
  private at = 0

  constructor(private readonly text: string) {}

  /** Takes the next character where it is the one that is wanted. */
  take(wanted: string): boolean {
    if (this.text[this.at] !== wanted) return false
    this.at += 1
    return true
  }

  /** What stands before a comment in the manner of SQL. */
  beforeComment(): string {
    while (this.at < this.text.length) {
      const start = this.at
      if ([||]this.take('-') && this.take('-')) return this.text.slice(0, start)
      if (this.at === start) this.at += 1
    }
    return this.text
  }
}
`,
    test: `
assert.equal(new subject.Scanner('select 1 -- all').beforeComment(), 'select 1 ')
assert.equal(new subject.Scanner('a - b').beforeComment(), 'a - b')
`,
    expected: {
      kind: 'refused',
      trap: 'the second call takes another character',
      naive: [["this.take('-') && this.take('-')", "this.take('-')"]],
    },
  },
  {
    name: 'has a case that goes on',
    kind: 'refactor.rewrite.earlyReturn',
    language: 'javascript',
    text: `export function reduce(state, action) {
  let next = state
  switch (action.type) {
    case 'added':
      [||]if (!state.items.includes(action.item)) {
        const items = [...state.items, action.item]
        next = { ...state, items }
      }
      break
    case 'cleared':
      next = { ...state, items: [] }
      break
    default:
      return state
  }
  return { ...next, revision: state.revision + 1 }
}
`,
    test: `
const state = { items: ['a'], revision: 1 }
assert.deepEqual(subject.reduce(state, { type: 'added', item: 'b' }), { items: ['a', 'b'], revision: 2 })
assert.deepEqual(subject.reduce(state, { type: 'added', item: 'a' }), { items: ['a'], revision: 2 })
assert.deepEqual(subject.reduce(state, { type: 'cleared' }), { items: [], revision: 2 })
assert.equal(subject.reduce(state, { type: 'other' }), state)
`,
    expected: {
      kind: 'refused',
      trap: 'what follows the switch counts the revision',
      naive: [
        ['      if (!state.items.includes(action.item)) {\n', '      if (state.items.includes(action.item)) return state\n'],
        ['        const items = [...state.items, action.item]\n', '      const items = [...state.items, action.item]\n'],
        ['        next = { ...state, items }\n      }\n', '      next = { ...state, items }\n'],
      ],
    },
  },
  withCrLf({
    name: 'does not parse',
    kind: 'refactor.rewrite.earlyReturn',
    language: 'python',
    text: `def deliver(letter, post_box):
    # 没有地址的信退回。
    [||]if letter.get("address"):
        post_box.append(letter)
        print("sent", letter["address"]


def returned(letters):
    return [letter for letter in letters if not letter.get("address")]
`,
    test: '',
    expected: { kind: 'refused', trap: 'a parenthesis is missing within the function' },
  }),
  {
    name: 'is called by a name that is put together',
    kind: 'refactor.rewrite.removeDeadCode',
    language: 'python',
    text: `"""Handlers of events; each event is handled by the function of its name."""


def [||]_on_created(order):
    return {**order, "state": "new"}


def _on_paid(order):
    return {**order, "state": "paid"}


def handle(event, order):
    handler = globals().get(f"_on_{event}")
    if handler is None:
        raise LookupError(event)
    return handler(order)
`,
    test: `
assert handle("created", {"id": 1}) == {"id": 1, "state": "new"}
assert handle("paid", {"id": 1}) == {"id": 1, "state": "paid"}
`,
    expected: {
      kind: 'refused',
      trap: 'globals() finds it by a name that is put together',
      naive: [['def _on_created(order):\n    return {**order, "state": "new"}\n\n\n', '']],
    },
  },
]
