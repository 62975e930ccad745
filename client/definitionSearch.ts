import type { DefinitionsParams, DefinitionsResult } from '../server/protocol/definitions.ts'
import type { Position } from '../server/protocol/text.ts'

const mostNames = 8
/** A language server that still reads the project answers late; what is not known by then is not worth waiting for. */
const patienceMs = 500

export interface Definition {
  readonly uri: string
  readonly position: Position
}
/** Where something is defined, the likeliest place first. May reject or never settle: what answers is another extension. */
export type FindDefinitions = (uri: string, position: Position) => PromiseLike<readonly Definition[]>

/** Asks for each name's definition at the same time, and leaves out those that are not there in time. `cancelled` settles when nobody waits any more. */
export async function searchDefinitions(
  { textDocument, names }: DefinitionsParams,
  find: FindDefinitions,
  cancelled: Promise<unknown>,
): Promise<DefinitionsResult> {
  const searches = names.slice(0, mostNames).map(async ({ name, position }) => {
    const found = await inTime(() => find(textDocument.uri, position), cancelled)
    // Files only: what an extension makes up on the fly cannot be read by the server.
    const definition = found?.find(({ uri }) => uri.startsWith('file:'))
    return definition === undefined ? undefined : { name, ...definition }
  })
  return { definitions: (await Promise.all(searches)).filter((definition) => definition !== undefined) }
}

async function inTime<Result>(work: () => PromiseLike<Result>, cancelled: Promise<unknown>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs)
    void cancelled.then(() => resolve(undefined))
  })
  try {
    return await Promise.race([work(), over])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
