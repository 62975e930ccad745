import { setTimeout as wait } from 'node:timers/promises'
import type { Connection, InitializeParams } from 'vscode-languageserver'
import type { Definition, UnresolvedName } from '../context/relatedCode.ts'
import type { SourceText } from '../context/source.ts'
import type { DefinitionsParams } from '../protocol/definitions.ts'
import { isRecord } from '../protocol/record.ts'
import { methods } from '../protocol/requests.ts'
import { answersDefinitions, type Trust } from './trust.ts'
import { filePath } from './workspaceFolders.ts'

export interface DefinitionsDeps {
  /** Sends `latent/definitions` to the client. */
  readonly ask: (params: DefinitionsParams) => Promise<unknown>
  /** Whether the client answers, and the workspace is trusted: language services may run tools of it. */
  readonly mayAsk: () => boolean
}

/** Definitions by this client, if it said at the start that it answers, in a trusted workspace. */
export function askedOf(connection: Connection, { initializationOptions }: InitializeParams, trust: Trust): DefinitionsDeps {
  const answers = answersDefinitions(initializationOptions)
  return {
    ask: (params) => connection.sendRequest(methods.definitions, params),
    mayAsk: () => answers && trust.trusted,
  }
}

/** The client answers within half a second. */
const patienceMs = 600

/** What the client said of one document's names. */
interface Answers {
  /** Kept until another answer comes: what is out of date for a moment would only change the prompt to and fro. */
  readonly found: Map<string, Definition>
  readonly asked: Set<string>
  underWay?: Promise<void>
}

/** Where the editor's language services find the names that no path leads to. */
export class Definitions {
  readonly #deps: DefinitionsDeps
  readonly #answers = new Map<string, Answers>()

  constructor(deps: DefinitionsDeps) {
    this.#deps = deps
  }

  get mayAsk(): boolean {
    return this.#deps.mayAsk()
  }

  /** Whether the client has found anything for a document. */
  has(uri: string): boolean {
    return (this.#answers.get(uri)?.found.size ?? 0) > 0
  }

  /** What is known already of these names. */
  of(uri: string, names: readonly UnresolvedName[]): readonly Definition[] {
    const found = this.#answers.get(uri)?.found
    return names.flatMap((name) => found?.get(keyOf(name)) ?? [])
  }

  /** Asks for the names that were not asked for yet. Waits 600 ms at most; an answer that comes later is taken in all the same. Never rejects. */
  async lookUp(uri: string, source: SourceText, names: readonly UnresolvedName[]): Promise<void> {
    if (!this.mayAsk) return
    const answers: Answers = this.#answers.get(uri) ?? { found: new Map(), asked: new Set() }
    this.#answers.set(uri, answers)
    const missing = names.filter((name) => !answers.asked.has(keyOf(name)))
    if (answers.underWay === undefined && missing.length > 0) {
      answers.underWay = this.#take(uri, source, missing, answers).finally(() => delete answers.underWay)
    }
    if (answers.underWay !== undefined) await Promise.race([answers.underWay, wait(patienceMs, undefined, { ref: false })])
  }

  /** Files changed: names may be declared elsewhere now. */
  changed(): void {
    for (const { asked } of this.#answers.values()) asked.clear()
  }

  closed(uri: string): void {
    this.#answers.delete(uri)
  }

  async #take(uri: string, source: SourceText, names: readonly UnresolvedName[], answers: Answers): Promise<void> {
    for (const name of names) answers.asked.add(keyOf(name))
    const params: DefinitionsParams = {
      textDocument: { uri },
      names: names.map(({ name, offset }) => ({ name, position: source.positionAt(offset) })),
    }
    // A client that fails to answer has found nothing; completions do without.
    const found = readAnswer(await this.#deps.ask(params).catch(() => undefined))
    for (const name of names) {
      const definition = found.find((each) => each.name === name.name)
      if (definition === undefined) answers.found.delete(keyOf(name))
      else answers.found.set(keyOf(name), definition)
    }
  }
}

/** An answer holds for a name as long as it is imported from the same place. */
const keyOf = ({ name, from }: UnresolvedName) => `${name} ${from}`

function readAnswer(answer: unknown): readonly Definition[] {
  const definitions = isRecord(answer) && Array.isArray(answer.definitions) ? answer.definitions : []
  return definitions.flatMap((each: unknown): readonly Definition[] => {
    if (!isRecord(each) || typeof each.name !== 'string' || typeof each.uri !== 'string') return []
    const path = filePath(each.uri)
    const line = isRecord(each.position) ? each.position.line : undefined
    return path === undefined || typeof line !== 'number' ? [] : [{ name: each.name, path, line }]
  })
}
