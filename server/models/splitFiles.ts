/** How llama.cpp's gguf-split names the files of one model: `name-00001-of-00003.gguf`. */
const pattern = /^(?<stem>.+)-(?<number>\d{5})-of-(?<count>\d{5})\.gguf$/is

/** The name of a model without the number of its file, and how many files it has. */
export function splitName(name: string): { readonly whole: string; readonly number: number; readonly count: number } {
  const { stem, number, count } = pattern.exec(name)?.groups ?? {}
  if (stem === undefined) return { whole: name, number: 1, count: 1 }
  return { whole: `${stem}.gguf`, number: Number(number), count: Number(count) }
}

/** All files of the model that this is one of, in their order: llama.cpp finds the others by the first one's name or path. */
export function partsOf(nameOrPath: string): readonly string[] {
  const { stem, count } = pattern.exec(nameOrPath)?.groups ?? {}
  if (stem === undefined || count === undefined) return [nameOrPath]
  return Array.from({ length: Number(count) }, (_, i) => `${stem}-${String(i + 1).padStart(5, '0')}-of-${count}.gguf`)
}
