import type { SetName } from './actionCases/all.ts'

export interface EditBenchOptions {
  readonly half: 'tuning' | 'heldOut'
  /** Cases at most. */
  readonly count: number
  readonly model: string
  readonly enginePath: string
  readonly gpu: 'auto' | 'off'
  /** Measures again what an earlier run measured. */
  readonly fresh: boolean
  /** Of code actions: a part of the names of the cases that are run; empty for all. */
  readonly only: string
  /** Of code actions: the tables of cases that are run. */
  readonly sets: readonly SetName[]
}

/** One part of the bench: prints its table and writes its file. */
export type EditBench = (options: EditBenchOptions) => Promise<void>
