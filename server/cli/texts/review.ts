import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** The help of `latent review`. */
export const reviewTexts = {
  en: {
    description: 'review files, folders or changes',
    path: 'files and folders; the current folder when there is none',
    changes: 'only what is new in what differs from HEAD, is staged, in this branch, or between two commits',
    base: 'what this branch is compared with, the default branch otherwise (--changes=branch)',
    patch: 'only what is new in the changes of a unified diff; - reads standard input',
    format: 'how to print',
    failOn: 'least severity for exit code 1',
    output: 'write there instead of printing, or FORMAT=FILE besides (repeatable)',
    budget: 'stop after this time, such as 60s or 5m',
    precision: 'target share of shown findings that are right, 0.5 to 0.99',
    showHeldBack: 'print held-back findings too (format text)',
    baseline: 'hold back the findings that this file names',
    writeBaseline: 'write the findings of whole files into such a file; they do not fail this run',
    noFiles: 'There is no file of a language that Latent knows; ignored, generated and secret files do not count.',
    noChanges: 'No file of a language that Latent knows was changed.',
    formats: `
Formats:
  text          for people: code frames, evidence and fixes
  json, ndjson  for scripts: one object, or one event a line as it happens
  sarif         SARIF 2.1.0, for code scanning and for viewers
  rdjsonl       for reviewdog, with fixes as suggestions
  github        annotations of GitHub Actions
  gitlab        the code quality report of GitLab
  md, html      a document to read; html is one file that loads nothing
`,
    examples: `
Examples:
  latent review src/orders.ts                 one file
  latent review src --fail-on never           a folder, as a report only
  latent review --changes                     what differs from HEAD
  latent review --changes=staged              what the next commit holds, for a pre-commit hook
  latent review --changes=branch --budget 5m  what this branch changed, the riskiest functions first
  latent review --changes=main..HEAD --format github --output sarif=latent.sarif
  git diff | latent review --patch -          what a patch changes
  latent review src --write-baseline .latent/baseline.json
  latent review src --baseline .latent/baseline.json

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run, 3 stopped before its end without such a finding.
`,
  },
  zh: {
    description: '审查文件、文件夹或更改',
    path: '文件和文件夹；未指定时为当前文件夹',
    changes: '只审查新内容：与 HEAD 不同的、已暂存的、此分支中的，或两个提交之间的',
    base: '此分支与什么比较，默认为默认分支（--changes=branch）',
    patch: '只审查统一格式补丁所更改的新内容；- 表示从标准输入读取',
    format: '输出格式',
    failOn: '使退出码为 1 的最低严重程度',
    output: '写入此文件而不显示，或用 FORMAT=FILE 另外写入（可重复）',
    budget: '超过此时间后停止，例如 60s 或 5m',
    precision: '所显示问题中正确的目标比例，0.5 到 0.99',
    showHeldBack: '同时显示暂缓的问题（格式 text）',
    baseline: '暂缓此文件中列出的问题',
    writeBaseline: '将整个文件的问题写入此文件；它们不会使本次运行失败',
    noFiles: '没有 Latent 支持的语言的文件；被忽略的、生成的和机密的文件不计在内。',
    noChanges: '没有更改任何 Latent 支持的语言的文件。',
    formats: `
格式：
  text          供人阅读：代码片段、依据和修复
  json, ndjson  供脚本使用：一个对象，或每行一个实时事件
  sarif         SARIF 2.1.0，用于代码扫描和查看器
  rdjsonl       用于 reviewdog，修复作为建议
  github        GitHub Actions 的注解
  gitlab        GitLab 的代码质量报告
  md, html      可阅读的文档；html 是不加载任何内容的单个文件
`,
    examples: `
示例：
  latent review src/orders.ts                 一个文件
  latent review src --fail-on never           一个文件夹，仅作报告
  latent review --changes                     与 HEAD 不同的部分
  latent review --changes=staged              下一次提交的内容，用于 pre-commit 钩子
  latent review --changes=branch --budget 5m  此分支的更改，风险最大的函数优先
  latent review --changes=main..HEAD --format github --output sarif=latent.sarif
  git diff | latent review --patch -          补丁所更改的内容
  latent review src --write-baseline .latent/baseline.json
  latent review src --baseline .latent/baseline.json

退出码：0 没有问题，1 有达到 --fail-on 的问题，2 无法运行，3 提前停止且没有这样的问题。
`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
