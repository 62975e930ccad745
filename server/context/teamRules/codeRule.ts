/** What stands in front of a rule at times: a topic with a colon. */
const topic = /^[\p{L}\p{N} `'/&-]{1,40}[:：]\s+/u
const command = /^(?:please\s+|you\s+)?(?:use|never|do not|don't|prefer|always|avoid|must)\b/i
const obligation = /\bmust(?: not)?\b/i
const chineseCommand = /^请?(?:使用|用|不要|禁止|必须|始终|总是|优先|避免|不得|不能|不可|不应|勿|切勿|严禁|尽量)/
const chineseObligation = /必须|不得|禁止|严禁/

/** Words of the work around the code: what a function cannot obey or break. */
const aroundTheCode =
  /\b(?:commit|commits|committing|push|pull requests?|prs?|branch|branches|merge|rebase|changelog|release|deploy|install|run|running|npm|npx|pnpm|yarn|bun|pip|uv|cargo|git|docker|ci|ask|reply|respond|tell|explain|you|your|agents?|assistants?|tools?|terminal|shell|commands?|session|prompts?|readme|docs|documentation|issues?|tickets?)\b|提交|分支|合并|安装|运行|发布|部署|命令|终端|文档|变更日志/i

/**
 * Whether an item of a file for coding assistants (AGENTS.md and the like) states a rule about code: it is an order, and not one about
 * commands, commits or the assistant itself. Most of such a file is something else, so it is the item that has to show it.
 */
export function isCodeRule(sentence: string): boolean {
  const order = sentence.replace(topic, '')
  const isOrder = command.test(order) || obligation.test(order) || chineseCommand.test(order) || chineseObligation.test(order)
  return isOrder && !aroundTheCode.test(sentence)
}
