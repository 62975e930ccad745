/** Where the JSON object ends that begins at `from`; undefined where none begins there or it is not whole. What stands in it is not checked. */
export function jsonObjectEnd(text: string, from: number): number | undefined {
  if (text[from] !== '{') return undefined
  let depth = 0
  const sign = /["{}[\]]/g
  sign.lastIndex = from
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    if (found[0] === '"') {
      const end = stringEnd(text, found.index)
      if (end === undefined) return undefined
      sign.lastIndex = end
    } else {
      depth += found[0] === '{' || found[0] === '[' ? 1 : -1
      if (depth === 0) return sign.lastIndex
    }
  }
  return undefined
}

function stringEnd(text: string, from: number): number | undefined {
  for (let index = from + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1
    else if (text[index] === '"') return index + 1
  }
  return undefined
}
