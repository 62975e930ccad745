import type { Sentence, Texts } from '../textTables.ts'

/** Why something did not work, as parts of the errors of `errorTable` and of what a review left out. */
export const chineseFaults: Texts = {
  // The disk and the system.
  'permission denied': '权限不足',
  'not permitted': '不允许此操作',
  'the disk is read-only': '磁盘是只读的',
  'it does not exist': '它不存在',
  'a part of the path is not a folder': '路径的某一部分不是文件夹',
  'a file is in its place': '该位置已有文件',
  'it is a folder': '它是文件夹',
  'another program uses it': '另一个程序正在使用它',
  'the disk is full': '磁盘已满',
  'your disk quota is used up': '磁盘配额已用完',
  'its folder does not exist': '其文件夹不存在',
  'its folder is a file': '其文件夹是一个文件',
  'it is no regular file': '它不是普通文件',
  'it is a link that leaves the workspace': '它是指向工作区之外的链接',
  '.latent is no folder': '.latent 不是文件夹',
  '.latent is a link that leaves the workspace': '.latent 是指向工作区之外的链接',
  'it cannot be read': '无法读取',
  'it does not exist or cannot be read': '它不存在或无法读取',
  'it is larger than {0} MB': '它大于 {0} MB',
  'it is larger than {0} MiB': '它大于 {0} MiB',
  'it is larger than {0} kB': '它大于 {0} kB',
  'it is not valid JSON': '它不是有效的 JSON',

  // The network and the sources of models.
  'its name cannot be resolved': '无法解析其名称',
  'the connection was refused': '连接被拒绝',
  'the connection was cut': '连接中断',
  'the host cannot be reached': '无法连接主机',
  'the network cannot be reached': '无法连接网络',
  'no connection within the time limit': '未能在时限内建立连接',
  'no answer within the time limit': '未在时限内收到答复',
  'no bytes arrived within the time limit': '未在时限内收到数据',
  'it sends more than the file has': '它发送的内容超出文件大小',
  'it answers with another range than was asked for': '它答复的范围与所请求的不同',
  'it answers with HTTP status {0}': '它答复 HTTP 状态 {0}',
  'its file has {0} bytes instead of {1}': '其文件为 {0} 字节，而不是 {1} 字节',
  'its bytes do not match the published digest': '其内容与公布的摘要不符',
  'pip is not installed': '未安装 pip',
  'it ended without a word': '它没有任何输出就结束了',
  'package registry (pip)': '软件包注册表（pip）',

  // Files that a review reads.
  'the file': '文件',
  'lines {0}-{1}': '第 {0}-{1} 行',
  'it is not open': '它未打开',
  'it is a binary file': '它是二进制文件',
  'a binary file': '二进制文件',
  'a submodule': '子模块',
  'it is not valid UTF-8': '它不是有效的 UTF-8',
  'not valid UTF-8': '不是有效的 UTF-8',
  'larger than {0} MB': '大于 {0} MB',
  'A cell of a notebook': '笔记本的单元格',
  'it is only a part of a file': '它只是文件的一部分',
  'line {0} says that it is generated': '第 {0} 行表明它是生成的',
  'its lines are too long to be written by hand': '其行太长，不可能是手写的',
  'a line has {0} characters': '有一行为 {0} 个字符',

  // Git and patches.
  'it lies within the repository itself': '它位于仓库自身的数据中',
  'it is no file on this machine': '它不是本机上的文件',
  'git is not installed': '未安装 git',
  'git did not answer within {0} seconds': 'git 未在 {0} 秒内答复',
  'git ended with {0}': 'git 以 {0} 结束',
  'the branch and its base have no commit in common (a shallow clone may lack it)':
    '分支与其基准没有共同的提交（浅克隆可能缺少它）',
  'no default branch is known, so the base has to be named': '默认分支未知，因此需要指定基准',
  'it is the combined diff of a merge, which has several texts before': '它是合并的组合差异，对应多个先前的文本',
  'it holds no unified diff': '其中没有统一格式的差异',
  'it does not say which file it changes': '它没有说明更改哪个文件',

  // Models, calibrations and the engine.
  'it is damaged, or of another version of Latent': '它已损坏，或来自 Latent 的其他版本',
  'it was measured with another model file': '它是用另一个模型文件测量的',
  'no model is loaded': '未加载模型',
  'it said nothing': '未说明原因',
  'this model cannot weigh text between other text': '此模型无法权衡其他文本之间的文本',
  unloaded: '已卸载',
  restarted: '已重启',
  'not loaded': '未加载',
  'exit code {0}': '退出码 {0}',
  '{0} cores': '{0} 核',
  'no device': '没有设备',
  'no driver or no engine package': '没有驱动程序或引擎软件包',
  'it is the first that works': '它是第一个可用的后端',
  'latent.engine.gpu is "off"': 'latent.engine.gpu 为 "off"',
  'Its size is not known before the download.': '下载前无法得知其大小。',
}

