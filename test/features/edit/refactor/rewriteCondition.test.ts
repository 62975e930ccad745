import { checkRewrites } from '../rewriting.ts'

const function_ = (body: string) => `function f(a, b, c) {\n${body}\n}\n`

checkRewrites('simplifyCondition', [
  {
    name: 'an if that only returns whether it holds gives the condition',
    language: 'javascript',
    code: function_('  [||]if (a > b) {\n    return true\n  } else {\n    return false\n  }'),
    becomes: function_('  return a > b'),
  },
  {
    name: 'the other way round it gives the opposite, and a comparison by size stays one',
    language: 'typescript',
    code: 'function f(a: number, b: number) {\n  if (a <[||] b) return false;\n  return true;\n}\n',
    becomes: 'function f(a: number, b: number) {\n  return !(a < b);\n}\n',
  },
  {
    name: 'a value that is no truth is made one',
    language: 'javascript',
    code: function_('  [||]if (a && b) return true;\n  return false;'),
    becomes: function_('  return !!(a && b);'),
  },
  {
    name: 'a parameter that is declared as a truth is one',
    language: 'typescript',
    code: 'function f(ready: boolean) {\n  return ready === [||]true\n}\n',
    becomes: 'function f(ready: boolean) {\n  return ready\n}\n',
  },
  {
    name: 'true and false as branches of an expression',
    language: 'javascript',
    code: 'const big = a > 3 ? [||]true : false\n',
    becomes: 'const big = a > 3\n',
  },
  {
    name: 'the opposite of equality is inequality',
    language: 'javascript',
    code: 'if (![||](a === b)) go()\n',
    becomes: 'if (a !== b) go()\n',
  },
  {
    name: 'De Morgan, where nothing is negated any more',
    language: 'javascript',
    code: 'const differs = !([||]a === b && c === d)\n',
    becomes: 'const differs = a !== b || c !== d\n',
  },
  {
    name: 'parentheses are kept where the new operator is looser than its neighbour',
    language: 'javascript',
    code: 'if (!([||]a === b && c === d) && e) go()\n',
    becomes: 'if ((a !== b || c !== d) && e) go()\n',
  },
  {
    name: 'a double negation in a condition',
    language: 'javascript',
    code: 'while (!![||]queue.length) next()\n',
    becomes: 'while (queue.length) next()\n',
  },
  {
    name: 'an if within an if',
    language: 'javascript',
    code: function_('  if (a || [||]b) {\n    if (c) {\n      go()\n      // done\n    }\n  }'),
    becomes: function_('  if ((a || b) && c) {\n    go()\n    // done\n  }'),
  },
  {
    name: 'an if within an if, with a text of several lines that stays as it is',
    language: 'javascript',
    code: function_('  if ([||]a) {\n    if (c) {\n      go(`\n      x\n`)\n    }\n  }'),
    becomes: function_('  if (a && c) {\n    go(`\n      x\n`)\n  }'),
  },
  {
    name: 'an if that only returns whether it holds',
    language: 'python',
    code: 'def f(a, b):\n    [||]if a in b:\n        return True\n    else:\n        return False\n',
    becomes: 'def f(a, b):\n    return a in b\n',
  },
  {
    name: 'a value that is no truth is made one',
    language: 'python',
    code: 'def f(items):\n    if [||]items:\n        return True\n    return False\n',
    becomes: 'def f(items):\n    return bool(items)\n',
  },
  { name: 'not in', language: 'python', code: 'if [||]not a in b:\n    go()\n', becomes: 'if a not in b:\n    go()\n' },
  { name: 'not is', language: 'python', code: 'if [||]not a is None:\n    go()\n', becomes: 'if a is not None:\n    go()\n' },
  {
    name: 'an if within an if',
    language: 'python',
    code: 'def f(a, b):\n    [||]if a:\n        if b or a > 1:\n            # why\n            go()\n            stop()\n',
    becomes: 'def f(a, b):\n    if a and (b or a > 1):\n        # why\n        go()\n        stop()\n',
  },
  {
    name: 'a truth chosen by an expression',
    language: 'python',
    code: 'x = [||]True if a is None else False\n',
    becomes: 'x = a is None\n',
  },
  // Traps.
  {
    name: 'a comparison with true tells more than the value where that may be anything',
    language: 'javascript',
    code: function_('  if (a === [||]true) go()'),
    refused: 'may be something else than true or false',
  },
  {
    name: 'a parameter may be shadowed by a variable that is no truth',
    language: 'typescript',
    code: 'function f(ready: boolean) {\n  for (const x of xs) { const ready = x.state; if (ready === [||]true) go() }\n}\n',
    refused: 'may be something else than true or false',
  },
  { name: 'a size is not turned round', language: 'javascript', code: 'if (![||](a < b)) go()\n', nothing: true },
  {
    name: 'a double negation is a value of its own elsewhere',
    language: 'javascript',
    code: 'const has = !![||]count\n',
    nothing: true,
  },
  {
    name: 'an if within an if with another branch',
    language: 'javascript',
    code: function_('  if ([||]a) {\n    if (b) go()\n    else stop()\n  }'),
    nothing: true,
  },
  {
    name: 'an if within an if that has another branch itself',
    language: 'python',
    code: 'if [||]a:\n    if b:\n        go()\nelse:\n    stop()\n',
    nothing: true,
  },
  {
    name: 'a comment would be lost',
    language: 'javascript',
    code: function_('  [||]if (a > b) {\n    // why\n    return true\n  }\n  return false'),
    refused: 'comment',
  },
])
