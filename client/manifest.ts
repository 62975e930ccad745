/** A text of package.json in the editor's two languages. */
export interface ManifestText {
  readonly en: string
  readonly zh: string
}
export interface ClientCommand {
  readonly title: ManifestText
  /** When the command can run: VS Code greys it out in menus and leaves it out of the palette otherwise. */
  readonly enablement?: string
  /** For where it stands as a button, in the form `$(name)`. */
  readonly icon?: string
}

/** Every command of the client once. `npm run generate` writes package.json from it; the client registers exactly these. */
export const clientCommands = {
  'latent.reviewFile': { title: { en: 'Review This File', zh: '审查此文件' }, icon: '$(search)' },
  'latent.reviewSelection': { title: { en: 'Review Selection', zh: '审查所选内容' } },
  'latent.reviewChanges': { title: { en: 'Review Changes', zh: '审查更改' } },
  'latent.reviewFolder': { title: { en: 'Review Folder', zh: '审查文件夹' } },
  'latent.cancelReview': { title: { en: 'Cancel Review', zh: '取消审查' }, icon: '$(stop-circle)' },
  'latent.showReview': { title: { en: 'Show Review', zh: '显示审查' } },
  'latent.filterFindings': { title: { en: 'Filter Findings…', zh: '筛选问题…' }, icon: '$(filter)' },
  'latent.clearFindingFilter': {
    title: { en: 'Clear Filter of Findings', zh: '清除问题筛选' },
    enablement: 'latent.review.filtered',
    icon: '$(filter-filled)',
  },
  'latent.explainFinding': { title: { en: 'Explain Finding', zh: '解释问题' }, icon: '$(comment)' },
  'latent.dismissFinding': { title: { en: 'Dismiss Finding…', zh: '忽略问题…' }, icon: '$(close)' },
  'latent.undoDismissal': { title: { en: 'Undo Dismissal', zh: '撤销忽略' }, icon: '$(discard)' },
  'latent.exportReview': {
    title: { en: 'Export Review Report…', zh: '导出审查报告…' },
    enablement: 'latent.review.hasFiles',
    icon: '$(export)',
  },
  'latent.showCodeLens': {
    title: { en: 'Show Review CodeLens', zh: '显示审查 CodeLens' },
    enablement: '!config.latent.review.codeLens',
  },
  'latent.hideCodeLens': {
    title: { en: 'Hide Review CodeLens', zh: '隐藏审查 CodeLens' },
    enablement: 'config.latent.review.codeLens',
  },
  'latent.previewFix': { title: { en: 'Preview Fix', zh: '预览修复' }, icon: '$(diff)' },
  'latent.acceptFix': { title: { en: 'Accept Fix', zh: '接受修复' }, icon: '$(check)' },
  'latent.rejectFix': { title: { en: 'Reject Fix', zh: '拒绝修复' }, icon: '$(close)' },
  'latent.testFix': { title: { en: 'Verify Fix with Tests', zh: '用测试验证修复' }, icon: '$(beaker)' },
  'latent.fixMade': { title: { en: 'Watch for Errors after a Fix', zh: '修复后留意新错误' } },
  'latent.fixAll': { title: { en: 'Fix All in File', zh: '修复文件中的所有问题' } },
  'latent.editInstruction': { title: { en: 'Edit with Instruction…', zh: '按指示编辑…' }, icon: '$(edit)' },
  'latent.writeTests': { title: { en: 'Write Tests', zh: '编写测试' } },
  'latent.writeDocumentation': { title: { en: 'Write Documentation', zh: '编写文档注释' } },
  'latent.writeCode': { title: { en: 'Write Code Here', zh: '在此处编写代码' } },
  'latent.optimise': { title: { en: 'Find a Faster or Leaner Way', zh: '寻找更快或更精简的写法' } },
  'latent.acceptEdit': { title: { en: 'Accept Edit', zh: '接受编辑' }, icon: '$(check)' },
  'latent.rejectEdit': { title: { en: 'Reject Edit', zh: '拒绝编辑' }, icon: '$(close)' },
  'latent.retryEdit': {
    title: { en: 'Try Another Edit', zh: '换一种编辑' },
    enablement: 'latent.editPreview.retry',
    icon: '$(refresh)',
  },
  'latent.acceptHunk': {
    title: { en: 'Accept This Hunk', zh: '接受此更改块' },
    enablement: 'latent.editPreview.hunks',
    icon: '$(diff-added)',
  },
  'latent.rejectHunk': {
    title: { en: 'Reject This Hunk', zh: '拒绝此更改块' },
    enablement: 'latent.editPreview.hunks',
    icon: '$(diff-removed)',
  },
  'latent.actionNotes': { title: { en: 'Tell About an Edit', zh: '说明编辑' } },
  'latent.previewAction': { title: { en: 'Preview Code Action', zh: '预览代码操作' } },
  'latent.renameSymbol': { title: { en: 'Rename to a Better Name…', zh: '重命名为更好的名称…' } },
  'latent.commitMessage': { title: { en: 'Write Commit Message', zh: '编写提交消息' }, icon: '$(sparkle)' },
  'latent.explainError': { title: { en: 'Explain and Fix Error', zh: '解释并修复错误' } },
  'latent.explainStackTrace': { title: { en: 'Explain Stack Trace from Clipboard', zh: '解释剪贴板中的堆栈跟踪' } },
  'latent.explainTerminalSelection': { title: { en: 'Explain Selected Stack Trace', zh: '解释所选堆栈跟踪' } },
  'latent.explainStopped': {
    title: { en: 'Explain Where the Debugger Stopped', zh: '解释调试器停止的位置' },
    enablement: 'debugState == stopped',
  },
  'latent.openChat': { title: { en: 'Ask in Chat', zh: '在聊天中提问' }, icon: '$(comment-discussion)' },
  'latent.editSent': { title: { en: 'Edit What Is Sent…', zh: '编辑要发送的内容…' } },
  'latent.actAt': { title: { en: 'Act at a Place of the Chat', zh: '在聊天所指的位置执行' } },
  'latent.showHeldBack': { title: { en: 'Show Held-Back Findings', zh: '显示暂缓的问题' } },
  'latent.chooseModel': { title: { en: 'Choose Model', zh: '选择模型' } },
  'latent.setRemoteKey': { title: { en: 'Set the Key of Your Server…', zh: '设置服务器的密钥…' } },
  'latent.pause': { title: { en: 'Pause', zh: '暂停' }, enablement: '!latent.paused' },
  'latent.resume': { title: { en: 'Resume', zh: '继续' }, enablement: 'latent.paused' },
  'latent.snooze': { title: { en: 'Snooze Completions', zh: '暂缓补全' } },
  'latent.endSnooze': { title: { en: 'End Snooze', zh: '结束暂缓' }, enablement: 'latent.snoozed' },
  'latent.toggleLanguage': { title: { en: 'Toggle Completions for This Language', zh: '为此语言打开或关闭补全' } },
  'latent.nextEdit': {
    title: { en: 'Go to or Apply Next Edit', zh: '转到或应用下一处编辑' },
    enablement: 'latent.nextEditAvailable',
  },
  'latent.dismissNextEdit': { title: { en: 'Dismiss Next Edit', zh: '忽略下一处编辑' }, enablement: 'latent.nextEditAvailable' },
  'latent.unloadModel': { title: { en: 'Unload Model', zh: '卸载模型' }, enablement: 'latent.loaded' },
  'latent.restartEngine': { title: { en: 'Restart Engine', zh: '重启引擎' } },
  'latent.showDoctor': { title: { en: 'Doctor', zh: '诊断' } },
  'latent.installEnginePack': { title: { en: 'Install Engine Pack…', zh: '安装引擎包…' } },
  'latent.manageDiskUse': { title: { en: 'Manage Disk Use', zh: '管理磁盘占用' }, icon: '$(database)' },
  'latent.showStatistics': { title: { en: 'Show Statistics', zh: '显示统计' } },
  'latent.showLog': { title: { en: 'Show Log', zh: '显示日志' } },
  'latent.showMenu': { title: { en: 'Show Menu', zh: '显示菜单' } },
  'latent.openWalkthrough': { title: { en: 'Get Started', zh: '入门' } },
} as const satisfies Record<string, ClientCommand>

