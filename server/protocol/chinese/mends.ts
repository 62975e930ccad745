/** What is said of mends of errors, by the English text; `{0}` stands for code. */
export const chineseMends: Readonly<Record<string, string>> = {
  'Remove {0}': '移除 {0}',
  'Whether the error goes away could not be checked.': '无法检查错误是否会消失。',
  'No small edit was found that mends this error and brings in no other one.': '未找到既能修复此错误又不引入新错误的小改动。',
  'What would mend this error is much less likely than what is written.': '能修复此错误的改动远不如现有代码可信。',
  'Only edits that hide this error were found.': '只找到会掩盖此错误的改动。',
  'Looking for a mend': '正在查找修复',
  'The other mends were shown already.': '其他修复方案均已显示。',
}
