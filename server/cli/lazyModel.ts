import type { Host, OpenModel } from './host.ts'

/** A model that is loaded when it is first asked for; a failure is told and tried again at the next call. */
export class LazyModel {
  readonly #name: string | undefined
  readonly #host: Host
  #opened: Promise<OpenModel> | undefined

  constructor(name: string | undefined, host: Host) {
    this.#name = name
    this.#host = host
  }

  async open(): Promise<OpenModel> {
    this.#opened ??= this.#host.openModel(this.#name)
    const opened = this.#opened
    try {
      const model = await opened
      await model.engine.info()
      return model
    } catch (error) {
      if (this.#opened === opened) this.#opened = undefined
      throw error
    }
  }

  async close(): Promise<void> {
    await (await this.#opened?.catch(() => undefined))?.close()
  }
}
