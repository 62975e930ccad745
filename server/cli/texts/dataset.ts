import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent dataset` says. */
export const datasetTexts = {
  en: {
    description: 'make training data of a repository, on this machine',
    export: "write examples from a repository's own history, to tune a model with",
    repository: 'the repository; the current folder when there is none',
    out: 'the folder to write, which must not be there, or be of an earlier export',
    most: 'most holes cut into one file, 1 to 1000',
    commits: 'how many commits to look at, from the newest, 1 to 100000',
    help: `
Writes JSON lines: holes in code, cut by its syntax; functions before and after commits that say that they fix something; dismissed findings.
Only what git has at HEAD and before counts; nothing is read from the working tree but the rules for ignored files and .latent/dismissed.json.
Left out: generated, vendored and ignored files, files under another licence, whatever looks like a secret, and duplicates. No file is in
two of train, validation and test, and nothing to train on is newer than the newest tenth of the commits. README.md in the folder tells
what is in it. Nothing leaves this machine.

Examples:
  latent dataset export                            into ./latent-dataset
  latent dataset export --repo ../shop --out data  of another repository

Exit codes: 0 written, 2 could not run, 3 stopped by Ctrl-C, which leaves an earlier export as it was.
`,
    stopped: 'Stopped; nothing was written.',
    exporting: 'Exporting',
    written: (examples: number, train: number, folder: string) =>
      `${examples} examples, ${train} of them to train on, in ${folder}. Read its README.md before they leave your hands.`,
    noCommit: 'the repository has no commit yet',
    notOurs: 'it is there already and is no earlier export',
  },
  zh: {
    description: '在本机上用代码仓库制作训练数据',
    export: '从代码仓库自身的历史中写出用于调优模型的示例',
    repository: '代码仓库；未指定时为当前文件夹',
    out: '要写入的文件夹，必须不存在，或是先前的导出',
    most: '每个文件最多挖多少个空，1 到 1000',
    commits: '从最新的提交起查看多少个提交，1 到 100000',
    help: `
写出 JSON 行：按语法在代码中挖出的空；声明修复了问题的提交前后的函数；已忽略的问题。
只使用 git 中 HEAD 及之前的内容；除忽略规则和 .latent/dismissed.json 外，不从工作区读取任何内容。
不包括：生成的、第三方的和被忽略的文件，许可证不同的文件，任何看似机密的内容，以及重复内容。同一文件不会出现在 train、validation 和 test 中的两个里，
用于训练的内容都不晚于最新十分之一的提交。文件夹中的 README.md 说明其内容。任何内容都不会离开本机。

示例：
  latent dataset export                            写入 ./latent-dataset
  latent dataset export --repo ../shop --out data  使用另一个代码仓库

退出码：0 已写出，2 无法运行，3 被 Ctrl-C 停止，先前的导出保持不变。
`,
    stopped: '已停止；未写出任何内容。',
    exporting: '正在导出',
    written: (examples: number, train: number, folder: string) =>
      `${folder} 中有 ${examples} 个示例，其中 ${train} 个用于训练。在交给他人之前请阅读其中的 README.md。`,
    noCommit: '代码仓库还没有提交',
    notOurs: '它已存在，且不是先前的导出',
  },
} as const satisfies Record<DisplayLanguage, unknown>
