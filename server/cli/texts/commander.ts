/** What commander says in its help, in Chinese. */
export const chineseHelp: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '全局选项：',
  'Commands:': '命令：',
  '[options]': '[选项]',
  '[command]': '[命令]',
}

interface Said {
  readonly english: RegExp
  readonly chinese: string
}

/** What commander says of a command line that it does not understand. Groups of the English stand in the Chinese as `$1`. */
const chineseErrors: readonly Said[] = [
  { english: /^unknown option '(.*)'$/s, chinese: '未知选项“$1”' },
  { english: /^unknown command '(.*)'$/s, chinese: '未知命令“$1”' },
  { english: /^missing required argument '(.*)'$/s, chinese: '缺少必需的参数“$1”' },
  { english: /^option '(.*)' argument missing$/s, chinese: '选项“$1”缺少参数' },
  { english: /^required option '(.*)' not specified$/s, chinese: '未指定必需的选项“$1”' },
  { english: /^option '(.*)' cannot be used with option '(.*)'$/s, chinese: '选项“$1”不能与选项“$2”一起使用' },
  {
    english: /^option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/s,
    chinese: '选项“$1”的参数“$2”无效。可选值为 $3',
  },
  { english: /^option '(.*)' argument '(.*)' is invalid\.$/s, chinese: '选项“$1”的参数“$2”无效' },
  {
    english: /^too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/s,
    chinese: '“$1”的参数过多：应为 $2 个，实际为 $3 个',
  },
  {
    english: /^too many arguments\. Expected (\d+) arguments? but got (\d+)\.$/s,
    chinese: '参数过多：应为 $1 个，实际为 $2 个',
  },
]
const suggestion = /\s*\(Did you mean (?:one of )?(.*)\?\)$/s

/** A message of commander without `error: `, as a Chinese sentence without its full stop. Unknown ones stay English. */
export function commanderErrorInChinese(message: string): string {
  const meant = suggestion.exec(message)?.[1]
  const said = message.replace(suggestion, '')
  const known = chineseErrors.find(({ english }) => english.test(said))
  const text = known === undefined ? said : said.replace(known.english, known.chinese)
  return meant === undefined ? text : `${text}（您是否想输入 ${meant}？）`
}

/** `(choices: "a", "b", default: "a")` behind a description, in Chinese. */
export function descriptionInChinese(description: string): string {
  return description
    .replace(/ \(choices: ([^()]*?), default: ([^()]*)\)$/, '（可选值：$1；默认值：$2）')
    .replace(/ \(choices: ([^()]*)\)$/, '（可选值：$1）')
    .replace(/ \(default: ([^()]*)\)$/, '（默认值：$1）')
}
