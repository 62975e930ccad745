import { symlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RelatedFolder } from './relatedFolder.ts'

let folder: RelatedFolder
beforeEach(() => {
  folder = new RelatedFolder()
})
afterEach(() => folder.remove())

interface Case {
  readonly what: string
  readonly files: Readonly<Record<string, string>>
  readonly name: string
  readonly text: string
  readonly shown: string
}

function check(cases: readonly Case[]): void {
  it.each(cases)('$what', async ({ files, name, text, shown }) => {
    folder.write(files)
    expect(await folder.shown(name, text)).toBe(shown)
  })
}

const cart = `export class Cart extends Base {
  private items: Item[] = []
  #total = 0
  readonly owner: string
  constructor(owner: string) {
    this.owner = owner
  }

  /** Adds. */
  async add(item: Item, count = 1): Promise<void> {
    await save(item)
  }
  get size(): number {
    return 1
  }
}
`

describe('signatures of TypeScript and JavaScript', () => {
  check([
    {
      what: 'a class shows its fields and methods without bodies, comments and private members',
      files: { 'src/cart.ts': cart },
      name: 'src/use.ts',
      text: `import { Cart } from './cart'\n[||]`,
      shown: `# signatures src/cart.ts
export class Cart extends Base {
  readonly owner: string
  constructor(owner: string);
  async add(item: Item, count = 1): Promise<void>;
  get size(): number;
}
`,
    },
    {
      what: 'functions, types, enums and constants, of those imported by name only those',
      files: {
        'a.ts': `export function f<T>(a: T): T {\n  return a\n}
export const g = (a: number): number => {\n  return a\n}
export type T = {\n  a: string // why\n  b?: T\n}
export interface I { a: string }
export enum E {\n  A = 1,\n  B,\n}
export const limits = {\n  most: 3,\n  check(n: number) {\n    return n < 3\n  },\n} as const
export function unwanted(): void {}
`,
      },
      name: 'use.ts',
      text: `import { f, g, type T, I, E, limits } from './a.js'\n[||]`,
      shown: `# signatures a.ts
export function f<T>(a: T): T;
export const g = (a: number): number => ...
export type T = {
  a: string
  b?: T
}
export interface I { a: string }
export enum E {
  A = 1,
  B,
}
export const limits = {
  most: 3,
  check(n: number) { ... },
} as const
`,
    },
    {
      what: 'names are found through files that pass them on, also renamed and by default',
      files: {
        'lib/index.ts': `export * from './a'\nexport { b as c } from './b'\nexport { default as d } from './d'\n`,
        'lib/a.ts': `export function a(): void {}\n`,
        'lib/b.ts': `function b(x: string): void {}\nexport { b }\n`,
        'lib/d.tsx': `const View = () => <p>text that is long enough to be worth leaving out of it</p>\nexport default View\n`,
      },
      name: 'use.ts',
      text: `import { a, c, d } from './lib'\n[||]`,
      shown: `# signatures lib/a.ts
export function a(): void;
# signatures lib/b.ts
function b(x: string): void;
# signatures lib/d.tsx
const View = () => ...
`,
    },
    {
      what: 'files that pass names on in a circle come to an end',
      files: { 'a.ts': `export * from './b'\n`, 'b.ts': `export * from './a'\nexport const b: number = 1\n` },
      name: 'use.ts',
      text: `import { b, missing } from './a'\nimport * as all from './b'\n[||]`,
      shown: '# signatures b.ts\nexport const b: number = 1\n',
    },
    {
      what: 'of a namespace all that is exported',
      files: { 'a.ts': `export function f(): void {}\nfunction own(): void {}\nexport const n = 1\n` },
      name: 'use.ts',
      text: `import * as a from './a'\n[||]`,
      shown: '# signatures a.ts\nexport function f(): void;\nexport const n = 1\n',
    },
    {
      what: 'what a shown signature mentions, from the same file or imported there',
      files: {
        'a.ts': `import type { Price } from './price'\ninterface Item {\n  price: Price\n}\nexport function sum(items: Item[]): Price {\n  return 0\n}\n`,
        'price.ts': `export type Price = number\nexport type Other = string\n`,
      },
      name: 'use.ts',
      text: `import { sum } from './a'\n[||]`,
      shown: `# signatures a.ts
interface Item {
  price: Price
}
export function sum(items: Item[]): Price;
# signatures price.ts
export type Price = number
`,
    },
    {
      what: 'what CommonJS requires, taken apart or as a whole',
      files: {
        'a.js': `class Foo {\n  bar(x) {\n    return x\n  }\n}\nfunction own(a, b) {}\nmodule.exports = { Foo, renamed: own }\n`,
        'b.js': `exports.late = function (x) {\n  return x\n}\n`,
      },
      name: 'use.js',
      text: `const { Foo, renamed } = require('./a')\nconst b = require('./b')\n[||]`,
      shown: `# signatures a.js
class Foo {
  bar(x);
}
function own(a, b);
# signatures b.js
exports.late = function (x) { ... }
`,
    },
    {
      what: 'declarations of a compiled file stand for it',
      files: { 'a.js': 'export function f(a) {}\n', 'a.d.ts': 'export declare function f(a: string): void;\n' },
      name: 'use.ts',
      text: `import { f } from './a.js'\n[||]`,
      shown: '# signatures a.d.ts\nexport declare function f(a: string): void;\n',
    },
    {
      what: 'the paths and the base of tsconfig.json, with comments and an extended config',
      files: {
        'tsconfig.base.json': `{ "compilerOptions": { "baseUrl": ".", /* c */ "paths": { "@/*": ["src/*"], "@/deep/*": ["src/d/*"], }, } }`,
        'app/tsconfig.json': `// part\n{ "extends": "../tsconfig.base" }`,
        'src/a.ts': 'export const a = 1\n',
        'src/d/b.ts': 'export const b = 1\n',
        'lib/c.ts': 'export const c = 1\n',
      },
      name: 'app/use.ts',
      text: `import { a } from '@/a'\nimport { b } from '@/deep/b'\nimport { c } from 'lib/c'\nimport fs from 'node:fs'\n[||]`,
      shown:
        '# signatures lib/c.ts\nexport const c = 1\n# signatures src/a.ts\nexport const a = 1\n# signatures src/d/b.ts\nexport const b = 1\n',
    },
    {
      what: 'names in any script, and line ends of Windows',
      files: {
        'a.ts': `export class 订单 {\r\n  金额: number\r\n  计算(税率: number): number {\r\n    return 1\r\n  }\r\n}\r\n`,
      },
      name: 'use.ts',
      text: `import { 订单 } from './a'\r\n[||]`,
      shown: '# signatures a.ts\nexport class 订单 {\n  金额: number\n  计算(税率: number): number;\n}\n',
    },
    {
      what: 'code that is being written, as far as it can be made out',
      files: { 'a.ts': `export function whole(a: string): void {}\nexport class Half {\n  m(): void {\n    if (\n` },
      name: 'use.ts',
      text: `import { whole } from './a'\nif (whole([||]`,
      shown: '# signatures a.ts\nexport function whole(a: string): void;\n',
    },
  ])
})

