import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent hook` and the hook itself say. */
export const hookTexts = {
  en: {
    description: 'review what is staged before each commit',
    install: "put the hook into this repository's folder of hooks",
    uninstall: 'take it away again, and put back the hook that was there before',
    examples: `
The hook reviews what is staged before each commit, for at most a minute. It stops the commit where there are findings. A hook
that is there already is kept and runs first. "git commit --no-verify" commits without either.

Exit codes: 0 done, 2 could not be done.
`,
    installed: (hook: string, review: string) => `${hook} runs \`latent ${review}\` before each commit.`,
    runsFirst: (kept: string) => ` The hook that was there runs first, as ${kept}.`,
    notThere: (hook: string) => `There is no hook ${hook}; nothing was changed.`,
    notOurs: (hook: string) => `${hook} is not Latent's; nothing was changed.`,
    restored: (hook: string) => `${hook} is the hook from before again.`,
    gone: (hook: string) => `${hook} is gone.`,
    notFound: 'latent: not found where it was, so this commit is not reviewed. Run "latent hook install" again.',
    timeUp: 'latent: the time was up and nothing was found until then; the commit goes on.',
    commitStopped: 'latent: the commit is stopped. "git commit --no-verify" commits without the review.',
  },
  zh: {
    description: '在每次提交前审查已暂存的内容',
    install: '将钩子放入此仓库的钩子文件夹',
    uninstall: '移除钩子，并恢复先前的钩子',
    examples: `
钩子在每次提交前审查已暂存的内容，最多一分钟。发现问题时会阻止提交。
已有的钩子会保留并首先运行。“git commit --no-verify”提交时两者都不运行。

退出码：0 完成，2 无法完成。
`,
    installed: (hook: string, review: string) => `${hook} 会在每次提交前运行 \`latent ${review}\`。`,
    runsFirst: (kept: string) => `先前的钩子会首先运行，名为 ${kept}。`,
    notThere: (hook: string) => `没有钩子 ${hook}；未作任何更改。`,
    notOurs: (hook: string) => `${hook} 不是 Latent 的钩子；未作任何更改。`,
    restored: (hook: string) => `${hook} 已恢复为先前的钩子。`,
    gone: (hook: string) => `${hook} 已移除。`,
    notFound: 'latent: 不在原来的位置，因此未审查此次提交。请重新运行“latent hook install”。',
    timeUp: 'latent: 时间已到，到目前为止未发现问题；提交继续。',
    commitStopped: 'latent: 提交已被阻止。“git commit --no-verify”可不经审查直接提交。',
  },
} as const satisfies Record<DisplayLanguage, unknown>
