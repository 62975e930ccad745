import { readPairs, type WrittenPair } from './pair.ts'

export const openRedirect: readonly WrittenPair[] = readPairs({ weakness: 'open-redirect', cwe: 601 }, [
  {
    name: 'after-login',
    languageId: 'javascript',
    text: `
 const express = require('express')
 const { authenticate } = require('./accounts')

 const router = express.Router()
+const local = /^\\/(?![/\\\\])/

 router.post('/login', express.urlencoded({ extended: false }), async (req, res) => {
   const user = await authenticate(req.body.name, req.body.password)
   if (!user) return res.status(401).render('login', { failed: true })
   req.session.user = user.id
   const { next = '/' } = req.query
!  res.redirect(next)
+  res.redirect(local.test(next) ? next : '/')
 })

 router.post('/logout', (req, res) => {
   req.session.destroy(() => res.redirect('/'))
 })

 module.exports = router
`,
  },
  {
    name: 'next-language-switch',
    languageId: 'typescript',
    text: `
 import { type NextRequest, NextResponse } from 'next/server'

 const languages = ['en', 'de', 'zh']

 export function GET(request: NextRequest) {
   const { searchParams } = request.nextUrl
   const language = searchParams.get('to') ?? 'en'
   const back = searchParams.get('back') ?? '/'
   if (!languages.includes(language)) return new NextResponse(null, { status: 400 })
-  const target = new URL(back, request.url)
!  const response = NextResponse.redirect(target)
+  const { pathname, search } = new URL(back, request.url)
+  const target = new URL(request.nextUrl.origin)
+  target.pathname = pathname
+  target.search = search
+  const response = NextResponse.redirect(target)
   response.cookies.set('language', language)
   return response
 }
`,
  },
  {
    name: 'plain-http-shortener',
    languageId: 'javascript',
    text: `
 const { createServer } = require('node:http')
 const links = require('./links')

 const server = createServer(async (request, response) => {
   const url = new URL(request.url, 'http://localhost')
-  const target = url.searchParams.get('url') ?? (await links.find(url.pathname.slice(1)))
+  const target = await links.find(url.pathname.slice(1))
   if (!target) {
     response.writeHead(404).end('unknown link')
     return
   }
   await links.count(url.pathname.slice(1))
=  response.writeHead(302, { Location: target })
   response.end()
 })

 server.listen(process.env.PORT ?? 8080)
`,
  },
  {
    name: 'single-page-return',
    languageId: 'typescript',
    text: `
 import { signIn } from './session.js'

 const form = document.querySelector<HTMLFormElement>('#sign-in')
+const pages: Readonly<Record<string, string>> = { cart: '/cart', orders: '/orders', account: '/account' }

 form?.addEventListener('submit', async (event) => {
   event.preventDefault()
   const data = new FormData(form)
   const signedIn = await signIn(String(data.get('name')), String(data.get('password')))
   if (!signedIn) {
     form.classList.add('failed')
     return
   }
   const target = new URLSearchParams(window.location.search).get('returnTo')
!  window.location.assign(target ?? '/account')
+  window.location.assign(pages[target ?? 'account'] ?? '/account')
 })
`,
  },
  {
    name: 'flask-login-next',
    languageId: 'python',
    text: `
+from urllib.parse import urlsplit
+
 from flask import Blueprint, redirect, render_template, request, session

 from .models import User

 auth = Blueprint("auth", __name__)


 @auth.route("/login", methods=["GET", "POST"])
 def login():
     if request.method == "GET":
         return render_template("login.html", next=request.args.get("next", "/"))
     user = User.authenticate(request.form["name"], request.form["password"])
     if user is None:
         return render_template("login.html", failed=True), 401
     session["user"] = user.id
     target = request.form.get("next") or "/"
+    if urlsplit(target).netloc or not target.startswith("/") or target.startswith(("//", "/\\\\")):
+        target = "/"
=    return redirect(target)
`,
  },
  {
    name: 'django-set-theme',
    languageId: 'python',
    text: `
 from django.http import HttpResponseRedirect
+from django.utils.http import url_has_allowed_host_and_scheme
 from django.views.decorators.http import require_POST

 THEMES = {"light", "dark"}


 @require_POST
 def set_theme(request):
     theme = request.POST.get("theme")
!    response = HttpResponseRedirect(request.POST.get("next", "/"))
+    target = request.POST.get("next", "/")
+    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
+        target = "/"
+    response = HttpResponseRedirect(target)
     if theme in THEMES:
         response.set_cookie("theme", theme, samesite="Lax", max_age=365 * 86_400)
     return response
`,
  },
  {
    name: 'fastapi-campaign-click',
    languageId: 'python',
    text: `
 from fastapi import APIRouter, BackgroundTasks, HTTPException
 from fastapi.responses import RedirectResponse

 from .campaigns import find_campaign, record_click

 router = APIRouter()


 @router.get("/click/{campaign_id}")
-async def click(campaign_id: int, to: str, tasks: BackgroundTasks):
+async def click(campaign_id: int, tasks: BackgroundTasks):
     campaign = await find_campaign(campaign_id)
     if campaign is None:
         raise HTTPException(404)
     tasks.add_task(record_click, campaign.id)
!    return RedirectResponse(to, status_code=303)
+    return RedirectResponse(campaign.landing_page, status_code=303)
`,
  },
  {
    name: 'oauth-callback-aiohttp',
    languageId: 'python',
    text: `
 from aiohttp import web
 from aiohttp_session import get_session

 from .oauth import exchange_code

+PAGES = {"home": "/", "calendar": "/calendar", "settings": "/settings"}
+

 async def callback(request: web.Request) -> web.StreamResponse:
     session = await get_session(request)
     state, _, origin = request.query["state"].partition(":")
     if state != session.pop("state", None):
         raise web.HTTPForbidden()
     session["token"] = await exchange_code(request.query["code"])
!    raise web.HTTPFound(location=origin or "/")
+    raise web.HTTPFound(location=PAGES.get(origin, "/"))


 def routes() -> list[web.RouteDef]:
     return [web.get("/oauth/callback", callback)]
`,
  },
])
