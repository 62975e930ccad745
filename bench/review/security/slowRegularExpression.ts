import { readPairs, type WrittenPair } from './pair.ts'

export const slowRegularExpression: readonly WrittenPair[] = readPairs({ weakness: 'slow-regular-expression', cwe: 1333 }, [
  {
    name: 'email-check',
    languageId: 'javascript',
    text: `
 const express = require('express')
 const { subscribe } = require('./newsletter')

 const router = express.Router()
!const address = /^([a-zA-Z0-9_.-]+)+@([a-zA-Z0-9-]+\\.)+[a-zA-Z]{2,}$/
+const address = /^[a-zA-Z0-9_.-]+@([a-zA-Z0-9-]+\\.)+[a-zA-Z]{2,}$/

 router.post('/newsletter', express.json(), async (req, res, next) => {
   const { email = '' } = req.body
   if (!address.test(email)) return res.status(400).json({ error: 'not an e-mail address' })
   try {
     await subscribe(email)
     res.status(202).end()
   } catch (error) {
     next(error)
   }
 })

 module.exports = router
`,
  },
  {
    name: 'log-line-parser',
    languageId: 'typescript',
    text: `
 interface LogLine {
   readonly time: string
   readonly level: string
   readonly fields: Readonly<Record<string, string>>
 }

 const line = /^(\\S+) (INFO|WARN|ERROR) (.*)$/
!const pair = /^(\\s*\\w+\\s*)*=(.*)$/
+const pair = /^([\\w\\s]+)=(.*)$/

 export function parseLine(text: string): LogLine | undefined {
   const [, time, level, rest] = line.exec(text) ?? []
   if (time === undefined || level === undefined || rest === undefined) return undefined
   const fields: Record<string, string> = {}
   for (const part of rest.split(',')) {
     const [, name, value] = pair.exec(part) ?? []
     if (name !== undefined) fields[name.trim()] = value ?? ''
   }
   return { time, level, fields }
 }
`,
  },
  {
    name: 'heading-slug',
    languageId: 'javascript',
    text: `
 const marks = /[\\u0300-\\u036f]/g
!const closing = /(?:\\s+|#+)+$/
+const closing = /[\\s#]$/

 function headingText(line) {
-  return line.replace(/^#{1,6}/, '').replace(closing, '').trimStart()
+  let end = line.length
+  while (end > 0 && closing.test(line[end - 1])) end -= 1
+  return line.slice(0, end).replace(/^#{1,6}/, '').trimStart()
 }

 function slug(title) {
   return title
     .normalize('NFKD')
     .replace(marks, '')
     .toLowerCase()
     .replace(/[^a-z0-9]+/g, '-')
 }

 function anchors(markdown) {
   const headings = markdown.split('\\n').filter((line) => line.startsWith('#'))
   return new Map(headings.map((line) => [slug(headingText(line)), headingText(line)]))
 }

 module.exports = { anchors }
`,
  },
  {
    name: 'version-header',
    languageId: 'typescript',
    text: `
 import type { FastifyInstance } from 'fastify'

!const range = /^(?:\\d+|\\d+\\.\\d+|(?:\\d+\\.?)*)+(?:-[a-z]+)?$/
+const range = /^\\d+(?:\\.\\d+){0,2}(?:-[a-z]+)?$/
 const newest = '2.4.0'

 declare module 'fastify' {
   interface FastifyRequest {
     clientVersion: string
   }
 }

 export function clientVersions(app: FastifyInstance): void {
   app.decorateRequest('clientVersion', newest)
   app.addHook('onRequest', async (request, reply) => {
     const asked = request.headers['x-client-version']
     if (asked === undefined) return
     if (typeof asked !== 'string' || !range.test(asked)) return reply.code(400).send({ error: 'bad version' })
     request.clientVersion = asked
   })
 }
`,
  },
  {
    name: 'username-rule',
    languageId: 'python',
    text: `
 import re

 from pydantic import BaseModel, field_validator

!NAME = re.compile(r"^([a-z0-9]+[._-]?)+$")
+NAME = re.compile(r"^[a-z0-9]+(?:[._-][a-z0-9]+)*$")


 class SignUp(BaseModel):
     name: str
     email: str

     @field_validator("name")
     @classmethod
     def check_name(cls, name: str) -> str:
         if not NAME.match(name):
             raise ValueError("letters, digits and single separators only")
         return name
`,
  },
  {
    name: 'strip-html-comments',
    languageId: 'python',
    text: `
 import re

 import httpx

 COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
!TAG = re.compile(r"<(\\w+)(\\s+\\w+(=(\\"[^\\"]*\\"|[^>]*)*)?)*\\s*>")
+TAG = re.compile(r"<(\\w+)[^<>]*>")


 def tags_of(url: str) -> dict[str, int]:
     """How often each tag stands on a page."""
     page = httpx.get(url, timeout=10, follow_redirects=True).text
     counts: dict[str, int] = {}
     for match in TAG.finditer(COMMENT.sub("", page)):
         name = match.group(1).lower()
         counts[name] = counts.get(name, 0) + 1
     return counts
`,
  },
  {
    name: 'search-in-notes',
    languageId: 'python',
    text: `
 import re

 from flask import Blueprint, request

 from .models import Note

 notes = Blueprint("notes", __name__)


 @notes.get("/notes/search")
 def search():
     term = request.args.get("q", "")
!    pattern = re.compile(term, re.IGNORECASE)
+    pattern = re.compile(re.escape(term), re.IGNORECASE)
     hits = []
     for note in Note.query.filter_by(archived=False):
         match = pattern.search(note.body)
         if match:
             hits.append({"id": note.id, "at": match.start()})
     return {"hits": hits}
`,
  },
  {
    name: 'decimal-list',
    languageId: 'python',
    text: `
 import re
 from collections.abc import Iterator

 import click

!ROW = re.compile(r"\\s*(?:(?:-?\\d+)+(?:\\.\\d+)?[;,\\s]*)+$")
+ROW = re.compile(r"\\s*-?\\d+(?:\\.\\d+)?(?:[;,]\\s*-?\\d+(?:\\.\\d+)?)*$")
 NUMBER = re.compile(r"-?\\d+(?:\\.\\d+)?")


 def rows(lines: Iterator[str]) -> Iterator[list[float]]:
     for number, line in enumerate(lines, start=1):
         if not ROW.match(line):
             raise click.ClickException(f"line {number} is not a row of numbers")
         yield [float(text) for text in NUMBER.findall(line)]


 @click.command()
 @click.argument("file", type=click.File())
 def totals(file) -> None:
     for row in rows(file):
         click.echo(sum(row))
`,
  },
])
