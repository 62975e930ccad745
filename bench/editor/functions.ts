/** The language of the file that the echo server answers for: JavaScript's grammar, with Latent switched off. */
export const echoLanguage = 'javascriptreact'

const names = ['add', 'multiply', 'subtract', 'divide', 'largest', 'smallest', 'average', 'power', 'remainder', 'distance']
const things = ['Prices', 'Weights', 'Lengths', 'Scores', 'Speeds', 'Ages', 'Widths', 'Heights']

const example = 'export function half(value, parts) {\n  return value / parts;\n}\n'

/** Functions with an empty body, each with a name of its own so that no answer is known already. */
export function emptyFunctions(count: number): string {
  const empty = Array.from({ length: count }, (_, at) => {
    const name = `${names[at % names.length]}${things[Math.floor(at / names.length) % things.length]}`
    return `export function ${name}(left, right) {\n  \n}\n`
  })
  return [example, ...empty].join('\n')
}

/** The line of a function's body, from 1. */
export function bodyLine(at: number): number {
  return (at + 1) * 4 + 2
}

export const wholeBody = 'return left + right;'

/** What the echo server has to say after the text of a line. */
export function echoed(typed: string): string {
  return wholeBody.startsWith(typed) ? wholeBody.slice(typed.length) : `(left, right); // ${typed.length}`
}
