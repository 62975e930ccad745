/** A text as GBNF spells it (llama.cpp, grammars/README.md): all but printable ASCII by code point. */
export function literal(text: string): string {
  const characters = [...text].map((character) => {
    if (character === '"' || character === '\\') return `\\${character}`
    if (/^[ -~]$/.test(character)) return character
    return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`
  })
  return `"${characters.join('')}"`
}
