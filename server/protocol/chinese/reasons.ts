import type { Texts } from '../textTables.ts'

/** What speaks for a finding, and the parts of such reasons. */
export const chineseReasons: Texts = {
  // A value on its way: where it comes from, and how it reaches a place.
  '{0} comes from outside': '{0} 来自外部',
  '{0} comes from the command line': '{0} 来自命令行',
  '{0} is read from a file, a store or a connection': '{0} 读取自文件、存储或连接',
  '{0} comes from a parameter': '{0} 来自参数',
  '{0} comes from the environment': '{0} 来自环境变量',
  '{0} is not constant': '{0} 不是常量',
  'without quoting': '未加引号',
  'as part of the statement instead of as a value of it': '成为语句的一部分，而不是语句的参数',
  'without a check that the path stays in its folder': '未检查路径是否仍在文件夹内',
  'without being escaped': '未经转义',
  'which runs it': '并被执行',
  'without a check of where it leads': '未检查其去向',
  'without a check of the host': '未检查主机',
  'without a check of who wrote it': '未检查由谁写入',
  'with any keys it has': '可带有任意的键',
  'and may be {0}': '可能是 {0}',
  '{0} reaches {1}, and nothing here says where it comes from': '{0} 传入 {1}，此处无从得知其来源',

  // How likely something is.
  'less than {0} %': '不到 {0} %',

  // Injection.
  '{0} is given neither a filter nor checked members': '{0} 既未指定过滤器，也未检查成员',
  '{0} is made without {1}': '创建 {0} 时未设置 {1}',
  '{0} can match the same text in many ways, and all of them are tried when the rest does not match':
    '{0} 能以多种方式匹配同一文本，其余部分不匹配时会全部尝试',

  // Secrets.
  '{0} makes its key from a password without salt or iterations': '{0} 由密码生成密钥时既未加盐也未迭代',
  '{0} uses {1}': '{0} 使用 {1}',
  '{0} uses {1} with a key': '{0} 使用带密钥的 {1}',
  '{0} uses {1} for what is called {2} here': '{0} 将 {1} 用于此处名为 {2} 的值',
  '{0} uses a broken cipher': '{0} 使用已被攻破的加密算法',
  '{0} allows a protocol that is broken': '{0} 允许已被攻破的协议',
  '{0} is given the same vector each time, so that equal texts look equal':
    '{0} 每次都使用相同的向量，因此相同的明文得到相同的密文',
  '{0} uses a padding that an attacker can probe': '{0} 使用攻击者可以试探的填充方式',
  '{0} of {1} shows where blocks of the text are the same': '{1} 中的 {0} 会暴露文本中相同的分组',
  '{0} is fast, so that a password is soon guessed from its {1}': '{0} 速度很快，因此由其 {1} 很快就能猜出密码',
  '{0} derives a key with too few iterations': '{0} 派生密钥的迭代次数过少',
  '{0} makes a hash that is soon guessed': '{0} 生成的哈希很快就能被猜出',
  '{0} makes a key that can be computed': '{0} 生成的密钥可以被计算出来',
  '{0} makes what is called {1} here, and its numbers can be computed from earlier ones':
    '{0} 在此生成名为 {1} 的值，而其随机数可由先前的随机数推算',
  '{0} is a literal text of {1} characters in the code': '{0} 是代码中 {1} 个字符的字面量',
  '{0} is compared with a literal text in the code': '{0} 与代码中的字面量比较',
  'The password stands beside its user in the code': '代码中密码与用户名写在一起',
  'An address holds a password as literal text': '地址中含有字面量密码',
  'A key in the format of a known issuer stands in the code': '代码中含有已知颁发者格式的密钥',
  'A header holds credentials as literal text': '请求头中含有字面量凭据',
  'The key of {0} is a literal text in the code': '{0} 的密钥是代码中的字面量',

  // Promises: why a call is known to give one, and what follows.
  '{0} is an async function': '{0} 是异步函数',
  '{0} gives a promise': '{0} 返回 `Promise`',
  '{0} is awaited elsewhere in this file': '{0} 在此文件的其他位置被等待',
  '{0} belongs to what is awaited elsewhere in this file': '{0} 所属的对象在此文件的其他位置被等待',
  '{0} is called asynchronous': '{0} 的名称表明它是异步的',
  'nobody waits for it or sees it fail': '但此处既不等待它，也不会得知其失败',
  'a promise counts as true whatever it will give': '而 `Promise` 无论结果如何都视为真',
  'a promise has no such member': '而 `Promise` 没有此成员',
  'a promise is told as an empty object': '而 `Promise` 会被输出为空对象',
  'what it gives is used as if it were there already': '其结果却被视为已经得到',
  'the {0} around it does not see it fail': '但外层的 {0} 捕获不到其失败',
  '{0} gives a list of promises, and nobody waits for them': '{0} 返回一组 `Promise`，但没有等待它们',
  '{0} calls an async function and does not await it': '{0} 调用异步函数但不等待它',

  // Errors and resources.
  'Whatever fails there is neither told, logged nor passed on': '此处的任何失败既未告知，也未记录或继续抛出',
  'Nothing holds what it opens, so nothing closes it': '没有变量持有其打开的资源，因此无法关闭',
  'As a context manager it ends a transaction, but closes nothing': '作为上下文管理器，它只结束事务，不会关闭任何资源',
  '{0} is neither closed nor handed on in this function': '{0} 在此函数中既未关闭，也未移交',
  'This function can be left before {0} is closed': '此函数可能在关闭 {0} 之前退出',
  'An error on the way leaves {0} open': '途中出错会使 {0} 保持打开',
  'An error on the way leaves {0} locked': '途中出错会使 {0} 保持锁定',

  // Races.
  '{0} is looked at before the wait and set after it, so that two callers both set it':
    '{0} 在等待之前检查、在等待之后赋值，因此两个调用方都会赋值',
  '{0} is read before the wait and written after it, so that what others wrote meanwhile is lost':
    '{0} 在等待之前读取、在等待之后写入，因此其间的其他写入会丢失',
  '{0} was read before a wait, so that what others wrote to {1} meanwhile is lost':
    '{0} 在等待之前读取，因此其间对 {1} 的其他写入会丢失',
  '{0} was checked before a wait, and what was true then need not be true now': '{0} 在等待之前检查，当时成立的条件此时未必成立',
  '{0} is read and written by several threads, so that what one wrote can be lost':
    '{0} 由多个线程读写，因此某个线程的写入可能丢失',
  '{0} was read from the store before a wait and is written back computed, so that what others wrote meanwhile is lost':
    '{0} 在等待之前从存储中读取，计算后写回，因此其间的其他写入会丢失',

  // In a few words, behind a title.
  '{0} times': ' {0} 倍',
  'more than a million times': '一百万倍以上',
  'claimed by the model': '由模型指出',
  'fix verified': '修复已验证',
}
