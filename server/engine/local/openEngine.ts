import type { EngineLink, EngineLinkEvents } from './engineLink.ts'
import type { ToEngine } from './messages.ts'
import { startPrivateEngine } from './privateEngine.ts'
import { runtimeFolder } from './shared/place.ts'
import { openSharedEngine } from './shared/sharedEngine.ts'

/** Makes the way to an engine process, which runs the program at `programPath`, dist/engine.js. What goes wrong comes by `onExit`. */
export type OpenEngine = (programPath: string, events: EngineLinkEvents) => EngineLink

/**
 * The engine that all windows and command lines of a user share. LATENT_ENGINE=private gives this program one of its own, and so does a
 * machine on which they cannot meet safely; the log then says why.
 */
export function engineFor(env: NodeJS.ProcessEnv): OpenEngine {
  if (env.LATENT_ENGINE === 'private') return startPrivateEngine
  const folder = runtimeFolder(env)
  return (programPath, events) =>
    new LinkInTheMaking((signal) =>
      openSharedEngine(programPath, folder, events, signal).catch((error: unknown) => {
        signal.throwIfAborted()
        events.log(`no engine is shared with other windows: ${error instanceof Error ? error.message : String(error)}`)
        return startPrivateEngine(programPath, events)
      }),
    )
}

/** A link that takes messages before it is there. `open` rejects only where its signal says that nobody waits for it any more. */
class LinkInTheMaking implements EngineLink {
  readonly #givenUp = new AbortController()
  readonly #opening: Promise<EngineLink | undefined>
  #waiting: ToEngine[] | undefined = []
  #link: EngineLink | undefined

  constructor(open: (signal: AbortSignal) => Promise<EngineLink>) {
    this.#opening = open(this.#givenUp.signal).catch(() => undefined)
    void this.#opening.then((link) => {
      if (this.#givenUp.signal.aborted) return link?.leave()
      this.#link = link
      for (const message of this.#waiting ?? []) link?.send(message)
      this.#waiting = undefined
    })
  }

  get pid(): number | undefined {
    return this.#link?.pid
  }

  send(message: ToEngine): void {
    if (this.#link === undefined) this.#waiting?.push(message)
    else this.#link.send(message)
  }

  async release(): Promise<void> {
    this.#waiting = undefined
    await (await this.#opening)?.release()
  }

  async kill(): Promise<void> {
    this.#waiting = undefined
    await (await this.#opening)?.kill()
  }

  leave(): void {
    this.#waiting = undefined
    if (this.#link === undefined) this.#givenUp.abort()
    else this.#link.leave()
  }
}
