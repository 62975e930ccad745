import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'

const screenshots = join('test-results', 'screenshots')

/** A text that stood on the page, and for how many frames in a row. */
export interface SeenText {
  readonly text: string
  readonly frames: number
}

/** Looks at a file that seems to be empty. */
const mostLooks = 40

/** One step of several that are done again together where one of them finds nothing. */
export const stepMs = 6_000

/** VS Code's window as a user sees it: what is on the page is found by its look and words, never by the extension's inside. */
export class Workbench {
  readonly page: Page
  readonly #workspace: string

  private constructor(page: Page, workspace: string) {
    this.page = page
    this.#workspace = workspace
  }

  /** `opened` is the folder with the files, or a workspace file that names several folders in it. */
  static async open(browser: Browser, port: number, workspace: string, opened = workspace): Promise<Workbench> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 760 }, locale: 'en-US' })
    // The page may talk to its own server only.
    await context.route(
      (url) => url.protocol.startsWith('http') && url.hostname !== '127.0.0.1',
      (route) => route.abort(),
    )
    await context.addInitScript({ path: 'test/e2e/inPage.js' })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    const kind = opened === workspace ? 'folder' : 'workspace'
    await page.goto(`http://127.0.0.1:${port}/?${kind}=${encodeURIComponent(opened)}`)
    await page.locator('.monaco-workbench .part.statusbar').waitFor()
    return new Workbench(page, workspace)
  }

  get editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor').first()
  }

  /** The extension's item in the status bar, once it shows the text. */
  statusItem(text: string | RegExp): Locator {
    return this.page.locator('#latent\\.latent\\.latent\\.status', { hasText: text })
  }

  /** What the status bar's item says to a screen reader: the state, and why nothing is shown. */
  async state(): Promise<string> {
    return (await this.statusItem('').locator('[aria-label]').first().getAttribute('aria-label')) ?? ''
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text })
  }

  /** Rows of the Problems view; the view must be open. */
  problem(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: text })
  }

  /** Rows of the open quick pick. */
  pick(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text })
  }

  /** The field of the box at the window's top. */
  get box(): Locator {
    return this.page.locator('.quick-input-widget input.input')
  }

  async openFile(path: string): Promise<void> {
    await this.openTab(path)
    await this.editor.locator('.view-line').first().waitFor()
  }

  /** Opens a file in whatever editor there is for it. */
  async openTab(path: string): Promise<void> {
    const tab = this.#frontTab(path)
    await this.#choose('Control+P', path, async () => {
      // The list of recent files stands there until the name is looked for. Enter would be typed into the text where the box was closed meanwhile.
      await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: path }).click({ timeout: stepMs })
      await tab.waitFor({ timeout: stepMs })
    })
  }

  /** Runs a command by its title in the palette. */
  async run(title: string): Promise<void> {
    // Another command whose title has the same words may stand above it.
    await this.#choose('F1', `>${title}`, () => this.pick(title).first().click({ timeout: stepMs }))
  }

  /**
   * Opens the box at the window's top, writes into it and chooses. The box closes without a choice when the window takes the focus meanwhile, as it does
   * after a change of trust or when a diff is closed; all of it is done again then.
   */
  async #choose(keys: string, text: string, choose: () => Promise<void>): Promise<void> {
    await this.again(6, async () => {
      await this.pressUntil(keys, this.box)
      await this.box.fill(text, { timeout: stepMs })
      await choose()
    })
  }

  /** Does a step that ends well or with an error, and the whole of it again where a busy window lost a key or a click: so often at most. */
  async again<Result>(attempts: number, step: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await step()
      } catch (error) {
        if (attempt === attempts) throw error
      }
    }
  }

  /** Takes an entry of the menu behind the extension's item in the status bar. A picture of the menu is kept under `picture`. */
  async chooseInMenu(entry: string, picture?: string): Promise<void> {
    await this.again(5, async () => {
      await this.statusItem('').click({ timeout: stepMs })
      await this.pick(entry).waitFor({ timeout: stepMs })
      if (picture !== undefined) await this.screenshot(picture)
      await this.pick(entry).click({ timeout: stepMs })
    })
  }

  /**
   * Takes a code action at a place: its menu is opened by `keys` once `goThere` has put the cursor or the selection. Such a menu is drawn anew when
   * another service answers. A picture of it is kept under `picture`.
   */
  async takeAction(goThere: () => Promise<void>, keys: string, title: string | RegExp, picture?: string): Promise<void> {
    const menu = this.page.locator('.action-widget').first()
    const action = menu.locator('.monaco-list-row.action', { hasText: title }).first()
    await this.again(4, async () => {
      await goThere()
      await this.pressUntil(keys, menu)
      try {
        // Services that answer late add their actions to the open menu.
        await action.waitFor({ timeout: 3 * stepMs })
        if (picture !== undefined) await this.screenshot(picture)
        await action.click({ timeout: stepMs })
      } catch (error) {
        await this.page.keyboard.press('Escape')
        throw error
      }
    })
  }

  /** Makes the active editor one of a language, by its name. */
  async setLanguage(name: string): Promise<void> {
    await this.again(4, async () => {
      await this.run('Change Language Mode')
      await this.box.fill(name, { timeout: stepMs })
      await this.pick(name).first().waitFor({ timeout: stepMs })
      await this.box.press('Enter', { timeout: stepMs })
      await this.page.locator('.statusbar-item', { hasText: name }).waitFor({ timeout: stepMs })
    })
  }

  /** Presses keys until something appears: a menu can open late, or be closed again by a new layout. */
  async pressUntil(keys: string, target: Locator): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press(keys)
      try {
        return await target.waitFor({ timeout: stepMs })
      } catch (error) {
        if (attempt === 8) throw error
      }
    }
  }

  /** Puts the cursor at a line and column, both from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.#choose('Control+G', `:${line}:${column}`, () => this.pick(`${line}`).first().click({ timeout: stepMs }))
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
  }

  /** Pieces of the suggestion shown at the cursor. */
  get ghost(): Locator {
    return this.page.locator('.ghost-text-decoration, .suggest-preview-text .view-line')
  }

  /** The suggestion as one text. */
  ghostText(): Promise<string> {
    return this.page.evaluate('latentPage.ghostText()')
  }

  /** Notes how the line with a word in it reads, its suggestion included, after each painted frame. The function returned ends that. */
  async watchLine(word: string): Promise<() => Promise<readonly SeenText[]>> {
    await this.page.evaluate(`latentPage.watch(${JSON.stringify(word)})`)
    return () => this.page.evaluate('latentPage.watched()')
  }

  /** Waits for a decoration that adds a text. */
  async decoration(text: string): Promise<void> {
    await this.page.waitForFunction(`latentPage.decorated(${JSON.stringify(text)})`)
  }

  /** The tab of a file that lies in front, in whichever column; not the one of an explanation that has its name in the title. */
  #frontTab(path: string): Locator {
    return this.page.locator(`.tab.active[data-resource-name="${path.split('/').at(-1)}"]`).first()
  }

  /** Saves the active file and reads it from the disk: the exact text, without the page's line wrapping and spaces. */
  async savedText(path: string): Promise<string> {
    const tab = this.#frontTab(path)
    await this.again(5, async () => {
      // For a moment after a preview was closed the tab of another file is the active one, which would be saved instead.
      await tab.waitFor({ timeout: stepMs })
      await this.page.keyboard.press('Control+S')
      await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached', timeout: stepMs })
    })
    const read = () => readFileSync(join(this.#workspace, path), 'utf8')
    // A text that is saved as it was leaves no mark, and its file is empty for a moment while it is written.
    for (let tries = 0; read() === '' && tries < mostLooks; tries += 1) await this.page.waitForTimeout(50)
    return read()
  }

  async hidePanel(): Promise<void> {
    const panel = this.page.locator('.part.panel')
    if (await panel.isVisible()) await this.page.keyboard.press('Control+J')
    await panel.waitFor({ state: 'hidden' })
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true })
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) })
  }
}
