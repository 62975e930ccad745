import { isAbsolute, join } from 'node:path'
import { isRecord } from '../../protocol/record.ts'
import { readOwnText } from '../userData.ts'
import { type FoundModel, foundModel, type Machine, namesIn } from './foundModel.ts'

const mostManifestBytes = 2 ** 20

/**
 * Models of Ollama. It keeps a manifest for each name, `manifests/HOST/NAMESPACE/MODEL/TAG`, which says which of the files in `blobs` the
 * weights are (ollama/ollama, `server/internal/manifest/manifest.go` and `docs/faq.md`: OLLAMA_MODELS; the Linux service has a user of its own).
 */
export async function ollamaModels({ env, home, platform }: Machine): Promise<readonly FoundModel[]> {
  const chosen = env.OLLAMA_MODELS
  const usual = [join(home, '.ollama', 'models'), ...(platform === 'linux' ? ['/usr/share/ollama/.ollama/models'] : [])]
  const folders = chosen && isAbsolute(chosen) ? [chosen] : usual
  return (await Promise.all(folders.map(modelsIn))).flat()
}

async function modelsIn(folder: string): Promise<readonly FoundModel[]> {
  const manifests = join(folder, 'manifests')
  const found: FoundModel[] = []
  for (const host of await namesIn(manifests)) {
    for (const namespace of await namesIn(join(manifests, host))) {
      for (const model of await namesIn(join(manifests, host, namespace))) {
        for (const tag of await namesIn(join(manifests, host, namespace, model))) {
          const weights = await weightsOf(join(manifests, host, namespace, model, tag))
          const name = `${shortName(host, namespace, model)}:${tag}`
          const known = weights === undefined ? undefined : await foundModel('ollama', name, join(folder, 'blobs', weights))
          if (known !== undefined) found.push(known)
        }
      }
    }
  }
  return found
}

/** As Ollama shows it: without its own host and the namespace of its library. */
function shortName(host: string, namespace: string, model: string): string {
  if (host !== 'registry.ollama.ai') return `${host}/${namespace}/${model}`
  return namespace === 'library' ? model : `${namespace}/${model}`
}

/** The name of the file with the weights. Undefined for a manifest that cannot be read, or of a model in another form. */
async function weightsOf(manifestPath: string): Promise<string | undefined> {
  try {
    const manifest: unknown = JSON.parse((await readOwnText(manifestPath, mostManifestBytes)) ?? '')
    const layers = isRecord(manifest) && Array.isArray(manifest.layers) ? manifest.layers.filter(isRecord) : []
    const weights = layers.find(({ mediaType }) => mediaType === 'application/vnd.ollama.image.model')
    const [, digest] = /^sha256:([0-9a-f]{64})$/.exec(String(weights?.digest)) ?? []
    return digest === undefined ? undefined : `sha256-${digest}`
  } catch {
    return undefined
  }
}
