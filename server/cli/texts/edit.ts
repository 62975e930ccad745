import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent edit` says. */
export const editTexts = {
  en: {
    description: 'change lines of a file as an instruction says; prints a diff and writes nothing by itself',
    file: 'the file',
    range: 'the lines that may change, from 1; one line alone means the function around it',
    instruction: 'what is to be changed',
    attempt: 'another answer after n rejected ones, 0 to 9',
    write: 'change the file',
    json: 'print an object with edits, checks and figures',
    examples: `
Examples:
  latent edit src/cart.ts --range 12-20 --instruction "leave out items without a price"
  latent edit src/cart.ts --range 14 --instruction "return 0 for an empty cart"   the function around line 14
  latent edit src/cart.ts --range 14 --instruction "..." --attempt 1              another answer
  latent edit src/cart.ts --range 14 --instruction "..." --write                  change the file
  latent edit src/cart.ts --range 14 --instruction "..." | git apply              the same

Exit codes: 0 an edit, 1 none that passed the checks, 2 could not run, 3 cancelled.
`,
    unchanged: (path: string, reason: string) => `${path} stays as it is: ${reason}`,
  },
  zh: {
    description: '按指令修改文件中的若干行；输出 diff，本身不写入任何内容',
    file: '文件',
    range: '可以改动的行，从 1 开始；只给一行表示其所在的函数',
    instruction: '要做的修改',
    attempt: '拒绝 n 个答案之后的另一个答案，0 到 9',
    write: '修改文件',
    json: '输出包含编辑、检查和数据的对象',
    examples: `
示例：
  latent edit src/cart.ts --range 12-20 --instruction "去掉没有价格的商品"
  latent edit src/cart.ts --range 14 --instruction "购物车为空时返回 0"   第 14 行所在的函数
  latent edit src/cart.ts --range 14 --instruction "……" --attempt 1      另一个答案
  latent edit src/cart.ts --range 14 --instruction "……" --write          修改文件
  latent edit src/cart.ts --range 14 --instruction "……" | git apply      同上

退出码：0 有编辑，1 没有通过检查的编辑，2 无法运行，3 已取消。
`,
    unchanged: (path: string, reason: string) => `${path} 保持不变：${reason}`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
