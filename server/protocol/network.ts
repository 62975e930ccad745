/** How the editor reaches the internet, for downloads that the user asked for. What is absent comes from the environment. */
export interface NetworkSettings {
  /** URL of a proxy for every host; an empty text: none, whatever the environment says. */
  readonly proxy?: string
  /** Value of the header `Proxy-Authorization`. */
  readonly proxyAuthorization?: string
  /** Hosts that are reached without the proxy. */
  readonly noProxy?: readonly string[]
  /** False where certificates of hosts are not to be checked. */
  readonly strictTls?: boolean
}
