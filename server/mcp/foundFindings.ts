import type { SourceText } from '../context/source.ts'
import type { Finding } from '../protocol/finding.ts'

/** A finding and the text that it was found in. */
export interface Found {
  readonly path: string
  readonly source: SourceText
  readonly finding: Finding
}

/** Enough for what one conversation speaks of. */
const mostKept = 500

/** What the reviews of this connection found, newest last, so that a finding can be asked about later. */
export class FoundFindings {
  readonly #found = new Map<string, Found>()

  add(found: Found): void {
    const { id } = found.finding
    this.#found.delete(id)
    this.#found.set(id, found)
    for (const oldest of this.#found.keys()) {
      if (this.#found.size <= mostKept) break
      this.#found.delete(oldest)
    }
  }

  get(id: string): Found | undefined {
    return this.#found.get(id)
  }

  all(): readonly Found[] {
    return [...this.#found.values()]
  }
}
