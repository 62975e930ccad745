import { describe, expect, it } from 'vitest'
import { RecentEdits } from '../../server/context/recentEdits.ts'

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`).join('')

/** A document that is typed in. */
class Typed {
  readonly edits = new RecentEdits()
  text: string

  constructor(text: string) {
    this.text = text
  }

  /** Puts text in front of the first occurrence of another one, or in its place. */
  insert(inserted: string, before: string, now: number, path = '/a.ts'): void {
    this.replace('', inserted, before, now, path)
  }

  replace(removed: string, inserted: string, before: string, now: number, path = '/a.ts'): void {
    const start = this.text.indexOf(removed + before)
    this.text = this.text.slice(0, start) + inserted + this.text.slice(start + removed.length)
    this.edits.edited(path, { start, end: start + removed.length, text: inserted }, this.text, now)
  }
}

describe('recent edits', () => {
  it('show the lines around, as they are now', () => {
    const typed = new Typed(lines(20))
    typed.insert('new ', 'line 9', 0)
    expect(typed.edits.places()).toEqual([
      { path: '/a.ts', startLine: 6, text: 'line 6\nline 7\nline 8\nnew line 9\nline 10\nline 11\nline 12' },
    ])
    typed.insert('newer ', 'new line 9', 5000)
    expect(typed.edits.places().map(({ text }) => text.includes('newer new line 9'))).toEqual([true])
  })

  it('move with what is edited above them, the newest last', () => {
    const typed = new Typed(lines(100))
    typed.insert('low ', 'line 80', 0)
    typed.insert('a\nb\nc\n', 'line 5\n', 5000)
    expect(typed.edits.places().map(({ startLine, text }) => [startLine, text.split('\n')[3]])).toEqual(
      [
        [2, 'a'],
        [80, 'low line 80'],
      ].reverse(),
    )
  })

  it.each([
    { what: 'nearby lines are one place', from: 'line 10', to: 'line 16', pause: 60_000, places: 1 },
    { what: 'far lines are two places', from: 'line 10', to: 'line 30', pause: 60_000, places: 2 },
    {
      what: 'lines that are edited at once are one place from further away',
      from: 'line 10',
      to: 'line 30',
      pause: 500,
      places: 1,
    },
    { what: 'lines far away are two places even at once', from: 'line 10', to: 'line 90', pause: 500, places: 2 },
  ])('$what', ({ from, to, pause, places }) => {
    const typed = new Typed(lines(100))
    typed.insert('x ', from, 0)
    typed.insert('y ', to, pause)
    expect(typed.edits.places()).toHaveLength(places)
  })

  it('of several documents are kept apart, eight at most', () => {
    const edits = new RecentEdits()
    for (let file = 0; file < 12; file += 1) edits.edited(`/${file}.ts`, { start: 0, end: 0, text: 'x' }, 'x', file)
    expect(edits.places().map(({ path }) => path)).toEqual([4, 5, 6, 7, 8, 9, 10, 11].map((file) => `/${file}.ts`))
    edits.forget('/11.ts')
    expect(edits.places()).toHaveLength(7)
  })

  it('of a formatter or a branch are none', () => {
    const edits = new RecentEdits()
    edits.edited('/a.ts', { start: 0, end: 0, text: lines(500) }, lines(500), 0)
    expect(edits.places()).toEqual([])
  })

  it('of which nothing is left are gone', () => {
    const typed = new Typed('only\n')
    typed.insert('x', 'only', 0)
    typed.replace('xonly', '', '\n', 5000)
    expect(typed.edits.places()).toEqual([])
  })

  it('of a long pasted text show its first lines', () => {
    const typed = new Typed('end\n')
    typed.insert(lines(40), 'end', 0)
    expect(typed.edits.places()[0]?.text.split('\n')).toHaveLength(10)
  })
})
