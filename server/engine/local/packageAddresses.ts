import { register } from 'node:module'

const hook = `
let addresses = {}
export function initialize(data) { addresses = { ...addresses, ...data } }
export function resolve(specifier, context, next) {
  const url = addresses[specifier]
  return url === undefined ? next(specifier, context) : { url, format: 'module', shortCircuit: true }
}`

/**
 * From now on, who imports one of these packages in this process gets the module at the address, a file: URL. node-llama-cpp asks for its builds by the
 * names of their packages and takes no other way to them. What was imported before stays as it is.
 */
export function redirectPackages(addresses: Readonly<Record<string, string>>): void {
  register(`data:text/javascript,${encodeURIComponent(hook)}`, { data: addresses })
}
