import type { Locator } from 'playwright-core'
import { stepMs, type Workbench } from './workbench.ts'

/** An edit takes some seconds on two idle cores; other work on them may slow it down. */
export const editMs = 120_000

/** The diff in which an edit is decided, as a user sees it. */
export class EditPreview {
  readonly #workbench: Workbench

  constructor(workbench: Workbench) {
    this.#workbench = workbench
  }

  get diff(): Locator {
    return this.#workbench.page.locator('.monaco-diff-editor')
  }

  /** The text as it is. */
  get left(): Locator {
    return this.diff.locator('.editor.original')
  }

  /** The text as it would be. */
  get right(): Locator {
    return this.diff.locator('.editor.modified')
  }

  /** A button above the diff. */
  button(title: string): Locator {
    return this.#workbench.page.locator(`.editor-actions .action-label[aria-label^="${title}"]`).first()
  }

  async closed(): Promise<void> {
    await this.diff.waitFor({ state: 'detached' })
  }

  /** Opens the box by its key and gives an instruction for the function at a line. Ends when the diff is shown. */
  async instruct(instruction: string, line: number): Promise<void> {
    const { box } = this.#workbench
    await this.#workbench.again(4, async () => {
      await this.#workbench.goTo(line, 1)
      await this.#workbench.pressUntil('Control+Alt+G', box)
      await box.fill(instruction, { timeout: stepMs })
      await box.press('Enter', { timeout: stepMs })
    })
    await this.diff.waitFor({ timeout: editMs })
  }
}
