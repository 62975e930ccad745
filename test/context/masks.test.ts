import { describe, expect, it } from 'vitest'
import { CodeMask } from '../../server/context/masks.ts'
import { readMarks } from '../marks.ts'
import { parsed } from './parsing.ts'

/** Everything within the marks, and nothing else, is a comment or a string. */
async function checkMasked(languageId: string, marked: string): Promise<void> {
  const { text, ranges } = readMarks(marked, { ranges: marked.split('[|').length - 1 })
  const isCode = await parsed(languageId, text, (source, tree) => {
    const mask = new CodeMask(source, tree)
    return Array.from(text, (_, offset) => mask.isCode(offset))
  })
  const expected = Array.from(text, (_, offset) => !ranges.some(({ start, end }) => start <= offset && offset < end))
  const show = (code: readonly boolean[]) => Array.from(text, (character, offset) => (code[offset] ? character : '·')).join('')
  expect(show(isCode)).toBe(show(expected))
}

describe('comments and strings', () => {
  it.each([
    ['typescript', 'f([|"a // b"|]) [|// "c"|]\n[|/* d\ne */|] g'],
    ['typescript', "const a: string = [|'x'|]"],
    ['typescript', `f([|\`a |]\${b + [|\`c |]\${d}[| e\`|]}[| f\`|])`],
    ['typescript', 'a.replace([|/"+/g|], b)'],
    ['typescriptreact', 'const a = <p title=[|"b"|]>[|some text |]{c}</p>'],
    ['javascript', '[|`plain`|] + a'],
    ['python', 'a = [|"b"|] [|# c|]\n[|"""d\ne"""|]\nf = [|f"g |]{h!r}[| i"|]'],
    ['java', 'String a = [|"b"|]; char c = [|\'d\'|]; [|// e|]'],
    ['go', 'package a\nvar b, c, d = [|"e"|], [|`f`|], [|\'g\'|] [|// h|]'],
    ['c', '#include [|<a.h>|]\nchar *b = [|"c"|]; [|/* d */|] char e = [|\'f\'|];'],
    ['cpp', 'auto a = [|R"(b)"|]; [|// c|]'],
    ['rust', 'let a = [|r#"b"#|]; let c = [|\'d\'|];'],
    ['csharp', 'var a = [|@"b"|]; var c = [|$"d|]{e}[|f"|]; [|// g|]'],
  ])('%s: %s', async (languageId, marked) => {
    await checkMasked(languageId, marked)
  })

  it('are told apart', async () => {
    const { comments, strings } = await parsed('typescript', '"a" // b', (source, tree) => new CodeMask(source, tree))
    expect(strings).toEqual([{ startOffset: 0, endOffset: 3 }])
    expect(comments).toEqual([{ startOffset: 4, endOffset: 8 }])
  })
})

describe('comments and strings of languages without a grammar', () => {
  it.each([
    ['ruby', `a = [|"b # c"|] [|# d|]\ne = [|'f'|]`],
    ['shellscript', 'a=$# b#c [|# d|]'],
    ['sql', "select [|'it\\'s -- b'|] [|-- c|]\n[|/* d\n*/|] e"],
    ['html', "<p>it's</p> [|<!-- a\nb -->|] c"],
    ['lua', 'a [|--[[ b\nc ]]|] d [|-- e|]'],
    ['css', 'a { [|/* b */|] }'],
    ['yaml', 'a: b#c [|# d|]'],
    ['kotlin', 'val a = [|"http://b"|] [|// c|]'],
    ['swift', 'let a = [|"not closed|]\nlet b = 1'],
    ['php', '$a = [|"b \\" c"|]; [|/* never closed|]'],
    ['plaintext', 'it is "all" the same // here'],
  ])('%s: %s', async (languageId, marked) => {
    await checkMasked(languageId, marked)
  })
})
