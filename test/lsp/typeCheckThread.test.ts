import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { SourceText } from '../../server/context/source.ts'
import { TypeCheckThread } from '../../server/context/typeCheckThread.ts'

const workerPath = fileURLToPath(new URL('../../dist/typeCheckWorker.js', import.meta.url))
const root = fileURLToPath(new URL('.', import.meta.url))
const source = new SourceText('sum.ts', 'typescript', 'export const sum: number = 1\n')

it('a thread counts the type errors that a change brings in', async () => {
  const check = new TypeCheckThread(workerPath).rooted(root)
  const [harmful, harmless] = await Promise.all([
    check.newErrors(source, "export const sum: number = 'one'\n"),
    check.newErrors(source, 'export const sum: number = 2\n'),
  ])
  expect([harmful, harmless]).toEqual([1, 0])
})

it('a thread that cannot work leaves the change unchecked', async () => {
  const check = new TypeCheckThread('/nowhere/typeCheckWorker.js').rooted(root)
  expect(await check.newErrors(source, source.text)).toBeUndefined()
  expect(await check.newErrors(source, source.text)).toBeUndefined()
})
