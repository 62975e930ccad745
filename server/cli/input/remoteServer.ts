import type { RemoteOptions } from '../../engine/remote/remoteEngine.ts'
import { addressesIn, isRemote, remoteModel } from '../../models/remote.ts'
import type { GlobalOptions } from '../host.ts'

/** The model that a command line names, where an address of a server names `remote`; undefined where it names none. */
export function chosenModel(model: string | undefined, { remoteUrl }: GlobalOptions, env: NodeJS.ProcessEnv): string | undefined {
  return model ?? (remoteUrl === undefined ? env.LATENT_MODEL || undefined : remoteModel)
}

/**
 * The servers that `--remote-url` names, else LATENT_REMOTE_URL; undefined where the model is on this machine. The key comes from LATENT_API_KEY alone, because
 * a command line is seen by all users of a machine.
 */
export function remoteServer(
  model: string,
  { remoteUrl, remoteModel: name }: GlobalOptions,
  env: NodeJS.ProcessEnv,
): RemoteOptions | undefined {
  if (!isRemote(model)) return undefined
  const apiKey = env.LATENT_API_KEY
  return {
    urls: addressesIn(remoteUrl ?? env.LATENT_REMOTE_URL ?? ''),
    model: name ?? env.LATENT_REMOTE_MODEL ?? '',
    certificateAuthority: env.LATENT_REMOTE_CA ?? '',
    access: async () => (apiKey ? { apiKey } : {}),
  }
}
