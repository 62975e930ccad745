import satisfies from 'spdx-satisfies'

/** Licences that ask for nothing but their text and the copyright line to come along. */
export const allowedLicences: readonly string[] = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'ISC']

/** Packages that were looked at one by one, because their licence is none of the usual ones, with why they may be shipped. */
export const checkedExceptions: Readonly<Record<string, { readonly licence: string; readonly why: string }>> = {
  'graceful-fs': {
    licence: 'BlueOak-1.0.0',
    why: 'permissive like MIT, with a patent licence; approved by the OSI; node-llama-cpp reads files with it',
  },
  minimatch: {
    licence: 'BlueOak-1.0.0',
    why: "permissive like MIT, with a patent licence; approved by the OSI; part of VS Code's own client of language servers",
  },
  isexe: {
    licence: 'BlueOak-1.0.0',
    why: 'permissive like MIT, with a patent licence; approved by the OSI; node-llama-cpp looks for programs with it',
  },
}

export interface Licensed {
  readonly name: string
  /** SPDX expression, as the package's manifest has it. */
  readonly licence: string
}

/** Why a package may not be shipped, as a sentence; `undefined` where it may. */
export function refusalOf({ name, licence }: Licensed): string | undefined {
  if (Object.hasOwn(checkedExceptions, name) && checkedExceptions[name]?.licence === licence) return undefined
  try {
    if (satisfies(licence, [...allowedLicences])) return undefined
  } catch {
    return `${name}: "${licence}" is no SPDX expression.`
  }
  return `${name}: ${licence} is not among ${allowedLicences.join(', ')}, nor a checked exception.`
}

/** Throws where `expression` is no SPDX expression. */
export function assertExpression(expression: string): void {
  satisfies(expression, [...allowedLicences])
}
