import type { Sentence } from '../textTables.ts'

/** The first that fits, and whose parts are all known, is taken. */
export const chineseSentences: readonly Sentence[] = [
  // Titles of findings and of what can be done about them.
  { english: /^(?<fault>.+); (?<mend>`[^`]*`) is likelier$/, chinese: '{fault}；更可能是 {mend}' },
  { english: /^(?<method>\S+) of a password$/, chinese: '密码的 {method}', kept: ['method'] },
  { english: /^Dismiss: (?<reason>.+)$/, chinese: '忽略：{reason}' },

  // Reasons.
  {
    english: /^(?<source>`[^`]*` .+) and reaches (?<place>`[^`]*`) (?<lack>.+)$/,
    chinese: '{source}，传入 {place}，{lack}',
  },
  { english: /^(?<why>`[^`]*` .+?), and (?<consequence>.+)$/, chinese: '{why}，{consequence}' },
  {
    english: /^line (?<line>\d+) of (?<file>.+) forbids (?<code>`[^`]*`)$/,
    chinese: '{file} 的第 {line} 行禁止 {code}',
    kept: ['line', 'file'],
  },
  {
    english: /^the model is (?<share>\d+) % sure that it breaks line (?<line>\d+) of (?<file>.+)$/,
    chinese: '模型有 {share} % 的把握认为它违反 {file} 的第 {line} 行',
    kept: ['share', 'line', 'file'],
  },
  { english: /^mended text (?<times>.+ times) likelier$/, chinese: '修改后的文本可能性为{times}' },

  // What is said of other places.
  { english: /^The model says: (?<claim>.+)$/s, chinese: '模型指出：{claim}', kept: ['claim'] },
  { english: /^The rule says: (?<rule>.+)$/s, chinese: '规则内容：{rule}', kept: ['rule'] },

  // Calls that an edit concerns.
  { english: /^Calls change with it: (?<calls>.+)\.$/, chinese: '随之修改的调用：{calls}。', kept: ['calls'] },
  {
    english: /^It would no longer fit where it is called: (?<calls>.+)\.$/,
    chinese: '它将与调用它的位置不再相符：{calls}。',
    kept: ['calls'],
  },

  // Why a finding was held back.
  {
    english: /^The fix could not be checked: as (?<language>\S+) it does not parse better or cannot be parsed\.$/,
    chinese: '无法检查该修复：作为 {language}，其解析结果没有改善，或无法解析。',
    kept: ['language'],
  },
  {
    english: /^A latent-ignore comment in line (?<line>\d+) covers it: (?<reason>.+)$/,
    chinese: '第 {line} 行的 latent-ignore 注释将其忽略：{reason}',
    kept: ['line', 'reason'],
  },
  {
    english: /^(?<covered>.+? dismissed(?: .+?)?): (?<why>false positive|won't fix|not useful)\.$/,
    chinese: '{covered}：{why}。',
  },
  {
    english: /^(?<covered>.+? dismissed(?: .+?)?): (?<why>false positive|won't fix|not useful), (?<note>.+)\.$/,
    chinese: '{covered}：{why}，{note}。',
    kept: ['note'],
  },
  { english: /^(?<covered>.+? dismissed(?: .+?)?): (?<note>.+)\.$/, chinese: '{covered}：{note}。', kept: ['note'] },
  { english: /^(?<covered>.+? dismissed(?: .+)?)\.$/, chinese: '{covered}。' },
  { english: /^(?<rule>\S+) was dismissed in (?<path>.+)$/, chinese: '{rule} 已在 {path} 中被忽略', kept: ['rule', 'path'] },
  { english: /^(?<rule>\S+) was dismissed everywhere$/, chinese: '{rule} 已在所有位置被忽略', kept: ['rule'] },
  {
    english: /^Similar to one that was dismissed in (?<path>.+)$/,
    chinese: '与 {path} 中一个已被忽略的问题类似',
    kept: ['path'],
  },
]
