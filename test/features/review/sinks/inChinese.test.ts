import { expect, it, test } from 'vitest'
import { securityPairs } from '../../../../bench/review/security/pairs.ts'
import { inLanguage } from '../../../../server/protocol/findingTexts.ts'
import { englishLeft } from '../../../protocol/englishWords.ts'
import { sinksOf } from './checkSinks.ts'

async function textsOf(languageId: string, code: string): Promise<readonly string[]> {
  const sinks = await sinksOf(languageId, code)
  return sinks.flatMap(({ title, reason, mend }) => [title, reason, ...(mend === undefined ? [] : [mend.title])])
}

it('says all that it finds in the security pairs in Chinese', async () => {
  const texts: string[] = []
  for (const { languageId, vulnerable, safe } of securityPairs) {
    texts.push(...(await textsOf(languageId, vulnerable)), ...(await textsOf(languageId, safe)))
  }
  expect(texts.length).toBeGreaterThan(2 * securityPairs.length)
  expect(texts.filter((text) => englishLeft(text).length > 0)).toEqual([])
})

/** What few codes show. */
test.each([
  [
    'python',
    'import jinja2\ndef page(name):\n    html = jinja2.Environment(loader=None)\n    return html\n',
    ['`jinja2.Environment` 将值填入页面时不转义', '创建 `jinja2.Environment` 时未设置 `autoescape`'],
  ],
  ['typescript', 'const r = /x\\d+\\d+y/\n', ['`\\d+\\d+` 对某些文本的耗时呈平方级增长']],
  [
    'typescript',
    'async function f(ids) { const rows = ids.map(async (id) => { return await get(id) }); return rows.length }',
    ['`ids.map` 的各个 `Promise` 未被等待', '`ids.map` 返回一组 `Promise`，但没有等待它们'],
  ],
  [
    'typescript',
    "import crypto from 'node:crypto'\nfunction f(key) { return crypto.createCipheriv('aes-256-cbc', key, Buffer.alloc(16)) }",
    ['`固定的初始化向量` 已无法抵御攻击', '`crypto.createCipheriv` 每次都使用相同的向量，因此相同的明文得到相同的密文'],
  ],
  [
    'typescript',
    "import bcrypt from 'bcrypt'\nasync function f(text) { return bcrypt.hash(text, 4) }",
    ['`成本为 4 的 bcrypt` 已无法抵御攻击', '`bcrypt.hash` 生成的哈希很快就能被猜出'],
  ],
  [
    'python',
    'import os\nfrom markupsafe import Markup\ndef f():\n    return Markup(os.environ["BANNER"])\n',
    ['`os.environ["BANNER"]` 来自环境变量，传入 `Markup`，未经转义'],
  ],
  [
    'typescript',
    "import crypto from 'node:crypto'\nfunction f(key, text) { return crypto.createHmac('sha1', key).update(text) }",
    ['`crypto.createHmac` 使用带密钥的 `sha1`'],
  ],
  [
    'python',
    'from Crypto.Cipher import PKCS1_v1_5\ndef f(key):\n    return PKCS1_v1_5.new(key)\n',
    ['`PKCS1_v1_5.new` 使用攻击者可以试探的填充方式'],
  ],
  ['typescript', "function f(password) { return password === 'hunter2-swordfish' }", ['`password` 与代码中的字面量比较']],
  ['python', 'auth = ("admin", "hunter2-swordfish")\n', ['代码中密码与用户名写在一起']],
  [
    'typescript',
    'async function a(q) { await q.load() }\nasync function b(q) { q.load(); return 1 }',
    ['`q.load` 在此文件的其他位置被等待，但此处既不等待它，也不会得知其失败'],
  ],
  [
    'typescript',
    'async function a(db) { await db.find(1) }\nasync function b(db) { db.save(2); return 1 }',
    ['`db.save` 所属的对象在此文件的其他位置被等待，但此处既不等待它，也不会得知其失败'],
  ],
  [
    'typescript',
    'async function f(q) { q.readAsync(); return 1 }',
    ['`q.readAsync` 的名称表明它是异步的，但此处既不等待它，也不会得知其失败'],
  ],
  [
    'typescript',
    'async function load(id) { return fetch(id) }\nasync function f(res, id) { res.json(load(id)) }',
    ['`load` 是异步函数，而 `Promise` 会被输出为空对象'],
  ],
  [
    'python',
    'import sqlite3\ndef f():\n    with sqlite3.connect("a.db") as c:\n        c.execute("x")\n',
    ['作为上下文管理器，它只结束事务，不会关闭任何资源'],
  ],
])('%s: %s', async (languageId, code, chinese) => {
  const shown = (await textsOf(languageId, code)).map((text) => inLanguage(text, 'zh'))
  expect(shown).toEqual(expect.arrayContaining(chinese))
})
