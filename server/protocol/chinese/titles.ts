import type { Texts } from '../textTables.ts'

/** Titles of findings and fixes, and what titles quote that is not code. */
export const chineseTitles: Texts = {
  // What the model finds unlikely, without the mend.
  '{0} goes one step too far': '{0} 多走了一步',
  '{0} stops one step too early': '{0} 少走了一步',
  '{0} is one past the last index': '{0} 比最后一个索引大一',
  '{0} looks off by one': '{0} 似乎差一',
  '{0} compares the wrong way': '{0} 的比较方向有误',
  '{0} joins these conditions wrongly': '{0} 连接这些条件的方式有误',
  '{0} is the wrong operation': '{0} 不是正确的运算',
  '{0} is the wrong way round': '{0} 的顺序颠倒了',
  '{0} looks like the wrong variable': '{0} 似乎用错了变量',
  '{0} looks like the wrong member': '{0} 似乎用错了成员',
  '{0} looks inverted': '{0} 似乎取反有误',
  '{0} looks like the wrong value': '{0} 似乎不是正确的值',
  'The promise of {0} is not awaited': '{0} 的 `Promise` 未被等待',
  'The value of {0} is not returned': '{0} 的值未被返回',
  'A {0} looks missing before {1}': '{1} 之前似乎缺少 {0}',
  '{0} may miss null or undefined': '{0} 可能遗漏 `null` 或 `undefined`',
  '{0} compares after conversion': '{0} 会先转换类型再比较',
  '{0} may be wrong': '{0} 可能有误',
  '{0} is unlikely here': '{0} 不太可能出现在此处',

  // Injection and what strangers decide.
  'A shell command is built from {0}': '命令行由 {0} 拼接而成',
  'An SQL statement is built from {0}': 'SQL 语句由 {0} 拼接而成',
  '{0} may lead out of the folder': '{0} 可能指向文件夹之外',
  '{0} writes wherever the archive says': '{0} 会写入归档文件指定的任何位置',
  '{0} becomes markup without being escaped': '{0} 未经转义即成为标记',
  '{0} fills values into pages without escaping them': '{0} 将值填入页面时不转义',
  '{0} is run as code': '{0} 被作为代码执行',
  '{0} is run as a template': '{0} 被作为模板执行',
  '{0} becomes a regular expression': '{0} 被用作正则表达式',
  '{0} takes exponential time on some texts': '{0} 对某些文本的耗时呈指数级增长',
  '{0} takes quadratic time on some texts': '{0} 对某些文本的耗时呈平方级增长',
  '{0} runs code that its data may carry': '{0} 会运行数据中可能携带的代码',
  '{0} makes any object that the text asks for': '{0} 会创建文本要求的任何对象',
  '{0} makes functions that the text asks for': '{0} 会创建文本要求的函数',
  '{0} decides where the browser is sent': '{0} 决定浏览器被重定向到何处',
  '{0} decides which server is asked': '{0} 决定向哪个服务器发出请求',
  '{0} may reach the prototype of all objects': '{0} 可能影响所有对象的原型',
  'A key from {0} may reach the prototype of all objects': '来自 {0} 的键可能影响所有对象的原型',

  // Secrets.
  '{0} no longer withstands an attacker': '{0} 已无法抵御攻击',
  '{0} can be predicted, and this looks like a secret': '{0} 可被预测，而此处看似机密',
  'A secret stands in the code: {0}': '代码中含有机密：{0}',

  // Reliability.
  '{0} is not awaited': '{0} 未被等待',
  '{0} is not awaited and never runs': '{0} 未被等待，永远不会运行',
  'The promises of {0} are not awaited': '{0} 的各个 `Promise` 未被等待',
  '{0} takes every promise for true': '{0} 将每个 `Promise` 都视为真',
  '{0} does not wait for its callback': '{0} 不会等待其回调',
  'An error is swallowed': '错误被吞没',
  'An error of {0} is swallowed': '{0} 的错误被吞没',
  'What {0} opens is not closed on every way': '{0} 打开的资源并非在所有路径上都会关闭',
  '{0} may have changed during the wait': '{0} 在等待期间可能已改变',

  // Fixes.
  'Add {0}': '添加 {0}',
  'Replace {0} with {1}': '将 {0} 替换为 {1}',
  'Use {0}': '使用 {0}',

  // Quoted where nothing in the code has a name.
  'the response': '响应',
  'A constant initialisation vector': '固定的初始化向量',
  '{0} iterations': '{0} 次迭代',
  'bcrypt with a cost of {0}': '成本为 {0} 的 bcrypt',
  'A key of {0} bits': '{0} 位密钥',
  'the password of this address': '此地址中的密码',
  'the credentials of a header': '请求头中的凭据',
}