/** The same, where a name or another fault is a part of it. */
export const chineseFaultSentences: readonly Sentence[] = [
  { english: /^files named like (?<name>.+) are generated$/s, chinese: '名为 {name} 的文件是生成的', kept: ['name'] },
  { english: /^"(?<name>.+)" is not a commit of this repository$/s, chinese: '“{name}”不是此仓库的提交', kept: ['name'] },
  { english: /^git could not be run: (?<why>.+)$/s, chinese: '无法运行 git：{why}', kept: ['why'] },
  { english: /^it is broken \((?<why>.+)\)$/s, chinese: '它已损坏（{why}）', kept: ['why'] },
  { english: /^there is no file (?<name>.+)$/s, chinese: '没有文件 {name}', kept: ['name'] },
  {
    english: /^it names a file outside of this folder, (?<name>.+)$/s,
    chinese: '它涉及此文件夹之外的文件 {name}',
    kept: ['name'],
  },
  {
    english: /^hunk (?<hunk>\d+) of (?<file>.+) \(line (?<line>\d+)\) fits neither the file nor what is staged of it$/s,
    chinese: '{file} 的第 {hunk} 个更改块（第 {line} 行）既不符合文件，也不符合其已暂存的内容',
    kept: ['hunk', 'file', 'line'],
  },
  {
    english: /^it is not of the form (?<form>\{.+\})$/s,
    chinese: '它不是 {form} 的形式',
    kept: ['form'],
  },
  { english: /^its entry (?<number>\d+) is no finding$/, chinese: '其第 {number} 项不是问题', kept: ['number'] },
  {
    english: /^a newer version of Latent wrote it \(schemaVersion (?<version>\d+)\)$/,
    chinese: '它由更新版本的 Latent 写入（schemaVersion {version}）',
    kept: ['version'],
  },
  { english: /^(?<model>\S+) cannot answer questions$/, chinese: '{model} 无法回答问题', kept: ['model'] },
  { english: /^(?<model>\S+) cannot follow instructions$/, chinese: '{model} 不能遵循指令', kept: ['model'] },
  { english: /^signal (?<name>SIG\w+)$/, chinese: '信号 {name}', kept: ['name'] },
  {
    english: /^(?<package>\S+) has (?<is>\d+) bytes instead of (?<should>\d+)$/,
    chinese: '{package} 为 {is} 字节，而不是 {should} 字节',
    kept: ['package', 'is', 'should'],
  },
  { english: /^(?<package>\S+) came without a wheel$/, chinese: '{package} 不含 wheel', kept: ['package'] },
  { english: /^(?<package>\S+) is not a zip file$/, chinese: '{package} 不是 zip 文件', kept: ['package'] },
  {
    english: /^(?<package>\S+) does not hold the (?<bytes>\d+) bytes that it should$/,
    chinese: '{package} 不含应有的 {bytes} 字节',
    kept: ['package', 'bytes'],
  },
  {
    english: /^pip could not get (?<requirement>\S+): (?<why>.+)$/s,
    chinese: 'pip 无法获取 {requirement}：{why}',
    kept: ['requirement', 'why'],
  },

  // Why a backend was taken, and why those before it were not.
  { english: /^latent\.engine\.gpu is "(?<gpu>cuda|vulkan|metal)"$/, chinese: 'latent.engine.gpu 为 "{gpu}"', kept: ['gpu'] },
  { english: /^(?<device>.+) is a software driver$/, chinese: '{device} 是软件驱动', kept: ['device'] },
  { english: /^(?<backend>cuda|vulkan|metal): (?<why>[^;]+)$/, chinese: '{backend}：{why}', kept: ['backend'] },
  {
    english: /^(?<source>huggingface\.co|hf-mirror\.com|package registry \(pip\)|\/\S+): (?<why>[^;]+)$/,
    chinese: '{source}：{why}',
    kept: ['source'],
  },
  { english: /^(?<first>[^;]+); (?<others>[^;]+(?:; .+)?)$/, chinese: '{first}；{others}' },

  // Whether a model fits into memory.
  {
    english: /^(?<needs>Needs about .+), but (?<has>[^:]+ are free): close other programs first\.$/,
    chinese: '{needs}，但{has}：请先关闭其他程序。',
  },
  { english: /^(?<needs>Needs about [^;]+); (?<has>.+ are free)\.$/, chinese: '{needs}；{has}。' },
  {
    english: /^(?<needs>Needs about [^;]+); this machine has (?<all>[\d.]+) GiB\.$/,
    chinese: '{needs}；本机有 {all} GiB。',
    kept: ['all'],
  },
  { english: /^Needs about (?<need>[\d.]+) GiB of memory$/, chinese: '约需 {need} GiB 内存', kept: ['need'] },
  {
    english: /^Needs about (?<need>[\d.]+) GiB of memory and its context$/,
    chinese: '约需 {need} GiB 内存，另加上下文',
    kept: ['need'],
  },
  {
    english: /^(?<free>[\d.]+) of (?<all>[\d.]+) GiB are free$/,
    chinese: '共 {all} GiB，可用 {free} GiB',
    kept: ['free', 'all'],
  },
]
