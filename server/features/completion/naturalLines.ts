const keyword = /^(?:\}\s*)?(?:else|try|finally|do|then|begin|end|fi|done|esac)\b\s*[:{;,)]*$/
const leaving = /^(?:return|break|continue|pass|yield|throw)\b[\s\w'"-]*[;,]?$/
const label = /^(?:default\s*:|case\b.*:|<\/[\w.:-]+>|\*\/)$/
const literals = /^(?:null|undefined|None|nil|true|false|True|False|NULL|nullptr)$/

/** Lines that repeat by nature: brackets, data without words, keywords that stand alone, ways out of a block. */
export function repeatsByNature(line: string): boolean {
  const text = line.trim()
  return keyword.test(text) || leaving.test(text) || label.test(text) || holdsNoName(text)
}

/** Rows of numbers and of null: data, which repeats. */
export function holdsNoName(text: string): boolean {
  return (text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []).every((word) => literals.test(word))
}
