/** Any JSON object, in GBNF (RFC 8259), with no more than one blank between two parts: a model could otherwise write blanks for ever. */
export const jsonGrammar = String.raw`root ::= object
value ::= object | array | string | number | "true" | "false" | "null"
object ::= "{" blank ( member ( "," blank member )* )? "}" blank
member ::= string ":" blank value blank
array ::= "[" blank ( value blank ( "," blank value blank )* )? "]" blank
string ::= "\"" ( [^"\\\x00-\x1F] | "\\" ( ["\\/bfnrt] | "u" hex hex hex hex ) )* "\""
hex ::= [0-9a-fA-F]
number ::= "-"? ( "0" | [1-9] [0-9]* ) ( "." [0-9]+ )? ( [eE] [-+]? [0-9]+ )?
blank ::= [ \n]?
`
