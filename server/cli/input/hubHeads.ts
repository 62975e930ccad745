import type { CatalogueFile, HubRepository } from '../../models/catalogueEntry.ts'
import { askHub } from '../../models/hub.ts'
import { openNetwork } from '../../models/network.ts'
import type { ReadHead } from '../../models/plan/fileModel.ts'
import { headOnWeb } from '../../models/plan/webHead.ts'
import { SourceFailure } from '../../models/sourceFailure.ts'
import { fileUrl, hubsFor } from '../../models/sources.ts'
import { LatentError } from '../../protocol/errors.ts'

interface Asking {
  readonly env: NodeJS.ProcessEnv
  interruption(): AbortSignal
}

/** Readers of the headers of a model's files as the first hub that answers has them. Rejects with modelHeaderUnreachable. */
export async function headsOnHub(repository: HubRepository, file: CatalogueFile, io: Asking): Promise<readonly ReadHead[]> {
  const network = { env: io.env }
  const signal = io.interruption()
  const failures: string[] = []
  for (const hub of hubsFor(io.env)) {
    const dispatcher = await openNetwork(network)
    try {
      const pinned = await askHub(hub, repository, file, dispatcher, signal)
      return pinned.files.map(({ path }) => headOnWeb(fileUrl(hub, pinned.hub, path), network, signal))
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error
      failures.push(`${hub.name}: ${error.reason}`)
    } finally {
      await dispatcher.destroy()
    }
  }
  throw LatentError.of('modelHeaderUnreachable', file.name, failures.join('; '))
}
