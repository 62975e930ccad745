import { resolveModel } from '../server/models/resolve.ts'
import { ModelStore } from '../server/models/store.ts'

/** The file of a model that is on this machine: a catalogue name or a path. */
export async function modelPath(name: string): Promise<string> {
  return (await resolveModel(name, new ModelStore(ModelStore.defaultFolder(process.env)))).path
}
