import { readPairs, type WrittenPair } from './pair.ts'

export const codeInjection: readonly WrittenPair[] = readPairs({ weakness: 'code-injection', cwe: 95 }, [
  {
    name: 'spreadsheet-formula',
    languageId: 'javascript',
    text: `
+const { evaluate } = require('mathjs')
+
 function cellValue(sheet, formula) {
   if (!formula.startsWith('=')) return formula
   const expression = formula.slice(1).replace(/\\b([A-Z]+)(\\d+)\\b/g, (_, column, row) => {
     const value = sheet.get(column, Number(row))
     return typeof value === 'number' ? String(value) : '0'
   })
   try {
!    return eval(expression)
+    return evaluate(expression)
   } catch {
     return '#ERROR'
   }
 }

 module.exports = { cellValue }
`,
  },
  {
    name: 'rule-conditions',
    languageId: 'typescript',
    text: `
 import { type Context, type Fact, operators } from './facts.js'

 interface Rule {
   readonly name: string
   readonly fact: Fact
   readonly operator: keyof typeof operators
   readonly value: number
-  readonly condition?: string
 }

 export function matching(rules: readonly Rule[], context: Context): readonly string[] {
   const names: string[] = []
   for (const rule of rules) {
-    const text = rule.condition ?? \`context.\${rule.fact} \${rule.operator} \${rule.value}\`
!    const test = new Function('context', \`return \${text}\`)
-    if (test(context)) names.push(rule.name)
+    const test = operators[rule.operator]
+    if (test(context[rule.fact], rule.value)) names.push(rule.name)
   }
   return names
 }
`,
  },
  {
    name: 'webhook-transform',
    languageId: 'javascript',
    text: `
 const vm = require('node:vm')
 const express = require('express')
+const jsonata = require('jsonata')

 const router = express.Router()

 router.post('/hooks/preview', express.json(), async (req, res) => {
   const { transform, sample } = req.body
-  const sandbox = { payload: sample, result: null }
   try {
!    vm.runInNewContext(\`result = (\${transform})(payload)\`, sandbox, { timeout: 100 })
-    res.json({ result: sandbox.result })
+    const result = await jsonata(transform).evaluate(sample)
+    res.json({ result })
   } catch (error) {
     res.status(422).json({ error: error.message })
   }
 })

 module.exports = router
`,
  },
  {
    name: 'repeat-timer',
    languageId: 'typescript',
    text: `
 interface Job {
   readonly id: string
   readonly action: string
   readonly seconds: number
 }

 type Actions = Readonly<Record<string, () => void>>

 export function schedule(jobs: readonly Job[], actions: Actions) {
   const timers = new Map<string, NodeJS.Timeout>()
   for (const { id, action, seconds } of jobs) {
!    const call = Function(\`"use strict"; this.\${action}()\`)
+    const call = Object.hasOwn(actions, action) ? actions[action] : undefined
+    if (call === undefined) throw new Error(\`There is no action \${action}\`)
     timers.set(id, setInterval(() => call.call(actions), seconds * 1000))
   }
   return () => timers.forEach((timer) => clearInterval(timer))
 }
`,
  },
  {
    name: 'filter-expression',
    languageId: 'python',
    text: `
 import csv
 import operator

 import click

 OPERATORS = {"<": operator.lt, ">": operator.gt, "==": operator.eq}


 @click.command()
 @click.argument("file", type=click.File())
 @click.option("--where", required=True, help="For example: age > 30")
 def select(file, where: str) -> None:
     """Print the rows for which the condition holds."""
+    column, sign, value = where.split(maxsplit=2)
     for row in csv.DictReader(file):
!        if eval(where, {}, row):
+        if OPERATORS[sign](row[column], value):
             click.echo(",".join(row.values()))
`,
  },
  {
    name: 'config-value',
    languageId: 'python',
    text: `
+import ast
 from pathlib import Path


 def read_settings(path: Path) -> dict[str, object]:
     """Read \`name = value\` lines; a value is a Python literal."""
     settings: dict[str, object] = {}
     for line in path.read_text().splitlines():
         line = line.partition("#")[0].strip()
         if not line:
             continue
         name, _, value = line.partition("=")
!        settings[name.strip()] = eval(value.strip())
+        settings[name.strip()] = ast.literal_eval(value.strip())
     return settings
`,
  },
  {
    name: 'plot-function',
    languageId: 'python',
    text: `
 import numpy
 from flask import Blueprint, abort, request

 plots = Blueprint("plots", __name__)
 FUNCTIONS = {"sin": numpy.sin, "cos": numpy.cos, "exp": numpy.exp}


 @plots.get("/plot")
 def plot():
     formula = request.args.get("f", "sin(x)").replace("^", "**")
     x = numpy.linspace(-10, 10, 400)
     try:
-        code = compile(formula, "<formula>", "eval")
!        y = eval(code, {"__builtins__": {}, **FUNCTIONS}, {"x": x})
+        y = FUNCTIONS[formula.removesuffix("(x)")](x)
     except (SyntaxError, NameError, KeyError):
         abort(400)
     return {"x": x.tolist(), "y": numpy.asarray(y).tolist()}
`,
  },
  {
    name: 'template-preview',
    languageId: 'python',
    text: `
 from django.contrib.auth.decorators import login_required
 from django.http import HttpResponse
-from jinja2 import Environment
+from jinja2.sandbox import SandboxedEnvironment

 from .models import Mailing


 @login_required
 def preview(request, mailing_id):
     mailing = Mailing.objects.get(pk=mailing_id, owner=request.user)
-    environment = Environment(autoescape=True)
-    source = request.POST.get("body") or mailing.body
!    html = environment.from_string(source).render(name="Ada", mailing=mailing.title)
+    environment = SandboxedEnvironment(autoescape=True)
+    source = request.POST.get("body") or mailing.body
+    html = environment.from_string(source).render(name="Ada", mailing=mailing.title)
     return HttpResponse(html)
`,
  },
])
