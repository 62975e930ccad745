import type { EngineActionParams } from '../protocol/requests.ts'
import { unreachable } from '../protocol/unreachable.ts'
import type { Engines } from './engines.ts'
import type { Status } from './status.ts'

/** What the status bar's pick offers. Paused means no completions; a review that someone asks for still runs. */
export async function engineAction(
  { action }: EngineActionParams,
  engines: Pick<Engines, 'restart' | 'unload'>,
  status: Status,
): Promise<null> {
  switch (action) {
    case 'restart':
      await engines.restart()
      break
    case 'unload':
      await engines.unload()
      break
    case 'pause':
      status.pause(true)
      break
    case 'resume':
      status.pause(false)
      break
    default:
      unreachable(action)
  }
  return null
}
