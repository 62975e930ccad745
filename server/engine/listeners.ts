/** Who is told when something happens. */
export class Listeners<Told extends readonly unknown[]> {
  readonly #listeners = new Set<(...told: Told) => void>()

  add(listener: (...told: Told) => void): { dispose(): void } {
    this.#listeners.add(listener)
    return { dispose: () => this.#listeners.delete(listener) }
  }

  /** Tells all who listen now; who comes or goes meanwhile changes nothing. */
  tell(...told: Told): void {
    for (const listener of [...this.#listeners]) listener(...told)
  }
}