describe('signatures of other languages', () => {
  check([
    {
      what: 'Python: classes with attributes, the first line of their text and def lines; through a package',
      files: {
        'pkg/__init__.py': 'from .shapes import Circle\n',
        'pkg/shapes.py': `PI: float = 3.14
@dataclass
class Circle(Shape):
    """A circle.

    More.
    """
    radius: float = 1.0

    def __init__(self, r: float) -> None:
        self.r = r
        if r:
            self.x = 1

    @property
    def area(self) -> float:
        # Why.
        return PI

    def _own(self): pass

def make(r: float) -> Circle:
    return Circle(r)
`,
      },
      name: 'app/use.py',
      text: 'from pkg import Circle\nfrom pkg.shapes import PI\n[||]',
      shown: `# signatures pkg/shapes.py
PI: float = 3.14
@dataclass
class Circle(Shape):
    """A circle."""
    radius: float = 1.0
    def __init__(self, r: float) -> None:
        self.r = r
    @property
    def area(self) -> float: ...
`,
    },
    {
      what: 'Python: relative imports, modules of a package and the src folder',
      files: {
        'src/app/util/text.py': 'def trim(s: str) -> str:\n    return s\n',
        'src/app/base.py': 'LIMIT = 3\n',
        'src/app/__init__.py': '',
        'src/app/util/__init__.py': '',
      },
      name: 'src/app/util/use.py',
      text: 'from . import text\nfrom ..base import LIMIT\nimport app.base\n[||]',
      shown: '# signatures src/app/base.py\nLIMIT = 3\n# signatures src/app/util/text.py\ndef trim(s: str) -> str: ...\n',
    },
    {
      what: 'Go: what is used of a package of the module, methods with their type, and the files beside',
      files: {
        'go.mod': 'module example.com/m\n\ngo 1.22\n',
        'util/u.go':
          'package util\n\ntype S struct {\n\tA int // a\n}\n\nfunc (s *S) M(a int) (int, error) {\n\treturn 1, nil\n}\n\nfunc Unused() {}\n',
        'help.go': 'package main\n\nfunc help(n int) string {\n\treturn ""\n}\n',
      },
      name: 'main.go',
      text: 'package main\n\nimport "example.com/m/util"\n\nfunc main() {\n\tvar s util.S\n\t_ = Help\n[||]}\n',
      shown: '# signatures util/u.go\ntype S struct {\n\tA int\n}\nfunc (s *S) M(a int) (int, error)\n',
    },
    {
      what: 'C++: what is used of an included header',
      files: {
        'include/b.h':
          '#ifndef B_H\n#define B_H\nnamespace n {\nclass C : public D {\n public:\n  explicit C(int a) : a_(a) {}\n  int m() const { return 1; }\n private:\n  int a_;\n};\n}\nint unused(int a);\n#endif\n',
      },
      name: 'src/a.cc',
      text: '#include "b.h"\nvoid f() {\n  n::C c(1);\n  [||]\n}\n',
      shown: '# signatures include/b.h\nclass C : public D {\n public:\n  explicit C(int a);\n  int m() const;\n};\n',
    },
    {
      what: 'Rust: a module of the crate, with what is implemented for a type',
      files: {
        'Cargo.toml': '',
        'src/geo.rs':
          'pub struct P {\n    pub x: i32,\n}\nimpl P {\n    pub fn new(x: i32) -> Self {\n        P { x }\n    }\n}\npub fn dist(a: &P) -> f64 {\n    0.0\n}\n',
      },
      name: 'src/main.rs',
      text: 'use crate::geo::{P, dist};\n[||]',
      shown:
        '# signatures src/geo.rs\npub struct P {\n    pub x: i32,\n}\nimpl P {\n    pub fn new(x: i32) -> Self;\n}\npub fn dist(a: &P) -> f64;\n',
    },
    {
      what: 'Java: an imported class, and a used one beside it',
      files: {
        'src/a/K.java': 'package a;\npublic class K {\n  private int x;\n  public int m(int a) {\n    return a;\n  }\n}\n',
        'src/b/Near.java': 'package b;\nclass Near {\n  void n() {}\n}\n',
        'src/b/Far.java': 'package b;\nclass Far {}\n',
      },
      name: 'src/b/U.java',
      text: 'package b;\nimport a.K;\nclass U {\n  Near near;\n  [||]\n}\n',
      shown:
        '# signatures src/a/K.java\npublic class K {\n  public int m(int a);\n}\n# signatures src/b/Near.java\nclass Near {\n  void n();\n}\n',
    },
  ])
})

