import { isIP } from 'node:net'

/**
 * Whether a request may call this server by the name in its `Host` header. A page of a foreign name can have that name lead to this machine (DNS
 * rebinding), and the browser then takes the answer for the page's own; it sends that name along. An address is no name, so it cannot lead
 * elsewhere.
 */
export function isOwnHost(header: string | undefined, names: readonly string[]): boolean {
  if (header === undefined) return false
  const name = nameIn(header)
  if (name === undefined) return false
  return isIP(name) !== 0 || name === 'localhost' || names.some((each) => each.toLowerCase() === name)
}

/** Whether a `Host` header can have a text as its name: a port, a scheme or a path would never be equal to one. */
export function isHostName(text: string): boolean {
  return /^[A-Za-z0-9.-]+$/.test(text)
}

/** The name or address without its port, in small letters; undefined where it is none. */
function nameIn(header: string): string | undefined {
  const [, address, name] = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+))(?::\d{1,5})?$/.exec(header) ?? []
  return (address ?? name)?.toLowerCase()
}

/** Whether only programs of this machine reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
