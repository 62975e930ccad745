import { setTimeout as wait } from 'node:timers/promises'
import type { Workbench } from '../../test/e2e/workbench.ts'
import { wholeBody } from './functions.ts'
import type { Sample, Situation } from './table.ts'

/** What the page measured: milliseconds from the key's event to the change of the page, and to the frame that shows it. */
interface Measured {
  readonly ms: number
  readonly painted: number
  readonly text: string
}

/** As far as behind `return `, where another expression than the one suggested is as likely a thing to type. */
const typedAlong = 6
const longestWaitMs = 5_000

/** The keys of one empty function body: the first one, some that the suggestion foresaw, and one that it did not. */
export class Trial {
  readonly #workbench: Workbench
  readonly #system: string

  constructor(workbench: Workbench, system: string) {
    this.#workbench = workbench
    this.#system = system
  }

  /** The cursor is in the body already, where it rests for so long first. */
  async run(restMs: number): Promise<readonly Sample[]> {
    const samples: Sample[] = []
    const note = (situation: Situation, measured: Measured | undefined) => {
      samples.push({ system: this.#system, situation, ...(measured ?? {}) })
      return measured
    }
    await wait(restMs)
    let ghost = note('first', await this.#key('r'))?.text
    for (let key = 0; key < typedAlong && ghost !== undefined && ghost.length > 1; key++) {
      ghost = note('along', await this.#key(ghost.charAt(0), ghost.slice(1)))?.text
    }
    if (ghost !== undefined) note('diverged', await this.#key(ghost.startsWith('r') ? 'l' : 'r'))
    await this.#finish(samples.at(-1)?.ms !== undefined)
    return samples
  }

  /** Leaves the body as one would write it: the functions above are what the model goes by. */
  async #finish(shown: boolean): Promise<void> {
    const { keyboard } = this.#workbench.page
    // A word that is taken ends the wait that a refused text brings for the next. All of it could have several lines.
    if (shown) await keyboard.press('Control+ArrowRight')
    await keyboard.press('Escape')
    await keyboard.press('Home')
    await keyboard.press('Shift+End')
    await keyboard.insertText(wholeBody)
    await keyboard.press('Escape')
  }

  /** Presses a key and waits for the suggestion: `wanted`, or any that is another than before. Undefined when none comes in time. */
  async #key(key: string, wanted?: string): Promise<Measured | undefined> {
    const { page } = this.#workbench
    await page.evaluate(`latentPage.measure(${JSON.stringify(wanted)})`)
    await page.keyboard.press(key)
    const late = wait(longestWaitMs, undefined, { ref: false })
    return Promise.race([page.evaluate<Measured>('latentPage.measured()'), late])
  }
}
