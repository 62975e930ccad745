/** SPDX identifiers of licences that are known by their text. */
const byText: readonly (readonly [id: string, text: RegExp])[] = [
  ['MIT', /permission is hereby granted, free of charge, to any person obtaining a copy/i],
  ['Apache-2.0', /apache license\s+version 2\.0/i],
  ['ISC', /permission to use, copy, modify, and(\/or)? distribute this software for any purpose/i],
  ['BSD-3-Clause', /redistribution and use in source and binary forms[\s\S]*neither the name/i],
  ['BSD-2-Clause', /redistribution and use in source and binary forms/i],
  ['MPL-2.0', /mozilla public license,?\s+version 2\.0/i],
  ['AGPL-3.0', /gnu affero general public license\s+version 3/i],
  ['LGPL-3.0', /gnu lesser general public license\s+version 3/i],
  ['LGPL-2.1', /gnu lesser general public license\s+version 2\.1/i],
  ['GPL-3.0', /gnu general public license\s+version 3/i],
  ['GPL-2.0', /gnu general public license\s+version 2/i],
  ['Unlicense', /this is free and unencumbered software released into the public domain/i],
]

const licenceFile = /^(licen[cs]e|copying|unlicense)([.-](md|txt|rst))?$/i
/** A file's own licence stands in its first lines. */
const headerLines = 30

/** Whether a file at the top of a repository says under which licence it is. */
export function isLicenceFile(path: string): boolean {
  return licenceFile.test(path)
}

/** The SPDX identifier of a licence by its text; undefined for one that is not known, such as a company's own. */
export function licenceOfText(text: string): string | undefined {
  return byText.find(([, pattern]) => pattern.test(text))?.[0]
}

/** The licence that a file names for itself in its header, by `SPDX-License-Identifier` or the licence's words. */
export function licenceOfHeader(text: string): string | undefined {
  const header = text.split('\n', headerLines).join('\n')
  const [, named] = /SPDX-License-Identifier:\s*([\w.+-]+(?:\s+(?:OR|AND|WITH)\s+[\w.+-]+)*)/.exec(header) ?? []
  return named ?? /\b(GNU (?:Affero |Lesser )?General Public License)\b/i.exec(header)?.[1]
}

/** Whether a file with this licence of its own goes with the repository: where it names the same, or none. */
export function goesWith(repository: string | undefined, own: string | undefined): boolean {
  if (own === undefined) return true
  const plain = (id: string) => id.replace(/-(only|or-later)$/, '').toUpperCase()
  return repository !== undefined && own.split(/\s+OR\s+/).some((each) => plain(each) === plain(repository))
}
