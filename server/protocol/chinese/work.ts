import type { Sentence, Texts } from '../textTables.ts'

/** What goes on or is asked for: titles of progress, what is looked at, and notes. */
export const chineseWork: Texts = {
  Answering: '正在回答',
  Explaining: '正在解释',
  'Examining the machine': '正在检查本机',
  'Downloading the engine pack': '正在下载引擎包',

  // These begin the sentence that something is off in an untrusted workspace, too.
  Review: '审查',
  Explanation: '解释',
  Chat: '聊天',

  // Models.
  'What the model has read of recent files': '模型已读取的最近文件的状态',
  'Older engine packs and stopped downloads of packs': '旧的引擎包和中断的引擎包下载',

  // What models are good for.
  'A small download that runs on any machine: good for a first look, weak in reviews.':
    '下载量小，任何机器都能运行：适合初步了解，审查能力较弱。',
  'Completions and reviews on a good graphics card.': '在性能较好的显卡上用于补全和审查。',
  'Completions on a good graphics card; follows no instructions.': '在性能较好的显卡上用于补全；不遵循指令。',
  'Completions on a laptop without a graphics card; simple reviews.': '在没有显卡的笔记本上用于补全；可做简单审查。',
  'Completions and reviews on a small graphics card, or slowly on a processor.':
    '在小型显卡上用于补全和审查；也可用处理器缓慢运行。',
  'Completions and reviews on a graphics card of middle size.': '在中等显卡上用于补全和审查。',
  'A general model for questions and reviews.': '用于提问和审查的通用模型。',
  'For a server with several graphics cards.': '适用于配有多张显卡的服务器。',
  'A general model for a server with several graphics cards.': '适用于配有多张显卡的服务器的通用模型。',

  // Settings with a value that they do not take.
  'true or false': 'true 或 false',
  'a whole number from {0} to {1}': '{0} 到 {1} 之间的整数',
  'a number from {0} to {1}': '{0} 到 {1} 之间的数',
  'an object of true and false by language id': '以语言 id 为键、值为 true 或 false 的对象',
  'a text': '文本',
  'a list of texts': '文本列表',

  // Team rules that are not taken as they stand.
  'one list item states no rule about code': '有一个列表项不是关于代码的规则',
  '{0} list items state no rule about code': '有 {0} 个列表项不是关于代码的规则',
  'a rule of {0} characters is longer than {1}': '一条规则有 {0} 个字符，超过 {1} 个',
  '{0} of its rules are over the {1} that are checked': '其中 {0} 条规则超出所检查的 {1} 条',
  'only the first {0} files of {1} are read': '只读取 {1} 个文件中的前 {0} 个',
}

export const chineseWorkSentences: readonly Sentence[] = [
  {
    english: /^(?<name>latent\.\S+) is (?<value>.+); expected (?<expected>.+)\. Using (?<used>.+)\.$/s,
    chinese: '{name} 为 {value}；应为：{expected}。将使用 {used}。',
    kept: ['name', 'value', 'used'],
  },
  { english: /^one of (?<choices>[\w, -]+)$/, chinese: '{choices} 之一', kept: ['choices'] },
  { english: /^Tests of (?<name>`.+`) for (?<framework>\w+)$/, chinese: '{name} 的 {framework} 测试', kept: ['framework'] },
  { english: /^Reviewing (?<file>.+)$/s, chinese: '正在审查 {file}', kept: ['file'] },
  { english: /^A model of (?<program>.+), used where it is\.$/, chinese: '{program} 的模型，在原处使用。', kept: ['program'] },
  { english: /^Starter \((?<model>.+)\)$/, chinese: '入门模型（{model}）', kept: ['model'] },
  { english: /^Downloading (?<model>.+)$/s, chinese: '正在下载{model}' },
  { english: /^Downloading (?<model>.+)$/s, chinese: '正在下载 {model}', kept: ['model'] },
  {
    english: /^(?<received>\d+ MB) of (?<size>\d+ MB) from (?<source>.+)$/s,
    chinese: '{source}：{received} / {size}',
    kept: ['received', 'size', 'source'],
  },
  { english: /^(?<source>.+) is passed over: (?<why>.+)\.$/s, chinese: '跳过 {source}：{why}。', kept: ['source'] },
  {
    english: /^(?<hub>\S+) has (?<file>\S+) at revision (?<revision>\S+): (?<facts>.+)\.$/s,
    chinese: '{hub} 有 {file}，版本 {revision}：{facts}。',
    kept: ['hub', 'file', 'revision', 'facts'],
  },
  {
    english: /^Another process is downloading (?<model>\S+); waiting for it\.$/,
    chinese: '另一个进程正在下载 {model}；正在等待。',
    kept: ['model'],
  },
  {
    english:
      /^(?<count>\d+) rules? (?:is|are) not checked \((?<files>.+)\): only a model can, and this model's verdicts on rules are not calibrated\.$/s,
    chinese: '未检查 {count} 条规则（{files}）：只有模型能检查，而此模型对规则的判断未经校准。',
    kept: ['count', 'files'],
  },
  {
    english: /^"(?<written>.*)" is no severity, which are error, warning and info: it counts as warning$/s,
    chinese: '“{written}”不是严重程度（error、warning 或 info）：按 warning 处理',
    kept: ['written'],
  },
  { english: /^(?<file>\S+): (?<reason>.+)\.$/s, chinese: '{file}：{reason}。', kept: ['file'] },
  {
    english: /^(?<file>\S.*), line (?<line>\d+): (?<reason>.+)\.$/s,
    chinese: '{file} 第 {line} 行：{reason}。',
    kept: ['file', 'line'],
  },
]
