/**
 * Any JSON in GBNF (RFC 8259), with no more than one blank between two parts: a model could otherwise write blanks for ever. The rules are `value`, `object`,
 * `array`, `string`, `character` (one code point of a string), `number` and what they are made of. Halves of surrogate pairs are not written as escapes.
 */
export const jsonRules = String.raw`value ::= object | array | string | number | "true" | "false" | "null"
object ::= "{" blank ( member ( "," blank member )* )? "}" blank
member ::= string ":" blank value blank
array ::= "[" blank ( value blank ( "," blank value blank )* )? "]" blank
string ::= "\"" character* "\""
character ::= [^"\\\x00-\x1F] | "\\" ( ["\\/bfnrt] | "u" ( [0-9a-cefA-CEF] hex hex hex | [dD] [0-7] hex hex ) )
hex ::= [0-9a-fA-F]
number ::= "-"? ( "0" | [1-9] [0-9]* ) ( "." [0-9]+ )? ( [eE] [-+]? [0-9]+ )?
blank ::= [ \n]?
`
