import type { Texts } from '../textTables.ts'

/** Why code cannot be rewritten: our own reasons, and the commonest of TypeScript's. */
export const chineseRefactorings: Texts = {
  'It cannot be done in this file.': '无法在此文件中进行。',
  'It cannot be done here.': '无法在此处进行。',
  'There is nothing to do here.': '此处无需改动。',
  'Nothing would change.': '不会有任何改变。',
  'It would change other files.': '会改动其他文件。',
  'The result would not parse.': '结果无法解析。',
  'Code outside of the change would be read otherwise.': '改动之外的代码会被解读成别的意思。',
  'The result would have a new type error.': '结果会有一个新的类型错误。',
  'The result would have {0} new type errors.': '结果会有 {0} 个新的类型错误。',
  'The code here has a syntax error.': '此处的代码有语法错误。',

  // Where an expression stands.
  'It is not part of a statement.': '它不属于任何语句。',
  'It is evaluated under a condition only.': '它只在某个条件下求值。',
  'It is evaluated again and again.': '它会反复求值。',
  'It is evaluated when the function is called.': '它在函数被调用时才求值。',
  'It is part of a declaration that is evaluated elsewhere.': '它所在的声明在别处求值。',
  'Something in front of it would be evaluated after it.': '原本先于它求值的代码会变为后求值。',

  // Variables.
  'Select one whole expression.': '请选择一个完整的表达式。',
  'What follows it is skipped where it has no value.': '当它没有值时，其后的部分会被跳过。',
  'What follows it would be skipped where it has no value.': '当它没有值时，其后的部分会被跳过。',
  'It is read where it may have no value.': '它在可能没有值的地方被读取。',
  'As a variable it would be called without its object.': '作为变量调用时会失去其对象。',
  'It is what is assigned to, and not a value.': '它是赋值的目标，而不是值。',
  'It is a name already.': '它已经是一个名称。',
  'It would become an attribute of the class.': '它会成为类的属性。',
  'Another statement stands in front of it on its line.': '同一行的前面还有其他语句。',
  'Another statement stands on the same line.': '同一行上还有其他语句。',
  'It is never read.': '它从未被读取。',
  'It is given another value later.': '它之后会被赋予其他值。',
  'It is read in front of its declaration.': '它在声明之前被读取。',
  'Its value would be made anew each time.': '其值会在每次读取时重新创建。',
  'What its value is made of may change before it is read.': '构成其值的内容在读取之前可能改变。',
  'Its value does something, which would be done more than once.': '求值会产生作用，并会被执行多次。',
  'Its value does something, and other code runs before it is read.': '求值会产生作用，而在读取之前还有其他代码运行。',
  '{0} may mean something else where the variable is read.': '在读取变量之处，{0} 可能另有所指。',
  'It is not a variable that one statement declares.': '它不是由一条语句声明的变量。',
  'It is declared together with others.': '它与其他变量一起声明。',
  'It is not a variable of a function.': '它不是函数内的变量。',
  'The function looks at its variables by their names.': '函数按名称查看自己的变量。',
  'It is read within a text that cannot hold its value.': '读取它的字符串无法容纳其值。',
  'There is no such rewriting for Python.': 'Python 没有这种改写。',

  // Expressions, by their types.
  'What is false, zero or empty, but not missing, would be treated otherwise.': '为假、为零或为空但并未缺失的值会被区别对待。',
  'It would give {0} where it gives {1} now.': '原本得到 {1} 之处会得到 {0}。',
  'An object in it might become another text.': '其中的对象可能会变成不同的文本。',

  // Functions.
  'Select whole statements of one block, or one whole expression.': '请选择同一代码块中的完整语句，或一个完整的表达式。',
  'Only code within a function can become a function of its own.': '只有函数内的代码才能提取为单独的函数。',
  'It is the documentation of what is around it.': '它是外层代码的文档。',
  'It returns from the function around it in some cases only.': '它只在某些情况下从外层函数返回。',
  'It uses what the function around it was called with as a whole.': '它整体使用了外层函数的调用参数。',
  'It leaves or continues a loop around it.': '它会跳出或继续外层的循环。',
  'It waits for something or yields, which only the function around it can do.': '它需要等待或产出值，只有外层函数才能这样做。',
  'It says {0}, {1} or {2} of a name.': '它对某个名称使用了 {0}、{1} 或 {2}。',
  'It uses names that only mean something within the class.': '它使用了仅在类内有意义的名称。',
  'What it sets would be lost where it fails within the {0} around it.': '若在外层的 {0} 中失败，它所设置的值会丢失。',
  '{0} is used by a function within, which would see another value.': '内层函数使用了 {0}，会看到不同的值。',
  '{0} is set within it.': '其中设置了 {0}。',
  'What it sets {0} to would be lost where it fails within the {1} around it.': '若在外层的 {1} 中失败，为 {0} 设置的值会丢失。',
  '{0} may have no value yet where it begins.': '{0} 在开始处可能还没有值。',
  '{0} is set in some cases only, and used later.': '{0} 只在某些情况下被设置，之后却被使用。',

  // Names, and what is being done.
  Renaming: '重命名',
  Refactoring: '重构',
  'Looking for a name': '正在寻找名称',
  'The model finds no name that fits better.': '模型没有找到更合适的名称。',
  'Other files may use the name.': '其他文件可能使用此名称。',
  'The new name is no name.': '新名称不是合法的名称。',
  'More than {0} files use the name.': '超过 {0} 个文件使用了此名称。',
  'There are too many files to look for the name in.': '文件太多，无法逐一查找此名称。',
  'The name {0} means something else where it would stand.': '名称 {0} 在要写入的位置另有所指。',
  '{0} would not parse.': '{0} 将无法解析。',
  'Code of {0} outside of the change would be read otherwise.': '{0} 中改动之外的代码会被解读成别的意思。',

  // Why a file must not be changed.
  'it lies outside of the open folders': '它位于已打开的文件夹之外',
  'it is ignored': '它已被忽略规则排除',
  'it may hold secrets': '它可能含有机密',
  'it is no text': '它不是文本',
  'it is code of others': '它是他人的代码',
  'it is generated': '它是自动生成的',
  'it changed meanwhile': '它在此期间有改动',

  // TypeScript's own.
  'You cannot rename this element.': '无法重命名此元素。',
  'You cannot rename elements that are defined in the standard TypeScript library.': '无法重命名 TypeScript 标准库中定义的元素。',
  'Cannot extract range containing conditional return statement.': '所选范围包含有条件的返回语句，无法提取。',
  'Cannot extract range containing conditional break or continue statements.':
    '所选范围包含有条件的 break 或 continue 语句，无法提取。',
  'Cannot extract range containing labeled break or continue with target outside of the range.':
    '所选范围包含目标在范围之外的带标签 break 或 continue，无法提取。',
  'Cannot extract range containing writes to references located outside of the target range in generators.':
    '所选范围在生成器中写入了范围之外的引用，无法提取。',
  'Cannot extract import statement.': '无法提取导入语句。',
  'Cannot extract super call.': '无法提取 super 调用。',
  'Cannot extract exported declaration': '无法提取导出的声明',
  'Cannot extract code from ambient contexts': '无法从环境上下文中提取代码',
  'Select more than a single identifier.': '请选择多于一个标识符的内容。',
  'Expression expected.': '应选择表达式。',
  'Statement or expression expected.': '应选择语句或表达式。',
  'Variables with multiple declarations cannot be inlined.': '无法内联有多处声明的变量。',
}
