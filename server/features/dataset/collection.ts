import { contentOf, type Example, type Omission, omissions, type Split } from './examples.ts'
import { NearDuplicates } from './nearDuplicates.ts'
import type { SplitPlan } from './splits.ts'

const omissionBy = { tooNew: 'acrossTime', exact: 'exactDuplicate', near: 'nearDuplicate' } as const

/** The examples so far, without duplicates, and how often something was left out and why. */
export class Collection {
  readonly #plan: SplitPlan
  readonly #duplicates = new NearDuplicates()
  readonly #files = new NearDuplicates()
  readonly #examples: Record<Split, Example[]> = { train: [], validation: [], test: [] }
  readonly #leftOut = Object.fromEntries(omissions.map((omission) => [omission, 0])) as Record<Omission, number>

  constructor(plan: SplitPlan) {
    this.#plan = plan
  }

  get examples(): Readonly<Record<Split, readonly Example[]>> {
    return this.#examples
  }

  get leftOut(): Readonly<Record<Omission, number>> {
    return this.#leftOut
  }

  leaveOut(why: Omission): void {
    this.#leftOut[why] += 1
  }

  /** Remembers a file's text. False, and counted, where nearly the same was there before: its holes would be the other one's. */
  isNewFile(text: string): boolean {
    const look = this.#files.look(text)
    if (look !== 'new') this.leaveOut('copiedFile')
    return look === 'new'
  }

  /** Takes an example in, unless one like it is there, or it is newer than what its part is made of. */
  add(example: Example): void {
    const split = this.#plan.of(example.path)
    const isTooNew = example.kind === 'review' && split === 'train' && Date.parse(example.date) > this.#plan.cut.time
    const look = isTooNew ? 'tooNew' : this.#duplicates.look(contentOf(example))
    if (look === 'new') this.#examples[split].push(example)
    else this.leaveOut(omissionBy[look])
  }
}
