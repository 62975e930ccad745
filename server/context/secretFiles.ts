const samples = /\.(example|sample|template|dist|defaults?)$/
const secretNames: readonly RegExp[] = [
  /^\.env(\..+)?$/,
  /^\.envrc$/,
  /\.env$/,
  /\.(pem|key|p12|pfx|p8|jks|keystore|kdbx?|ppk|asc|gpg|ovpn|tfvars|tfstate)$/,
  /\.(tfvars\.json|tfstate\.backup)$/,
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/,
  /^\.?_?netrc$/,
  /^\.(npmrc|yarnrc|pypirc|pgpass|my\.cnf|htpasswd|git-credentials|vault-token|boto|s3cfg|dockercfg)$/,
  /^credentials?(\.(json|ya?ml|toml|ini|xml|properties|csv|db))?$/,
  /^(client_|app)?secrets?(\.(json|ya?ml|toml|ini|xml|properties))$/,
  /^service[-_]?account.*\.json$/,
  /^local\.settings\.json$/,
  /^(passwd|shadow)$/,
]
/** Files that are secret by the folder they lie in. */
const secretPaths = /(^|\/)(\.(ssh|gnupg)\/.|\.aws\/config$|\.kube\/config$|\.docker\/config\.json$|\.azure\/[^/]*tokens?[^/]*$)/

/**
 * Whether a path looks like one that holds passwords, keys or tokens. Their text is not offered to a model, because a completion
 * could carry a secret into other files. Samples such as `.env.example` and public keys are not meant.
 */
export function looksSecret(path: string): boolean {
  const unified = path.replaceAll('\\', '/').toLowerCase()
  const name = unified.slice(unified.lastIndexOf('/') + 1)
  if (samples.test(name) || name.endsWith('.pub')) return false
  return secretPaths.test(unified) || secretNames.some((pattern) => pattern.test(name))
}
