import { readPairs, type WrittenPair } from './pair.ts'

export const crossSiteScripting: readonly WrittenPair[] = readPairs({ weakness: 'cross-site-scripting', cwe: 79 }, [
  {
    name: 'search-results-page',
    languageId: 'javascript',
    text: `
 const express = require('express')
+const escapeHtml = require('escape-html')
 const { search } = require('./catalogue')

 const app = express()

 app.get('/search', async (req, res) => {
-  const term = String(req.query.q ?? '')
-  const results = await search(term)
+  const term = escapeHtml(String(req.query.q ?? ''))
+  const results = await search(String(req.query.q ?? ''))
   const items = results.map(({ id }) => \`<li><a href="/item/\${id}">Item \${id}</a></li>\`)
   res.type('html').send(
     '<!doctype html><title>Search</title>' +
=      \`<h1>\${results.length} results for \${term}</h1>\` +
       \`<ul>\${items.join('')}</ul>\`,
   )
 })

 module.exports = app
`,
  },
  {
    name: 'comment-list-react',
    languageId: 'typescript',
    text: `
 import { marked } from 'marked'
+import DOMPurify from 'dompurify'
 import { createElement } from 'react'

 interface Comment {
   readonly id: string
   readonly author: string
   readonly body: string
 }

 export function CommentList({ comments }: { readonly comments: readonly Comment[] }) {
   const items = comments.map(({ id, author, body }) => {
-    const html = marked.parse(body, { async: false })
+    const html = DOMPurify.sanitize(marked.parse(body, { async: false }))
     return createElement('li', { key: id }, [
       createElement('b', { key: 'author' }, author),
=      createElement('div', { key: 'body', dangerouslySetInnerHTML: { __html: html } }),
     ])
   })
   return createElement('ul', { className: 'comments' }, items)
 }
`,
  },
  {
    name: 'toast-message',
    languageId: 'javascript',
    text: `
 const toasts = document.querySelector('#toasts')
 const icons = { info: '<i class="icon info"></i>', error: '<i class="icon error"></i>' }

 export function toast(kind, message, milliseconds = 4000) {
   const element = document.createElement('div')
   element.className = \`toast \${kind}\`
!  element.innerHTML = icons[kind] + message
+  element.innerHTML = icons[kind]
+  element.append(message)
   toasts.append(element)
   setTimeout(() => element.remove(), milliseconds)
   return element
 }

 const { searchParams } = new URL(window.location.href)
 if (searchParams.has('notice')) toast('info', searchParams.get('notice'))
`,
  },
  {
    name: 'koa-profile-page',
    languageId: 'typescript',
    text: `
 import Router from '@koa/router'
+import { escape } from 'lodash'
 import { findUser } from './users.js'

 export const router = new Router()

 router.get('/people/:handle', async (context) => {
   const user = await findUser(context.params.handle)
   if (user === undefined) {
     context.status = 404
     return
   }
   const { name, website } = user
   context.type = 'text/html'
!  context.body = \`<h1>\${name}</h1><p><a rel="nofollow" href="\${website}">\${website}</a></p>\`
+  const link = /^https?:/i.test(website) ? escape(website) : '#'
+  context.body = \`<h1>\${escape(name)}</h1><p><a rel="nofollow" href="\${link}">\${link}</a></p>\`
 })
`,
  },
  {
    name: 'flask-greeting',
    languageId: 'python',
    text: `
 from flask import Flask, request
+from markupsafe import escape

 app = Flask(__name__)

 PAGE = """<!doctype html>
 <title>Welcome</title>
 <body>{body}</body>
 """


 @app.get("/welcome")
 def welcome():
     name = request.args.get("name", "guest")
!    body = f"<h1>Hello, {name}!</h1><p>Good to see you.</p>"
+    body = f"<h1>Hello, {escape(name)}!</h1><p>Good to see you.</p>"
     return PAGE.format(body=body)
`,
  },
  {
    name: 'django-badge-tag',
    languageId: 'python',
    text: `
 from django import template
-from django.utils.safestring import mark_safe
+from django.utils.html import format_html

 register = template.Library()

 COLOURS = {"open": "green", "closed": "grey", "blocked": "red"}


 @register.simple_tag
 def badge(ticket):
     """A coloured label with the ticket's title."""
     colour = COLOURS.get(ticket.state, "blue")
!    return mark_safe(f'<span class="badge {colour}">{ticket.title}</span>')
+    return format_html('<span class="badge {}">{}</span>', colour, ticket.title)
`,
  },
  {
    name: 'jinja-report',
    languageId: 'python',
    text: `
 from pathlib import Path

-from jinja2 import Environment, FileSystemLoader
+from jinja2 import Environment, FileSystemLoader, select_autoescape

 TEMPLATES = Path(__file__).parent / "templates"


 def render_report(reviews: list[dict], target: Path) -> None:
     """Write customers' reviews as one HTML page."""
!    environment = Environment(loader=FileSystemLoader(TEMPLATES))
+    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["html"]))
     environment.filters["stars"] = lambda count: "*" * count
     template = environment.get_template("report.html")
     target.write_text(template.render(reviews=reviews), encoding="utf-8")
`,
  },
  {
    name: 'fastapi-error-page',
    languageId: 'python',
    text: `
+from html import escape
+
 from fastapi import FastAPI, Request
 from fastapi.responses import HTMLResponse
 from starlette.exceptions import HTTPException

 app = FastAPI()


 @app.exception_handler(HTTPException)
 async def error_page(request: Request, error: HTTPException):
     lines = [
         f"<h1>{error.status_code}</h1>",
!        f"<p>There is nothing at {request.query_params.get('from', '/')}.</p>",
+        f"<p>There is nothing at {escape(request.query_params.get('from', '/'))}.</p>",
         '<p><a href="/">Back to the start</a></p>',
     ]
     return HTMLResponse("\\n".join(lines), status_code=error.status_code)
`,
  },
])
