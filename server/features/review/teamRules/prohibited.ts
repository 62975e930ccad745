/** What a sentence forbids to write, as it is quoted there. */
export interface Prohibited {
  readonly code: string
  /** Only calling it is forbidden. */
  readonly called: boolean
}

/**
 * The code that a rule forbids everywhere and always, such as `eval` in "Never use `eval`." or `console.log` in "Use `logger` instead of
 * `console.log`."; English and Chinese. `undefined`: the rule says something else, or has a condition or an exception, which only
 * somebody who understands the code can judge. To be sure, a sentence has to begin with the prohibition.
 */
export function prohibitedCode(rule: string): readonly Prohibited[] | undefined {
  const codes: string[] = []
  const words = rule.replaceAll(/`([^`]+)`/g, (_, code: string) => mark(codes.push(code.trim()) - 1))
  if (exception.test(words)) return undefined
  const found = words.split(/(?<=[.;!。；！])\s*/).flatMap((sentence) => prohibitedIn(sentence, codes))
  return found.length === 0 ? undefined : found
}

/** Stands for the code with this number, so that what the code contains is not taken for words. */
const mark = (index: number) => `⟦${index}⟧`
const anyMark = /⟦(\d+)⟧/g

const code = '⟦\\d+⟧'
const determiners = '(?:(?:the|an?|any|new|global|raw|plain|任何|全局的?|原生的?)\\s*)*'
const separator = '\\s*(?:,|/|，|、)?\\s*(?:and|or|nor|和|或者|或|与|及|以及)?\\s*'
const list = `${determiners}(${code}(?:${separator}${determiners}${code})*)`

const using = 'use|add|access|write|include|introduce|have|leave|rely on|depend on|reach for|import'
const calling = 'call|invoke'
const never =
  "(?:never|do not|don['’]t|must not|must never|mustn['’]t|should not|should never|shouldn['’]t|may not|cannot|can['’]t)"
const subject = '(?:(?:please|we|you|code|our code|always)\\s+)?'
const insteadOf = '(?:instead of|rather than|in place of|,? ?(?:and |but )?not)(?: using)?'

const chineseNever = '(?:不要再?|禁止|不得|不能|不可以?|不允许|不应该?|请勿|切勿|严禁|避免|杜绝|勿|别)'
const chineseSubject = '(?:请|我们|代码[中里]?|项目[中里]?|本项目[中里]?)?\\s*'

/** Sentences that forbid presence, then those that forbid calls. Each has the list of what is forbidden as its group. */
const presence: readonly RegExp[] = [
  `^${subject}${never}\\s+(?:ever\\s+)?(?:directly\\s+)?(?:${using})(?:\\s*:)?\\s+${list}`,
  `^${subject}(?:avoid|no|ban|forbid|disallow)(?:\\s+(?:using|use of|the use of|usage of|importing))?(?:\\s*:)?\\s+${list}`,
  `^${subject}use\\s[^.;]*?\\s*${insteadOf}\\s+${list}`,
  `^${list}\\s+(?:is|are)\\s+(?:forbidden|banned|prohibited|disallowed|not allowed|not permitted)`,
  `^${list}\\s+(?:must|should|may)\\s+(?:not|never)\\s+be\\s+used`,
  `^${chineseSubject}${chineseNever}\\s*(?:直接)?(?:使用|用|写|引入|导入|依赖|出现|添加)?\\s*[:：]?\\s*${list}`,
  `^${chineseSubject}(?:统一|一律|应该?|必须)?\\s*(?:使用|用|采用)[^。；]*?(?:代替|替代|取代|而不是|而非|[，,]?\\s*(?:不要|禁止|不))\\s*(?:使用|用)?\\s*${list}`,
  `^${list}\\s*(?:是|被)*(?:禁止|不允许|不得|不可|不能)(?:被)?(?:使用|出现)?(?:的)?`,
].map((pattern) => new RegExp(pattern, 'iu'))

const calls: readonly RegExp[] = [
  `^${subject}${never}\\s+(?:ever\\s+)?(?:directly\\s+)?(?:${calling})(?:\\s*:)?\\s+${list}`,
  `^${subject}(?:avoid|no|ban|forbid|disallow)\\s+(?:calling|calls (?:to|of))(?:\\s*:)?\\s+${list}`,
  `^${subject}(?:${calling})\\s[^.;]*?\\s*${insteadOf}(?: calling)?\\s+${list}`,
  `^${list}\\s+(?:must|should|may)\\s+(?:not|never)\\s+be\\s+(?:called|invoked)`,
  `^${chineseSubject}${chineseNever}\\s*(?:直接)?调用\\s*[:：]?\\s*${list}`,
].map((pattern) => new RegExp(pattern, 'iu'))

/** What may follow the forbidden code: its kind, then the end, a reason or what to write instead. Anything else may be a condition. */
const nouns =
  '(?:\\s+(?:statements?|keywords?|functions?|methods?|calls?|types?|operators?|api|apis|modules?|packages?|library|declarations?|constructors?|macros?|comments?|directives?|imports?|exports?|assertions?|casts?|blocks?|loops?|directly|anywhere|at all|ever|any ?more)|\\s*的?(?:关键字|函数|方法|类型|语句|运算符|操作符|模块|库|调用|注释|断言|循环|宏))*'
const rest = [
  '$',
  '[.;:!。；：！，、（(]',
  '[—–-]\\s',
  ',\\s*(?:use|prefer|call|write|it|they|that|this|which|because|since|as|and use|but use|instead|ever)\\b',
  '(?:because|since|as (?:it|they|this))\\b',
  'in (?:this|our|the) (?:code|code ?base|repository|repo|project)\\b',
].join('|')
const harmlessTail = new RegExp(`^${nouns}\\s*(?:${rest})`, 'iu')

const exception =
  /\b(?:unless|except|exceptions?|other than|apart from|outside|only (?:in|for|when|if|at|inside|within)|(?<!not )(?:allowed|permitted)|(?:is|are) (?:fine|ok|okay)|(?:if|when|where|unless) (?:you must|(?:really |absolutely )?(?:needed|necessary)))\b|必要时|确有必要|除非|除了|除外|例外|以外|之外|仅[在限]|只[在能有]|(?<!不)允许/iu

function prohibitedIn(sentence: string, codes: readonly string[]): readonly Prohibited[] {
  for (const [patterns, called] of [
    [presence, false],
    [calls, true],
  ] as const) {
    for (const pattern of patterns) {
      const match = pattern.exec(sentence.trim())
      if (match === null || !harmlessTail.test(sentence.trim().slice(match[0].length))) continue
      return [...(match[1] ?? '').matchAll(anyMark)].map(([, index]) => ({ code: codes[Number(index)] ?? '', called }))
    }
  }
  return []
}
