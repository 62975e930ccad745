import { checkRewrites } from '../rewriting.ts'

checkRewrites('removeDeadCode', [
  {
    name: 'what follows a return',
    language: 'python',
    code: 'def f(a):\n    return a  # enough\n    [||]print(a)\n    a += 1\n\n\ndef g():\n    pass\n',
    becomes: 'def f(a):\n    return a  # enough\n\n\ndef g():\n    pass\n',
  },
  {
    name: 'with the cursor at the head of the function',
    language: 'python',
    code: 'def [||]f(a):\n    for x in a:\n        continue\n        print(x)\n',
    becomes: 'def f(a):\n    for x in a:\n        continue\n',
  },
  {
    name: 'a branch that is never taken',
    language: 'python',
    code: 'def f(a):\n    [||]if False:\n        print(a)\n    return a\n',
    becomes: 'def f(a):\n    return a\n',
  },
  {
    name: 'a branch that is always taken',
    language: 'python',
    code: 'def f(a):\n    [||]if True:\n        b = 1\n        c(b)\n    else:\n        d()\n',
    becomes: 'def f(a):\n    b = 1\n    c(b)\n',
  },
  {
    name: 'nothing is left',
    language: 'python',
    code: 'def f(a):\n    [||]while False:\n        print(a)\n',
    becomes: 'def f(a):\n    pass\n',
  },
  // Traps.
  {
    name: 'a yield that never runs makes the function a generator',
    language: 'python',
    code: 'def f(a):\n    return\n    [||]yield a\n',
    refused: 'generator',
  },
  {
    name: 'an assignment that never runs makes a name a variable of the function',
    language: 'python',
    code: 'def f():\n    print(name)\n    return\n    [||]name = 1\n',
    refused: '`name` a variable',
  },
  {
    name: 'so does an import',
    language: 'python',
    code: 'def f():\n    print(os)\n    return\n    [||]import os\n',
    refused: '`os` a variable',
  },
  {
    name: 'code behind an if is not dead',
    language: 'python',
    code: 'def f(a):\n    if a:\n        return\n    [||]print(a)\n',
    nothing: true,
  },
  {
    name: 'a loop that never ends by itself is left alone',
    language: 'python',
    code: 'def f(a):\n    [||]while True:\n        a()\n',
    nothing: true,
  },
  { name: 'TypeScript does it itself', language: 'typescript', code: 'function f() {\n  return\n  [||]g()\n}\n', nothing: true },
])
