import type { Texts } from '../textTables.ts'

/** What is said of code that a model writes: why there is none, what to know of it, and what goes on. */
export const chineseWriting: Texts = {
  Editing: '正在编辑',
  'Writing tests': '正在编写测试',
  Documenting: '正在编写文档注释',
  'Writing code': '编写代码',
  'Writing a commit message': '编写提交说明',
  'it is no folder of this machine': '它不是本机上的文件夹',

  // Checks that every edit has to pass.
  'There is nothing to change.': '无需改动。',
  'The new text does not parse.': '新的文本无法解析。',
  'It brings in characters that nobody sees.': '它会带入看不见的字符。',
  'It changes how the code around it is read.': '它会使周围的代码被解读成别的意思。',
  'It brings in a new type error.': '它会引入一个新的类型错误。',
  'It brings in {0} new type errors.': '它会引入 {0} 个新的类型错误。',
  'The file is too long to be checked.': '文件太长，无法检查。',
  'The language has no grammar here, so that nothing was checked.': '此语言在这里没有语法，因此未做任何检查。',

  // Edits by instruction.
  'The instruction says nothing.': '指令是空的。',
  'More than {0} lines are too many to be written anew. Select fewer.': '超过 {0} 行，无法全部重写。请少选一些。',
  'The module {0} is imported at the top of the file.': '已在文件开头导入模块 {0}。',
  'Other files may use {0} as it was; they were not looked at.': '其他文件可能仍按原样使用 {0}；未检查这些文件。',
  'What is handed over as {0} is what the model believes. Look at it.': '作为 {0} 传入的值只是模型的看法，请核对。',
  'There is no other answer.': '没有其他答案。',
  'The model wrote nothing that could be used here.': '模型没有写出可用于此处的内容。',

  // What is generated.
  'The language has no grammar here, so that nothing can be written for its functions.':
    '此语言在这里没有语法，因此无法为其函数编写内容。',
  'There is no function here.': '此处没有函数。',
  'There is neither an empty function nor a comment here that code could follow.': '此处既没有空函数，也没有可以续写代码的注释。',
  'Documentation comments are not written for this language.': '不支持为此语言编写文档注释。',
  'It has a documentation comment already.': '它已有文档注释。',
  'What the model said names things that the code does not have.': '模型的描述提到了代码中没有的内容。',
  'Tests are not written for this language.': '不支持为此语言编写测试。',
  'It is not exported, so that a test cannot reach it.': '它没有导出，测试无法访问它。',
  'The expected values are what the model believes. Run the tests and check them before you rely on them.':
    '预期值只是模型的看法。在依赖这些测试之前，请先运行并核对。',
  'Write {0}': '编写 {0}',
  'Write code': '编写代码',
  'Document {0}': '为 {0} 编写文档注释',
}
