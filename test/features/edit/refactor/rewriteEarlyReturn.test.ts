import { checkRewrites } from '../rewriting.ts'

checkRewrites('earlyReturn', [
  {
    name: 'an if around all that is left of a function becomes a guard',
    language: 'typescript',
    code: 'function save(user?: User) {\n  [||]if (user !== undefined) {\n    // first\n    store(user);\n    tell(user);\n  }\n}\n',
    becomes: 'function save(user?: User) {\n  if (user === undefined) return;\n  // first\n  store(user);\n  tell(user);\n}\n',
  },
  {
    name: 'in a loop the guard goes on with the next element',
    language: 'javascript',
    code: 'for (const x of xs) {\n  if (x.[||]ok && x.size > 3) {\n    a(x)\n    b(x)\n  }\n}\n',
    becomes: 'for (const x of xs) {\n  if (!x.ok || !(x.size > 3)) continue\n  a(x)\n  b(x)\n}\n',
  },
  {
    name: 'what is returned behind the branch is returned by the guard, where the branch returns itself',
    language: 'javascript',
    code: 'function f(a) {\n  [||]if (a) {\n    const b = g(a);\n    return b + 1;\n  }\n  return null;\n}\n',
    becomes: 'function f(a) {\n  if (!a) return null;\n  const b = g(a);\n  return b + 1;\n}\n',
  },
  {
    name: 'an else behind a branch that returns goes',
    language: 'javascript',
    code: 'function f(a) {\n\tif (a) {\n\t\treturn 1\n\t} [||]else {\n\t\tb()\n\t\treturn 2\n\t}\n}\n',
    becomes: 'function f(a) {\n\tif (a) {\n\t\treturn 1\n\t}\n\tb()\n\treturn 2\n}\n',
  },
  {
    name: 'of two branches that return the long one comes second',
    language: 'javascript',
    code: 'function f(a) {\n  [||]if (a) {\n    const b = g(a)\n    return b + 1\n  } else {\n    return 0\n  }\n}\n',
    becomes: 'function f(a) {\n  if (!a) return 0\n  const b = g(a)\n  return b + 1\n}\n',
  },
  {
    name: 'of two short branches that return only the else goes',
    language: 'javascript',
    code: 'function f(a) {\n  [||]if (a) {\n    return 1\n  } else {\n    return 0\n  }\n}\n',
    becomes: 'function f(a) {\n  if (a) {\n    return 1\n  }\n  return 0\n}\n',
  },
  {
    name: 'an else if behind a branch that throws becomes an if',
    language: 'javascript',
    code: 'function f(a) {\n  [||]if (!a) {\n    throw new Error("a")\n  } else if (a > 1) {\n    b()\n  } else {\n    c()\n  }\n}\n',
    becomes:
      'function f(a) {\n  if (!a) {\n    throw new Error("a")\n  }\n  if (a > 1) {\n    b()\n  } else {\n    c()\n  }\n}\n',
  },
  {
    name: 'a short way out in the other branch comes first',
    language: 'javascript',
    code: 'function f(a) {\n  [||]if (a) {\n    b()\n    c()\n  } else {\n    return\n  }\n  d()\n}\n',
    becomes: 'function f(a) {\n  if (!a) return\n  b()\n  c()\n  d()\n}\n',
  },
  {
    name: 'an if around all that is left of a function becomes a guard',
    language: 'python',
    code: 'def save(user):\n    [||]if user is not None and user.ok:\n        # first\n        store(user)\n        tell(user)\n',
    becomes:
      'def save(user):\n    if user is None or not user.ok:\n        return\n\n    # first\n    store(user)\n    tell(user)\n',
  },
  {
    name: 'in a loop the guard goes on with the next element',
    language: 'python',
    code: 'for x in xs:\n    [||]if x:\n        a(x)\n        b(x)\n',
    becomes: 'for x in xs:\n    if not x:\n        continue\n\n    a(x)\n    b(x)\n',
  },
  {
    name: 'an elif behind a branch that returns becomes an if',
    language: 'python',
    code: 'def f(a):\n    [||]if a:\n        return 1\n    elif a is None:\n        return 2\n    else:\n        return 3\n',
    becomes: 'def f(a):\n    if a:\n        return 1\n    if a is None:\n        return 2\n    else:\n        return 3\n',
  },
  {
    name: 'an else behind a branch that raises goes, with a text of several lines as it is',
    language: 'python',
    code: 'def f(a):\n    if a:\n        raise ValueError\n    [||]else:\n        return """\n        x\n"""\n',
    becomes: 'def f(a):\n    if a:\n        raise ValueError\n    return """\n        x\n"""\n',
  },
  {
    name: 'line ends stay what they are',
    language: 'javascript',
    code: 'function f(a) {\r\n  [||]if (a) {\r\n    b();\r\n    c();\r\n  }\r\n}\r\n',
    becomes: 'function f(a) {\r\n  if (!a) return;\r\n  b();\r\n  c();\r\n}\r\n',
  },
  // Traps.
  {
    name: 'a name of the branch means something else outside of it',
    language: 'typescript',
    code: 'function f(a: number, b: number) {\n  [||]if (a) {\n    const b = 3;\n    g(b);\n  }\n}\n',
    refused: '`b` is declared in the branch',
  },
  {
    name: 'something follows that the branch falls through to',
    language: 'javascript',
    code: 'function f(a) {\n  [||]if (a) {\n    b()\n    c()\n  }\n  return d()\n}\n',
    nothing: true,
  },
  {
    name: 'the end of a try is not the end of the function',
    language: 'javascript',
    code: 'function f(a) {\n  try {\n    [||]if (a) {\n      b()\n      c()\n    }\n  } finally {\n    d()\n  }\n  e()\n}\n',
    nothing: true,
  },
  {
    name: 'a branch that does not leave keeps its else',
    language: 'python',
    code: 'def f(a):\n    [||]if a:\n        b()\n    else:\n        c()\n    d()\n',
    nothing: true,
  },
  {
    name: 'a branch within a branch is not the end of the function',
    language: 'python',
    code: 'def f(a):\n    if b:\n        [||]if a:\n            c()\n            d()\n    e()\n',
    nothing: true,
  },
  {
    name: 'a comment beside the condition would be lost',
    language: 'javascript',
    code: 'function f(a) {\n  [||]if (a /* why */) {\n    b()\n    c()\n  }\n}\n',
    refused: 'comment',
  },
])
