import { createHash } from 'node:crypto'

const mostWords = 6
const longestSlug = 48

/**
 * Gives rules their identities: `rule.review.never-use-eval` from the file's name and the first words. Only what stands in a `latent-ignore`
 * comment without quotes: Latin letters, digits and hyphens. A text without any goes by its hash. Equal ones are numbered.
 */
export class RuleIds {
  readonly #given = new Map<string, number>()

  /** `fileStem`: without folder and extension. */
  of(fileStem: string, name: string): string {
    const id = `rule.${slug(fileStem)}.${slug(name)}`
    const times = (this.#given.get(id) ?? 0) + 1
    this.#given.set(id, times)
    return times === 1 ? id : `${id}-${times}`
  }
}

function slug(text: string): string {
  // Only the first clause: what follows explains, and is reworded more often.
  const [clause = ''] = text.split(/[;；。]|[.:：](?:\s|$)|\s[—–-]\s/, 1)
  const words = clause
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{Mark}'’]/gu, '')
    .match(/[a-z0-9]+/g)
  const joined = (words ?? []).slice(0, mostWords).join('-').slice(0, longestSlug).replace(/-+$/, '')
  return joined === '' ? createHash('sha256').update(text).digest('hex').slice(0, 8) : joined
}
