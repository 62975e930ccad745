import { basename } from 'node:path'

/** Files whose text is nobody's business, also not a local model's cache: no automatic completions and no reviews there. */
const secretNames: readonly RegExp[] = [
  /^\.env(\..+)?$/,
  /^\.envrc$/,
  /\.(pem|key|p12|pfx|jks|keystore|kdbx|asc|gpg|ppk)$/,
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/,
  /^\.(npmrc|pypirc|netrc|pgpass|git-credentials|htpasswd|dockercfg)$/,
  /^_netrc$/,
  /^credentials(\.(json|ya?ml|toml|ini|xml))?$/,
  /^secrets?(\..+)?\.(json|ya?ml|toml|ini|env)$/,
]

export function isSecretFile(path: string): boolean {
  const name = basename(path.replaceAll('\\', '/')).toLowerCase()
  return secretNames.some((pattern) => pattern.test(name))
}
