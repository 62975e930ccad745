import fc from 'fast-check'

/** One thing that a user or an editor does. Places are in thousandths of a text's length, so that they fit any text. */
export type Step =
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'enter' }
  | { readonly kind: 'openBracket'; readonly pair: string }
  | { readonly kind: 'overtype' }
  | { readonly kind: 'backspace' }
  | { readonly kind: 'delete'; readonly at: number; readonly characters: number }
  | { readonly kind: 'paste'; readonly lines: readonly string[] }
  | { readonly kind: 'replaceAll'; readonly text: string }
  | { readonly kind: 'undo'; readonly back: number }
  | { readonly kind: 'lineEnds' }
  | { readonly kind: 'move'; readonly at: number }
  | { readonly kind: 'lineEnd'; readonly at: number }
  | { readonly kind: 'ask'; readonly trigger: Trigger; readonly selected?: Selected }
  /** Asks, then does something else before the answer is there. */
  | { readonly kind: 'overtake'; readonly by: Overtaking; readonly trigger: Trigger }
  | { readonly kind: 'typeAlong'; readonly characters: number; readonly autoClose: boolean }
  | { readonly kind: 'accept'; readonly part: 'whole' | 'word' | 'line' }
  | { readonly kind: 'switch'; readonly document: number }
  /** With the text as it is, or as it was before: the editor's changes are lost. */
  | { readonly kind: 'reopen'; readonly earlier: boolean }
  | { readonly kind: 'settings'; readonly change: Readonly<Record<string, unknown>> }
  /** Completions are off while a key is pressed. */
  | { readonly kind: 'off'; readonly by: 'snooze' | 'setting' }
  /** Moves to a line's end and stays there. */
  | { readonly kind: 'rest'; readonly at: number; readonly ms: number }

export type Trigger = 'automatic' | 'invoked'

/** What happens between a request and its answer. */
export type Overtaking = 'key' | 'ask' | 'cancel' | 'close' | 'undo'

/** What the suggest widget has selected: the word before the cursor with an end, or another word. */
export interface Selected {
  readonly end: string
  readonly replacesWord: boolean
}

export const documents = [
  { name: 'main.lua', languageId: 'lua', text: 'local function add(left, right)\n  return left + right\nend\n\n' },
  { name: 'notes.unknown', languageId: 'unknown', text: '' },
  { name: 'main.ts', languageId: 'typescript', text: 'export function add(left: number, right: number) {\n  \n}\n' },
  { name: 'main.py', languageId: 'python', text: 'def add(left, right):\n    return left\n\n\nclass Sum:\n    def \n' },
] as const

const characters = [
  ...'abcdefgxyz_019 .,;:=+-*/<>"\'`#$\\(){}[]\t',
  '返',
  '回',
  '，',
  'é',
  'e\u0301',
  '👩‍👩‍👧',
  '🙂',
  '\u{2070e}',
]
const words = ['return', 'local', 'function', 'const', 'value', 'add', 'if', 'for', '列表', 'result', 'left', ' = ', ', ', ' + ']
const line = fc
  .array(fc.constantFrom(...words, '  ', '    ', '(', ')', '{', '}', '🙂'), { maxLength: 6 })
  .map((parts) => parts.join(' '))
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'))
const place = fc.integer({ min: 0, max: 1000 })
const selected = fc.record({ end: fc.constantFrom('', 'Name', 's', 'OfAll(', '列表'), replacesWord: fc.boolean() })

const change = fc.oneof(
  fc.record({ multiline: fc.constantFrom('auto', 'always', 'never') }),
  fc.record({ maxLines: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ minimumConfidence: fc.constantFrom(0, 0, 0, 0.3) }),
  fc.record({ ahead: fc.boolean() }),
)

const is = <K extends Step['kind']>(kind: K) => fc.constant({ kind })

/** The first of all is what a step shrinks to: it does the least. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { withCrossShrink: true },
  { weight: 8, arbitrary: fc.constantFrom(...characters).map((text) => ({ kind: 'type' as const, text })) },
  { weight: 8, arbitrary: fc.constantFrom(...words).map((text) => ({ kind: 'type' as const, text })) },
  { weight: 5, arbitrary: is('enter') },
  { weight: 4, arbitrary: fc.constantFrom('()', '[]', '{}', '""').map((pair) => ({ kind: 'openBracket' as const, pair })) },
  { weight: 2, arbitrary: is('overtype') },
  { weight: 4, arbitrary: is('backspace') },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('delete'), at: place, characters: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('paste'), lines: fc.array(line, { minLength: 1, maxLength: 6 }) }),
  },
  { weight: 1, arbitrary: text.map((text) => ({ kind: 'replaceAll' as const, text })) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo'), back: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: is('lineEnds') },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('move'), at: place }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('lineEnd'), at: place }) },
  { weight: 16, arbitrary: fc.constant({ kind: 'ask' as const, trigger: 'automatic' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'ask' as const, trigger: 'invoked' as const }) },
  {
    weight: 4,
    arbitrary: selected.map((selected) => ({ kind: 'ask' as const, trigger: 'automatic' as const, selected })),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('overtake'),
      by: fc.constantFrom<Overtaking[]>('key', 'key', 'ask', 'cancel', 'close', 'undo'),
      trigger: fc.constantFrom<Trigger[]>('automatic', 'automatic', 'invoked'),
    }),
  },
  {
    weight: 22,
    arbitrary: fc.record({
      kind: fc.constant('typeAlong'),
      characters: fc.integer({ min: 1, max: 8 }),
      autoClose: fc.boolean(),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('accept'),
      part: fc.constantFrom('whole' as const, 'word' as const, 'line' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom(0, 0, 0, 1, 1, 2, 3).map((document) => ({ kind: 'switch' as const, document })) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen'), earlier: fc.boolean() }) },
  { weight: 1, arbitrary: change.map((change) => ({ kind: 'settings' as const, change })) },
  { weight: 1, arbitrary: fc.constantFrom('snooze' as const, 'setting' as const).map((by) => ({ kind: 'off' as const, by })) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('rest'), at: place, ms: fc.constantFrom(0, 50, 260, 300) }),
  },
)

/** What a user does from opening the documents to closing them. */
export const session = (longest: number): fc.Arbitrary<Step[]> =>
  fc.array(step, { minLength: 1, maxLength: longest, size: 'max' })
