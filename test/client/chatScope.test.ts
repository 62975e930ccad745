import { describe, expect, it } from 'vitest'
import { type ChatAsk, placeOf, scopeOf, turnsOf, withChoice } from '../../client/chatScope.ts'

const active = { uri: 'file:///a.ts', range: { start: { line: 1, character: 0 }, end: { line: 3, character: 0 } } }
const ask = (more: Partial<ChatAsk>): ChatAsk => ({ prompt: 'why?', command: undefined, references: [], ...more })

describe('the scope of a question', () => {
  it('has what the editor resolved, in its order', () => {
    const references = [
      { id: 'vscode.file', reference: { uri: 'file:///b.ts' } },
      { id: 'some.text', reference: undefined },
    ]
    expect(scopeOf(ask({ references, command: 'explain' }), active)).toEqual({
      question: 'why?',
      command: 'explain',
      references: [{ uri: 'file:///b.ts' }],
      active,
    })
  })

  it('takes #selection and #changes where the editor did not resolve them', () => {
    expect(scopeOf(ask({ prompt: '#selection why? #changes' }), active)).toEqual({
      question: 'why?',
      references: [active],
      active,
      changes: 'uncommitted',
    })
  })

  it("takes the editor's own reference to changes", () => {
    const references = [{ id: 'copilot_getChangedFiles', reference: undefined }]
    expect(scopeOf(ask({ references }), undefined)).toEqual({ question: 'why?', references: [], changes: 'uncommitted' })
  })

  it('is to explain what is referred to where nothing is asked', () => {
    expect(scopeOf(ask({ prompt: ' ' }), active)).toEqual({ question: '', command: 'explain', references: [], active })
  })

  it('has no command that it does not know', () => {
    expect(scopeOf(ask({ command: 'deploy' }), undefined)).toEqual({ question: 'why?', references: [] })
  })
})

it('what was chosen to be sent holds for the question that follows, and its own references come beside it', () => {
  const [a, b] = [{ uri: 'file:///a.ts' }, { uri: 'file:///b.ts' }]
  const chosen = { question: 'old?', references: [a], changes: 'uncommitted', without: ['a.ts:1-3'] } as const
  expect(withChoice({ question: 'new?', references: [a, b] }, chosen)).toEqual({
    question: 'new?',
    references: [a, b],
    changes: 'uncommitted',
    without: ['a.ts:1-3'],
  })
})

it('earlier turns are the questions that were answered', () => {
  const answered = (answer: string) => ({ result: { metadata: { answer } } })
  const history = [
    { prompt: 'one?', command: 'explain' },
    answered('1'),
    { prompt: 'failed?' },
    { result: {} },
    { prompt: 'reviewed?' },
    answered(''),
    { prompt: 'two?' },
    answered('2'),
  ]
  expect(turnsOf(history).map(({ role, text }) => `${role}: ${text}`)).toEqual([
    'user: /explain one?',
    'assistant: 1',
    'user: two?',
    'assistant: 2',
  ])
})

it('places are shown as editors count lines', () => {
  expect(placeOf({ path: 'src/cart.ts', startLine: 2, endLine: 20 })).toBe('src/cart.ts:3-20')
})
