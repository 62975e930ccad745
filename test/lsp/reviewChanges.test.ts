import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReviewedChanges, ReviewResult } from '../../server/protocol/requests.ts'
import { faulty, sound } from '../cli/code.ts'
import { TestClient } from './client.ts'

/** Functions with and without their fault: the first is there before the branch, the second comes with its commit, the third is staged. */
const functions = [
  [faulty, sound],
  [
    'export function isWithin(value: number, minimum: number, maximum: number): boolean {\n  return value >= minimum && value <= minimum\n}\n',
    'export function isWithin(value: number, minimum: number, maximum: number): boolean {\n  return value >= minimum && value <= maximum\n}\n',
  ],
  [
    '/** The area of a rectangle. */\nexport function area(width: number, height: number): number {\n  return width * width\n}\n',
    '/** The area of a rectangle. */\nexport function area(width: number, height: number): number {\n  return width * height\n}\n',
  ],
] as const
const file = (faults: number) => functions.map(([wrong, right], index) => (index < faults ? wrong : right)).join('\n')
/** Touches the lines of the first fault without mending it. */
const touched = (text: string) => text.replace('return `', 'return  `')

describe('a review of changes by the real server', () => {
  let client: TestClient
  let uri: string

  beforeAll(async () => {
    client = await TestClient.start({ settings: { model: 'starter', review: { precision: 0.5 } } })
    const git = (...words: string[]) => execFileSync('git', words, { cwd: client.folder, stdio: 'pipe' })
    const commit = (message: string) =>
      git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', message)
    git('init', '--quiet', '--initial-branch=main')
    for (const [text, message] of [
      [file(1), 'first'],
      [touched(file(2)), 'second'],
    ] as const) {
      client.write('时钟.ts', text)
      git('add', '.')
      commit(message)
      if (message === 'first') git('checkout', '--quiet', '-b', 'feature')
    }
    client.write('时钟.ts', touched(file(3)))
    git('add', '.')
    await client.ready()
    uri = await client.open('时钟.ts', `${touched(file(3))}// not saved\n`)
  }, 240_000)
  afterAll(async () => {
    await client.stop()
  })

  const review = (changes?: ReviewedChanges) => client.review(uri, { scope: 'changes', ...(changes && { changes }) })
  const found = ({ findings }: ReviewResult) => findings.map(({ fingerprint }) => fingerprint.symbol)

  it('finds what is new since the last commit, what is staged, and what is new in the branch', async () => {
    expect(found(await review({ kind: 'staged' }))).toEqual(['area'])
    expect(found(await review())).toEqual(['area'])
    const ofBranch = await review({ kind: 'branch' })
    expect(found(ofBranch)).toEqual(['isWithin', 'area'])
    const older = ofBranch.heldBack.filter(({ reason }) => reason === 'It was there before the change.')
    expect(older.map(({ fingerprint }) => fingerprint.symbol)).toEqual(['clock'])
    expect(found(await review({ kind: 'branch', base: 'HEAD' }))).toEqual(['area'])
  })

  it('names a base that is not there, and refuses what cannot be meant', async () => {
    await expect(review({ kind: 'branch', base: 'no-such' })).rejects.toMatchObject({
      data: { code: 'gitUnavailable' },
      message: expect.stringContaining('"no-such" is not a commit'),
    })
    await expect(review({ kind: 'branch', base: '--output=x' })).rejects.toMatchObject({ data: { code: 'gitUnavailable' } })
    const odd = { textDocument: { uri }, scope: 'changes', changes: { kind: 'all' } }
    await expect(client.connection.sendRequest('latent/review', odd)).rejects.toMatchObject({ data: { code: 'badArgument' } })
  })
})
