import { type RuleChoice, TeamRuleBook } from '../context/teamRules/teamRules.ts'
import type { Observer } from '../features/review/observation.ts'
import { leftOutLines, teamRuleObservers } from '../features/review/teamRules/teamRuleObservers.ts'
import { VerdictCache } from '../features/review/teamRules/verdictCache.ts'

/** The rules of workspace folders. Only reviews ask for them, and a workspace that is not trusted is not reviewed. */
export class FolderRules {
  readonly #log: (line: string) => void
  readonly #books = new Map<string, TeamRuleBook>()
  readonly #verdicts = new VerdictCache()
  readonly #told = new Set<string>()

  constructor(log: (line: string) => void) {
    this.#log = log
  }

  /** What a review of a document in this folder looks for; nothing for documents outside of every folder. */
  async observers(folder: string | undefined, choice: RuleChoice): Promise<readonly Observer[]> {
    if (folder === undefined) return []
    const book = this.#books.get(folder) ?? new TeamRuleBook(folder)
    this.#books.set(folder, book)
    const stated = await book.read(choice)
    for (const line of leftOutLines(stated)) this.#tellOnce(folder, line)
    return teamRuleObservers(stated, { verdicts: this.#verdicts, tell: (line) => this.#tellOnce(folder, line) })
  }

  #tellOnce(folder: string, line: string): void {
    const told = `${folder}: ${line}`
    if (this.#told.has(told)) return
    this.#told.add(told)
    this.#log(told)
  }
}