describe('what is never shown', () => {
  const use = `import { a } from './a'\n[||]`
  it.each([
    { what: 'an ignored file', files: { '.gitignore': 'a.ts', 'a.ts': 'export const a = 1\n' } },
    { what: 'a generated file', files: { 'a.ts': '// @generated\nexport const a = 1\n' } },
    { what: 'a file of more than 500 kB', files: { 'a.ts': `export const a = 1\n${'// text\n'.repeat(63_000)}` } },
    { what: 'a file that is no code', files: { 'a.json': '{ "a": 1 }' } },
  ])('$what', async ({ files }) => {
    folder.write(files)
    expect(await folder.shown('use.ts', use)).toBe('')
  })

  it('a file outside of the workspace folder, by its path or through a link', async () => {
    const outside = new RelatedFolder()
    outside.write({ 'a.ts': 'export const a = 1\n' })
    folder.write({ 'inside/b.ts': '' })
    symlinkSync(outside.path, folder.at('linked'))
    symlinkSync(outside.at('a.ts'), folder.at('a.ts'))
    const text = `import { a } from './a'\nimport { a as b } from './linked/a'\nimport { a as c } from '${outside.at('a')}'\n[||]`
    expect(await folder.shown('use.ts', text)).toBe('')
    expect(await folder.shown('inside/use.ts', `import { a } from '../a'\n[||]`, { folder: folder.at('inside') })).toBe('')
    outside.remove()
  })

  it('a secret file behind a link with a harmless name', async () => {
    folder.write({ 'secrets.json': 'export const a = 1\n' })
    symlinkSync(folder.at('secrets.json'), folder.at('a.ts'))
    expect(await folder.shown('use.ts', use)).toBe('')
  })

  it('the document itself, when another file imports from it', async () => {
    folder.write({ 'a.ts': `import { T } from './use'\nexport const a: T = 1\n`, 'use.ts': 'export type T = number\n' })
    expect(await folder.shown('use.ts', `import { a } from './a'\nexport type T = number\n[||]`)).toBe(
      '# signatures a.ts\nexport const a: T = 1\n',
    )
  })
})