export type ClientCommandId = keyof typeof clientCommands

/** The other texts of package.json, by their keys in package.nls.json. */
export const manifestTexts = {
  description: {
    en: 'Private code completion and review with a DeepSeek-V2-family model on your own GPU. No code leaves the machine.',
    zh: '在您自己的 GPU 上运行 DeepSeek-V2 系列模型，进行私密的代码补全与审查。代码不会离开本机。',
  },
  'untrusted.description': {
    en: 'Completions work. Reviews and fixes need a trusted workspace.',
    zh: '补全可用。审查和修复需要受信任的工作区。',
  },
  'submenu.write': { en: 'Write with Latent', zh: '用 Latent 编写' },
  'chat.description': {
    en: 'Ask about your code. A model on this machine answers.',
    zh: '就您的代码提问，由本机上的模型回答。',
  },
  'chat.explain': { en: 'Explain what code does', zh: '解释代码的作用' },
  'chat.review': { en: 'Review a file and list what is found', zh: '审查文件并列出发现的问题' },
  'chat.tests': { en: 'Say which tests code needs, and write them', zh: '说明代码需要哪些测试，并编写测试' },
  'chat.fix': { en: 'Find what is wrong, with checked fixes', zh: '查找错误，并给出经过检查的修复' },
  'chat.optimize': { en: 'Say what is slow or wasteful', zh: '指出缓慢或浪费之处' },
  'view.container': { en: 'Latent', zh: 'Latent' },
  'view.review': { en: 'Review', zh: '审查' },
  'welcome.review': {
    en: 'Find mistakes with the model on your own machine. What it is sure of is marked in the code and listed here, together with what was held back and why.\n[Review This File](command:latent.reviewFile)\n[Review Changes](command:latent.reviewChanges)\nA whole folder can be reviewed from its menu in the Explorer.',
    zh: '使用本机上的模型查找错误。有把握的问题会在代码中标出并列在此处，暂缓的问题及其原因也会列出。\n[审查此文件](command:latent.reviewFile)\n[审查更改](command:latent.reviewChanges)\n整个文件夹可以从资源管理器的菜单中审查。',
  },
  'welcome.filtered': {
    en: 'The filter leaves out all that was found.\n[Clear Filter](command:latent.clearFindingFilter)',
    zh: '筛选排除了所有发现的问题。\n[清除筛选](command:latent.clearFindingFilter)',
  },
  'welcome.untrusted': {
    en: 'Reviews need a workspace that you trust: they read its rules and git history. Completions work without.\n[Manage Workspace Trust](command:workbench.trust.manage)',
    zh: '审查需要您信任的工作区：它会读取其中的规则和 git 历史。补全则不需要。\n[管理工作区信任](command:workbench.trust.manage)',
  },
  'welcome.noModel': {
    en: 'Latent needs a model on this machine. It is downloaded once, after you agreed to its size and licence.\n[Choose Model](command:latent.chooseModel)',
    zh: 'Latent 需要本机上的模型。在您同意其大小和许可证后，只下载一次。\n[选择模型](command:latent.chooseModel)',
  },
  'walkthrough.title': { en: 'Get Started with Latent', zh: 'Latent 入门' },
  'walkthrough.description': {
    en: 'Code completion and review by a model on your own machine.',
    zh: '由本机模型提供的代码补全与审查。',
  },
  'walkthrough.model.title': { en: 'Choose a model', zh: '选择模型' },
  'walkthrough.model.description': {
    en: 'Pick one that fits this machine. It is downloaded once, after you agreed to its size and licence.\n[Choose Model](command:latent.chooseModel)',
    zh: '选择适合本机的模型。在您同意其大小和许可证后，只下载一次。\n[选择模型](command:latent.chooseModel)',
  },
  'walkthrough.complete.title': { en: 'Complete code as you type', zh: '边输入边补全代码' },
  'walkthrough.complete.description': {
    en: 'Suggestions appear as pale text at the cursor. Tab takes one, Escape refuses it.\n[Suggest at the Cursor](command:editor.action.inlineSuggest.trigger)',
    zh: '建议以浅色文字显示在光标处。按 Tab 接受，按 Esc 拒绝。\n[在光标处给出建议](command:editor.action.inlineSuggest.trigger)',
  },
  'walkthrough.review.title': { en: 'Review a file', zh: '审查文件' },
  'walkthrough.review.description': {
    en: 'Findings appear as wavy lines, with fixes that passed a machine check, and in the Review view.\n[Review This File](command:latent.reviewFile)\n[Show Review](command:latent.showReview)',
    zh: '问题以波浪线标出，并附有通过机器检查的修复，同时列在“审查”视图中。\n[审查此文件](command:latent.reviewFile)\n[显示审查](command:latent.showReview)',
  },
  'walkthrough.privacy.title': { en: 'Your code stays here', zh: '代码留在本机' },
  'walkthrough.privacy.description': {
    en: 'What is sent where: nothing, anywhere. See what the engine does in its log.\n[Show Log](command:latent.showLog)',
    zh: '什么内容会发送到哪里：什么都不会发送。引擎的活动可在日志中查看。\n[显示日志](command:latent.showLog)',
  },
} as const satisfies Record<string, ManifestText>
