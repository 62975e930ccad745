import type { ActionCase } from '../actionCase.ts'

export const conditions: readonly ActionCase[] = [
  {
    name: 'a truth that is chosen by a truth',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'typescript',
    text: `export interface Session {
  readonly userId: string
  readonly expiresAt: number
  readonly scopes: readonly string[]
}

export function mayWrite(session: Session | undefined, now: number): boolean {
  if (session === undefined) return false
  // A session that ends right now is over.
  return [||]session.expiresAt > now && session.scopes.includes('write') ? true : false
}
`,
    test: `
const session = { userId: 'u1', expiresAt: 10, scopes: ['read', 'write'] }
assert.equal(subject.mayWrite(session, 9), true)
assert.equal(subject.mayWrite(session, 10), false)
assert.equal(subject.mayWrite({ ...session, scopes: [] }, 9), false)
assert.equal(subject.mayWrite(undefined, 9), false)
`,
    expected: {
      kind: 'applied',
      has: [/A session that ends right now/],
      lacks: [/\? true : false/],
      solution: [[' ? true : false', '']],
    },
  },
  {
    name: 'a negated choice with a call',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'javascript',
    text: `const blockedDomains = new Set(['mailinator.com', 'example.invalid'])

export function signUpProblem(form, existing) {
  const domain = form.email.split('@').at(-1)
  if (!form.email.includes('@')) return 'no-address'
  // 已注册或被屏蔽的地址不能再注册。
  if (![||](!blockedDomains.has(domain) && !existing.includes(form.email))) {
    return 'not-allowed'
  }
  if (form.password.length < 12) return 'short-password'
  return undefined
}
`,
    test: `
const form = { email: 'ada@example.org', password: 'correct horse battery' }
assert.equal(subject.signUpProblem(form, []), undefined)
assert.equal(subject.signUpProblem(form, ['ada@example.org']), 'not-allowed')
assert.equal(subject.signUpProblem({ ...form, email: 'a@mailinator.com' }, []), 'not-allowed')
assert.equal(subject.signUpProblem({ ...form, email: 'ada' }, []), 'no-address')
assert.equal(subject.signUpProblem({ ...form, password: 'short' }, []), 'short-password')
`,
    expected: {
      kind: 'applied',
      has: [/blockedDomains\.has\(domain\) \|\| existing\.includes\(form\.email\)/, /已注册或被屏蔽/],
      lacks: [/!\(/, /!blockedDomains/],
      solution: [
        [
          '(!(!blockedDomains.has(domain) && !existing.includes(form.email)))',
          '(blockedDomains.has(domain) || existing.includes(form.email))',
        ],
      ],
    },
  },
  {
    name: 'a negated identity within a longer condition',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'python',
    text: `def next_shift(roster, employee, today):
    """The first shift from today on that the employee can take over."""
    for shift in sorted(roster, key=lambda each: each["day"]):
        if shift["day"] < today:
            continue
        if [||]not (shift["owner"] is not None or shift["role"] not in employee["roles"]):
            return shift["day"]
    return None
`,
    test: `
roster = [
    {"day": 3, "owner": None, "role": "cook"},
    {"day": 1, "owner": None, "role": "cook"},
    {"day": 2, "owner": "bob", "role": "cook"},
    {"day": 4, "owner": None, "role": "waiter"},
]
assert next_shift(roster, {"roles": ["cook"]}, 2) == 3
assert next_shift(roster, {"roles": ["waiter"]}, 1) == 4
assert next_shift(roster, {"roles": []}, 1) is None
`,
    expected: {
      kind: 'applied',
      has: [/if shift\["owner"\] is None and shift\["role"\] in employee\["roles"\]:/],
      solution: [
        [
          'not (shift["owner"] is not None or shift["role"] not in employee["roles"])',
          'shift["owner"] is None and shift["role"] in employee["roles"]',
        ],
      ],
    },
  },
]
