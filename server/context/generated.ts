import { basename } from 'node:path'
import type { SourceText } from './source.ts'

/** A generator's mark stands at the top of a file, if anywhere. */
const headerLines = 40
/** Nobody writes lines of this length on average; minifiers and bundlers do. UTF-16 code units. */
const longestAverageLine = 1000

const generatedNames: readonly RegExp[] = [
  /^(package-lock|npm-shrinkwrap|composer\.lock|deno\.lock|flake\.lock)(\.json)?$/i,
  /^(yarn|pnpm-lock|poetry|cargo|pdm|uv|gemfile)\.(lock|yaml)$/i,
  /^go\.sum$/i,
  /[.-]min\.(js|mjs|cjs|css)$/i,
  /\.(js|mjs|cjs|css)\.map$/i,
  /(\.pb\.(go|cc|h)|_pb2(_grpc)?\.pyi?|_pb\.(js|d\.ts))$/i,
  /\.(g|g\.i|designer|generated)\.cs$/i,
]
const commentStart = /^\s*(\/\/|\/\*|\*|#|--|;|%|<!--|"""|')/
const generatorMarks: readonly RegExp[] = [
  /@generated\b/,
  /<auto-?generated\b/i,
  /\b(code|file|class|module) (is |was |has been )?(auto(matically)?[ -]?)?generated (by|from|with|using)\b/i,
  /\bauto(matically)?[ -]?generated\b/i,
  /\bDO NOT (EDIT|MODIFY)\b/,
  /\bdo not (edit|modify) (this file|by hand|manually|directly)\b/i,
]

/** Why a file is not worth reviewing because no person wrote it, in words for the user; `undefined` where a person seems to have. */
export function generatedReason(source: SourceText): string | undefined {
  const name = basename(source.path.replaceAll('\\', '/'))
  if (generatedNames.some((pattern) => pattern.test(name))) return `files named like ${name} are generated`
  for (let line = 0; line < Math.min(headerLines, source.lineCount); line += 1) {
    if (isGeneratorMark(source.lineText(line))) return `line ${line + 1} says that it is generated`
  }
  if (source.text.length > longestAverageLine * source.lineCount) return 'its lines are too long to be written by hand'
  return undefined
}

/** Only in a comment: code that looks for such marks is no generated code. */
function isGeneratorMark(line: string): boolean {
  return line.length < longestAverageLine && commentStart.test(line) && generatorMarks.some((mark) => mark.test(line))
}
