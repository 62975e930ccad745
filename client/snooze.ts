import * as vscode from 'vscode'
import { methods, type SnoozeParams } from '../server/protocol/requests.ts'
import type { LanguageServer } from './languageServer.ts'
import { minutesLeft, nextChangeMs, snoozeChoices, storedUntil } from './snoozeTime.ts'

const untilKey = 'latent.snoozedUntil'
const choiceKey = 'latent.snoozeMinutes'

/** No automatic completions for a while. Outlives a reload of the window, and a server that is started again is told. */
export class Snooze implements vscode.Disposable {
  readonly #server: LanguageServer
  readonly #memory: vscode.Memento
  readonly #changed = new vscode.EventEmitter<void>()
  readonly #listener: vscode.Disposable
  #untilMs: number | undefined
  #timer: NodeJS.Timeout | undefined

  /** Fires when it begins, when it ends, and with every minute in between. */
  readonly onChange = this.#changed.event

  constructor(server: LanguageServer, memory: vscode.Memento) {
    this.#server = server
    this.#memory = memory
    this.#listener = server.onStarted(() => this.#tell())
    this.#untilMs = storedUntil(memory.get(untilKey), Date.now())
    this.#follow()
  }

  /** 0 when completions come. */
  get minutesLeft(): number {
    return this.#untilMs === undefined ? 0 : minutesLeft(this.#untilMs, Date.now())
  }

  /** Asks for how long, with the last choice on top. */
  async choose(): Promise<void> {
    const choices = snoozeChoices(this.#memory.get<number>(choiceKey))
    const items = choices.map((minutes) => ({ label: vscode.l10n.t('{0} minutes', minutes), minutes }))
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Snooze Completions'),
      placeHolder: vscode.l10n.t('Asking by hand still works.'),
    })
    if (chosen === undefined) return
    await this.#memory.update(choiceKey, chosen.minutes)
    await this.#set(Date.now() + chosen.minutes * 60_000)
    // What is on screen already would stay.
    await vscode.commands.executeCommand('editor.action.inlineSuggest.hide')
  }

  async end(): Promise<void> {
    await this.#set(undefined)
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#listener.dispose()
    this.#changed.dispose()
  }

  async #set(untilMs: number | undefined): Promise<void> {
    // Stored before it is seen: the window may be reloaded right after.
    await this.#memory.update(untilKey, untilMs)
    this.#untilMs = untilMs
    this.#tell()
    this.#follow()
  }

  #tell(): void {
    const params: SnoozeParams = this.#untilMs === undefined ? {} : { untilMs: this.#untilMs }
    this.#server.notify(methods.snooze, params)
  }

  #follow(): void {
    clearTimeout(this.#timer)
    const wait = this.#untilMs === undefined ? undefined : nextChangeMs(this.#untilMs, Date.now())
    if (wait === undefined) this.#untilMs = undefined
    else this.#timer = setTimeout(() => this.#follow(), wait)
    void vscode.commands.executeCommand('setContext', 'latent.snoozed', wait !== undefined)
    this.#changed.fire()
  }
}
