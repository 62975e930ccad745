import { catalogue } from './catalogue.ts'

/** Names and file names of the catalogue's models: everyone has them, so that they tell nothing of a user. */
export function publicNames(): ReadonlySet<string> {
  return new Set(
    catalogue.flatMap(({ name, files }) => [name, ...files.flatMap((file) => [file.name, `${name}:${file.quantisation}`])]),
  )
}
