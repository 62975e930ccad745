import { LocalEngine } from '../server/engine/local/localEngine.ts'
import { RemoteEngine } from '../server/engine/remote/remoteEngine.ts'
import { resolveModel } from '../server/models/resolve.ts'
import { ModelStore } from '../server/models/store.ts'

/** The file of a model that is on this machine: a catalogue name or a path. */
export async function modelPath(name: string): Promise<string> {
  return (await resolveModel(name, new ModelStore(ModelStore.defaultFolder(process.env)))).path
}

/** An engine on a server that has the model. */
export function engineAt(url: string): RemoteEngine {
  return new RemoteEngine({ urls: [url], model: '' })
}

/** An engine with a model that is on this machine: on the best backend, or on the processor alone. */
export async function engineWith(model: string, processPath: string, gpu: 'auto' | 'off' = 'auto'): Promise<LocalEngine> {
  return new LocalEngine(
    {
      modelName: model,
      modelPath: await modelPath(model),
      gpu,
      gpuLayers: gpu === 'off' ? 0 : -1,
      contextSize: 4096,
      kvCacheType: 'f16',
      flashAttention: 'auto',
    },
    { processPath, log: () => undefined },
  )
}
