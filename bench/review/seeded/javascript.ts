import type { SeededFile } from './seeded.ts'

export const javascriptFiles: readonly SeededFile[] = [
  {
    path: 'playlist.js',
    text: `import { readFile } from 'node:fs/promises'

/** Reads a playlist: one track a line, "seconds title". */
export async function readPlaylist(path) {
  const text = await readFile(path, 'utf8')
  const tracks = []
  for (const line of text.split('\\n')) {
    const space = line.indexOf(' ')
    if (space === -1) continue
    const seconds = Number(line.slice(0, space))
    const title = line.slice(space + 1).trim()
    if (!Number.isNaN(seconds) && title !== '') {
      tracks.push({ seconds, title })
    }
  }
  return tracks
}

export function totalSeconds(tracks) {
  let total = 0
  for (const track of tracks) {
    total += track.seconds
  }
  return total
}

export function formatDuration(totalSeconds) {
  const minutes = Math.floor(totalSeconds / 60)
  const seconds = totalSeconds % 60
  return minutes + ':' + String(seconds).padStart(2, '0')
}

export function trackAt(tracks, position) {
  let start = 0
  for (const track of tracks) {
    const end = start + track.seconds
    if (position >= start && position < end) {
      return { track, offset: position - start }
    }
    start = end
  }
  return undefined
}

export function moveTrack(tracks, from, to) {
  const moved = tracks.slice()
  const [track] = moved.splice(from, 1)
  moved.splice(to, 0, track)
  return moved
}
`,
    faults: [
      { kind: 'missing-await', right: 'await readFile(path', wrong: 'readFile(path' },
      { kind: 'off-by-one', right: 'line.slice(space + 1)', wrong: 'line.slice(space - 1)' },
      { kind: 'comparison', right: 'space === -1', wrong: 'space !== -1' },
      { kind: 'negation', right: '!Number.isNaN(seconds)', wrong: 'Number.isNaN(seconds)' },
      { kind: 'boolean', right: "&& title !== ''", wrong: "|| title !== ''" },
      { kind: 'arithmetic', right: 'totalSeconds % 60', wrong: 'totalSeconds / 60' },
      { kind: 'wrong-variable', right: 'String(seconds)', wrong: 'String(minutes)' },
      { kind: 'boolean', right: 'position >= start && position', wrong: 'position >= start || position' },
      { kind: 'wrong-variable', right: '    start = end', wrong: '    start = start' },
      { kind: 'argument-order', right: 'offset: position - start', wrong: 'offset: start - position' },
      { kind: 'argument-order', right: 'moved.splice(to, 0, track)', wrong: 'moved.splice(0, to, track)' },
      { kind: 'wrong-variable', right: 'moved.splice(from, 1)', wrong: 'moved.splice(to, 1)' },
    ],
  },
  {
    path: 'shelf.js',
    text: `export class Shelf {
  constructor(capacity) {
    this.capacity = capacity
    this.books = []
    this.borrowed = new Map()
  }

  add(book) {
    if (this.books.length >= this.capacity) {
      throw new Error('the shelf is full')
    }
    this.books.push(book)
    return this.books.length
  }

  borrow(isbn, reader) {
    const book = this.books.find((each) => each.isbn === isbn)
    if (!book || this.borrowed.has(isbn)) {
      return undefined
    }
    this.borrowed.set(isbn, reader)
    return book
  }

  giveBack(isbn) {
    const reader = this.borrowed.get(isbn)
    if (reader === undefined) {
      return false
    }
    this.borrowed.delete(isbn)
    return true
  }

  available() {
    return this.books.filter((book) => !this.borrowed.has(book.isbn))
  }
}

export function averageRating(ratings) {
  if (ratings.length === 0) {
    return 0
  }
  const sum = ratings.reduce((total, rating) => total + rating, 0)
  return sum / ratings.length
}

export function initials(name) {
  return name
    .split(' ')
    .filter((word) => word.length > 0)
    .map((word) => word[0].toUpperCase())
    .join('')
}
`,
    faults: [
      { kind: 'comparison', right: 'this.books.length >= this.capacity', wrong: 'this.books.length <= this.capacity' },
      { kind: 'comparison', right: 'each.isbn === isbn', wrong: 'each.isbn !== isbn' },
      { kind: 'negation', right: '!book || this', wrong: 'book || this' },
      { kind: 'argument-order', right: 'this.borrowed.set(isbn, reader)', wrong: 'this.borrowed.set(reader, isbn)' },
      {
        kind: 'wrong-constant',
        right: 'this.borrowed.delete(isbn)\n    return true',
        wrong: 'this.borrowed.delete(isbn)\n    return false',
      },
      { kind: 'negation', right: '=> !this.borrowed', wrong: '=> this.borrowed' },
      { kind: 'arithmetic', right: 'total + rating', wrong: 'total - rating' },
      { kind: 'arithmetic', right: 'sum / ratings.length', wrong: 'sum * ratings.length' },
      { kind: 'comparison', right: 'word.length > 0', wrong: 'word.length < 0' },
      { kind: 'off-by-one', right: 'word[0].toUpper', wrong: 'word[1].toUpper' },
    ],
  },
]
