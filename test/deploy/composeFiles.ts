import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

const folder = new URL('../../deploy/compose/', import.meta.url)

/** A service as far as these tests look at it. */
export interface Service {
  readonly image?: string
  readonly build?: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly networks?: readonly string[] | Readonly<Record<string, { readonly aliases?: readonly string[] }>>
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>
  readonly extends?: { readonly file: string; readonly service: string }
  readonly cap_drop?: readonly string[]
  readonly deploy?: unknown
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>
  readonly networks?: Readonly<Record<string, unknown>>
  readonly volumes?: Readonly<Record<string, unknown>>
}

/** Those that are started; the others are parts of them. */
export const startedFiles = ['single.yaml', 'replicas.yaml', 'tensor-parallel.yaml'] as const

export function composeText(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8')
}

/** A file as it stands. */
export function composeFile(name: string): ComposeFile {
  return parse(composeText(name), { merge: true }) as ComposeFile
}

/** Its services with what they take by `extends`; a key of their own replaces the other's, lists and maps included. */
export function servicesOf(name: string): readonly (readonly [string, Service])[] {
  return Object.entries(composeFile(name).services).map(([service, own]) => {
    if (own.extends === undefined) return [service, own]
    const base = composeFile(own.extends.file).services[own.extends.service]
    if (base === undefined) throw new Error(`${name}: ${own.extends.file} has no service ${own.extends.service}.`)
    return [service, { ...base, ...own }]
  })
}

/** Names of the networks of a service. */
export function networksOf({ networks = [] }: Service): readonly string[] {
  return isList(networks) ? networks : Object.keys(networks)
}

/** What of a word is written where the user sets nothing. */
export function withDefaults(word: string): string {
  return word.replaceAll(/\$\{\w+(?::-([^}]*))?[^}]*\}/g, (_, otherwise: string | undefined) => otherwise ?? '')
}

function isList(value: readonly string[] | object): value is readonly string[] {
  return Array.isArray(value)
}
