import { readFile } from 'node:fs/promises'
import * as tls from 'node:tls'
import type { Dispatcher, RequestInit, Response } from 'undici'
import type { NetworkSettings } from '../protocol/network.ts'

/** How long a host may keep us waiting, in milliseconds. */
export interface TimeLimits {
  readonly connectMs: number
  /** Without an answer, or without a byte of it. */
  readonly stallMs: number
}

const defaultTimeLimits: TimeLimits = { connectMs: 5_000, stallMs: 30_000 }

/** What downloads go through: the user's proxy and certificate authorities. */
export interface Network {
  /** Of the editor, where there is one. What it does not set comes from the environment. */
  readonly settings?: NetworkSettings
  readonly env: NodeJS.ProcessEnv
  readonly timeLimits?: TimeLimits
  /** Certificates in PEM that are trusted, too. */
  readonly authorities?: string
}

/**
 * What carries requests: by the proxy of the editor, else of HTTPS_PROXY, HTTP_PROXY and NO_PROXY, trusting beside the usual authorities
 * those of NODE_EXTRA_CA_CERTS, SSL_CERT_FILE and the system. The caller destroys it.
 */
export async function openNetwork({
  settings = {},
  env,
  timeLimits = defaultTimeLimits,
  authorities = '',
}: Network): Promise<Dispatcher> {
  // Loaded here, because the language server starts without a download nearly always.
  const { EnvHttpProxyAgent } = await import('undici')
  const trust = {
    ca: [...(await authoritiesOf(env)), ...(authorities === '' ? [] : [authorities])],
    rejectUnauthorized: settings.strictTls !== false,
  }
  return new EnvHttpProxyAgent({
    ...proxies(settings, env),
    connect: { ...trust, timeout: timeLimits.connectMs },
    requestTls: { ...trust, timeout: timeLimits.connectMs },
    proxyTls: { ...trust, timeout: timeLimits.connectMs },
    headersTimeout: timeLimits.stallMs,
    bodyTimeout: timeLimits.stallMs,
  })
}

/**
 * Fetches, and waits for the beginning of an answer no longer than both limits together: for a proxy that hangs up while a tunnel is
 * opened, undici itself would wait for ever. Rejects as `fetch` does.
 */
export async function answerOf(
  url: string,
  init: RequestInit & { readonly signal: AbortSignal },
  { connectMs, stallMs }: TimeLimits = defaultTimeLimits,
): Promise<Response> {
  const { fetch } = await import('undici')
  const late = new AbortController()
  const cause = Object.assign(new Error('no answer'), { code: 'UND_ERR_HEADERS_TIMEOUT' })
  const timer = setTimeout(() => late.abort(new TypeError('fetch failed', { cause })), connectMs + stallMs)
  try {
    return await fetch(url, { ...init, signal: AbortSignal.any([init.signal, late.signal]) })
  } finally {
    clearTimeout(timer)
  }
}

interface Proxies {
  readonly httpProxy: string
  readonly httpsProxy: string
  readonly noProxy: string
  readonly token?: string
}

/** An empty text is no proxy. */
function proxies({ proxy, noProxy, proxyAuthorization }: NetworkSettings, env: NodeJS.ProcessEnv): Proxies {
  const http = env.http_proxy || env.HTTP_PROXY || ''
  return {
    httpProxy: proxy ?? http,
    httpsProxy: proxy ?? (env.https_proxy || env.HTTPS_PROXY || http),
    noProxy: noProxy?.length ? noProxy.join(',') : env.no_proxy || env.NO_PROXY || '',
    ...(proxyAuthorization ? { token: proxyAuthorization } : {}),
  }
}

/** Naming authorities replaces the usual ones, so these are named, too. A file that cannot be read adds nothing: the handshake says the rest. */
async function authoritiesOf(env: NodeJS.ProcessEnv): Promise<string[]> {
  const files = [env.NODE_EXTRA_CA_CERTS, env.SSL_CERT_FILE].filter((path) => path !== undefined && path !== '')
  const own = await Promise.all(files.map((path) => readFile(path as string, 'utf8').catch(() => '')))
  return [...tls.rootCertificates, ...systemAuthorities(), ...own.filter((text) => text !== '')]
}

/** Node can read the system's store from version 22.15 on. */
function systemAuthorities(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (store: 'system') => string[] }
  try {
    return getCACertificates?.('system') ?? []
  } catch {
    return []
  }
}
