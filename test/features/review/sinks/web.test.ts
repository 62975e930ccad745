import { checkFinds, checkLeavesAlone } from './checkSinks.ts'

checkFinds('security.path-traversal', {
  js: [
    "import fs from 'node:fs'\napp.get('/f', (req, res) => { fs.createReadStream('./files/' + req.query.name).pipe(res) })",
    "import path from 'node:path'\nrouter.get('/:name', (req, res) => { res.sendFile(path.join(__dirname, 'public', req.params.name)) })",
    "import { readFile } from 'node:fs/promises'\nimport path from 'path'\nfastify.get('/doc/:id', async (request, reply) => { const file = path.resolve('docs', request.params.id); return readFile(file, 'utf8') })",
    "const fs = require('fs')\nconst path = require('path')\nconst UPLOAD_DIR = '/srv/uploads'\nfunction readUpload(name) { return fs.readFileSync(path.join(UPLOAD_DIR, name)) }",
    "import { unlink } from 'fs/promises'\nexport default async function handler(req, res) { const { file } = req.body; await unlink(`uploads/${file}`); res.status(204).end() }",
    "const http = require('http'), fs = require('fs')\nhttp.createServer((req, res) => { fs.readFile('.' + req.url, (error, data) => res.end(data)) })",
  ],
  py: [
    'from flask import request, send_file\n@app.route("/get")\ndef get():\n    return send_file("files/" + request.args["name"])\n',
    'import os\nfrom fastapi import FastAPI\n@app.get("/files/{name}")\ndef read(name: str):\n    with open(os.path.join("data", name)) as f:\n        return f.read()\n',
    'from pathlib import Path\n@app.route("/doc/<name>")\ndef doc(name):\n    return (Path("docs") / name).read_text()\n',
    'def download(request, filename):\n    path = os.path.join(settings.MEDIA_ROOT, filename)\n    return FileResponse(open(path, "rb"))\n',
  ],
})
checkLeavesAlone('security.path-traversal', {
  js: [
    "import fs from 'node:fs'\nfunction load(file: string) { return fs.readFileSync(file, 'utf8') }",
    "import path from 'node:path'\nimport fs from 'fs'\napp.get('/f', (req, res) => { const file = path.join('files', path.basename(req.query.name)); fs.createReadStream(file).pipe(res) })",
    "import path from 'node:path'\nimport fs from 'fs'\napp.get('/f', (req, res) => { const file = path.resolve(root, req.query.name); if (!file.startsWith(root + path.sep)) return res.status(403).end(); fs.createReadStream(file).pipe(res) })",
    "app.get('/:name', (req, res) => { res.sendFile(req.params.name, { root: 'public' }) })",
    "import fs from 'fs'\nconst pages = { home: 'home.html', about: 'about.html' }\napp.get('/:page', (req, res) => { fs.createReadStream(pages[req.params.page]).pipe(res) })",
    "import path from 'node:path'\nimport fs from 'fs'\napp.get('/f', (req, res) => { const file = path.resolve(root, req.query.name); const rel = path.relative(root, file); if (rel.startsWith('..') || path.isAbsolute(rel)) return res.status(403).end(); fs.createReadStream(file).pipe(res) })",
  ],
  py: [
    'def load(path):\n    with open(path) as f:\n        return f.read()\n',
    'from flask import request, send_from_directory\n@app.route("/get")\ndef get():\n    return send_from_directory("files", request.args["name"])\n',
    'from werkzeug.utils import secure_filename\n@app.post("/up")\ndef up():\n    f = request.files["file"]\n    f.save(os.path.join("up", secure_filename(f.filename)))\n    return open(os.path.join("up", secure_filename(f.filename))).name\n',
    'from pathlib import Path\nBASE = Path("docs").resolve()\n@app.route("/doc/<name>")\ndef doc(name):\n    path = (BASE / name).resolve()\n    if not path.is_relative_to(BASE):\n        abort(404)\n    return path.read_text()\n',
    '@app.route("/page/<int:number>")\ndef page(number):\n    return open(f"pages/{number}.txt").name\n',
  ],
})

checkFinds('security.xss', {
  js: [
    "function show(message: string) { document.getElementById('m').innerHTML = '<b>' + message + '</b>' }",
    "app.get('/', (req, res) => { res.send(`<h1>Hello ${req.query.name}</h1>`) })",
    "app.get('/e', (req, res) => { res.status(404).send('No such page: ' + req.url) })",
    'function Bio({ text }: { text: string }) { return renderHtml({ dangerouslySetInnerHTML: { __html: text } }) }',
    "const term = new URLSearchParams(location.search).get('q')\ndocument.write('Results for ' + term)",
    "function add(list, user) { list.insertAdjacentHTML('beforeend', `<li>${user.name}</li>`) }",
    "function render(name) { $('#title').html('<i>' + name + '</i>') }",
    "http.createServer((req, res) => { const url = new URL(req.url, 'http://x'); res.setHeader('Content-Type', 'text/html'); res.end(`<p>${url.searchParams.get('q')}</p>`) })",
  ],
  py: [
    'from flask import request\n@app.route("/")\ndef index():\n    return f"<h1>Hello {request.args.get(\'name\')}</h1>"\n',
    'from markupsafe import Markup\ndef link(url, label):\n    return Markup(f"<a href=\'{url}\'>{label}</a>")\n',
    'from django.utils.safestring import mark_safe\ndef badge(text):\n    return mark_safe("<span>" + text + "</span>")\n',
    'from django.http import HttpResponse\ndef hello(request):\n    name = request.GET.get("name", "")\n    return HttpResponse("<p>Hello " + name + "</p>")\n',
    'from fastapi.responses import HTMLResponse\n@app.get("/hi")\ndef hi(name: str):\n    return HTMLResponse(f"<p>{name}</p>")\n',
  ],
})
checkLeavesAlone('security.xss', {
  js: [
    "function show(message: string) { document.getElementById('m').textContent = message }",
    "function clear(element) { element.innerHTML = '' }",
    "app.get('/', (req, res) => { res.json({ name: req.query.name }) })",
    "import DOMPurify from 'dompurify'\nfunction show(html: string) { element.innerHTML = DOMPurify.sanitize(html) }",
    "import escapeHtml from 'escape-html'\napp.get('/', (req, res) => { res.send(`<h1>Hello ${escapeHtml(req.query.name)}</h1>`) })",
    'function count(n: number) { element.innerHTML = `<b>${n}</b>` }',
    "const icons = { ok: '<i>ok</i>', no: '<i>no</i>' }\nfunction icon(kind: string) { element.innerHTML = icons[kind] }",
    "app.get('/t', (req, res) => { res.type('text/plain').send('You asked for ' + req.query.q) })",
  ],
  py: [
    'from flask import request\nfrom markupsafe import escape\n@app.route("/")\ndef index():\n    return f"<h1>Hello {escape(request.args.get(\'name\'))}</h1>"\n',
    'from flask import request, render_template\n@app.route("/")\ndef index():\n    return render_template("index.html", name=request.args.get("name"))\n',
    'from django.utils.html import format_html\ndef badge(text):\n    return format_html("<span>{}</span>", text)\n',
    'from flask import request, jsonify\n@app.route("/")\ndef index():\n    return jsonify(name=request.args.get("name"))\n',
  ],
})

checkFinds('security.open-redirect', {
  js: [
    "app.get('/login', (req, res) => { res.redirect(req.query.next) })",
    "app.get('/go', (req, res) => { const { url } = req.query; res.writeHead(302, { Location: url }); res.end() })",
    "export async function GET(request: Request) { const { searchParams } = new URL(request.url); return NextResponse.redirect(searchParams.get('to')) }",
    "const params = new URLSearchParams(window.location.search)\nfunction back() { window.location.href = params.get('return') }",
    "app.get('/out', (req, res) => { res.redirect(302, 'https://' + req.query.host) })",
  ],
  py: [
    'from flask import request, redirect\n@app.route("/login")\ndef login():\n    return redirect(request.args.get("next") or "/")\n',
    'from django.shortcuts import redirect\ndef leave(request):\n    return redirect(request.GET["url"])\n',
    'from fastapi.responses import RedirectResponse\n@app.get("/out")\ndef out(url: str):\n    return RedirectResponse(url)\n',
  ],
})
checkLeavesAlone('security.open-redirect', {
  js: [
    "app.get('/login', (req, res) => { res.redirect('/home') })",
    "app.get('/u', (req, res) => { res.redirect(`/users/${req.params.id}`) })",
    "const places = { home: '/', shop: '/shop' }\napp.get('/go', (req, res) => { res.redirect(places[req.query.to] ?? '/') })",
    "app.get('/l', (req, res) => { const next = req.query.next; if (!next.startsWith('/') || next.startsWith('//')) return res.redirect('/'); res.redirect(next) })",
    "app.get('/s', (req, res) => { res.redirect('https://example.com/search?q=' + req.query.q) })",
  ],
  py: [
    'from flask import redirect, url_for\n@app.route("/login")\ndef login():\n    return redirect(url_for("index"))\n',
    'from django.utils.http import url_has_allowed_host_and_scheme\ndef leave(request):\n    url = request.GET["url"]\n    if not url_has_allowed_host_and_scheme(url, {request.get_host()}):\n        url = "/"\n    return redirect(url)\n',
    'from urllib.parse import urlparse\n@app.route("/out")\ndef out():\n    target = request.args["to"]\n    if urlparse(target).netloc not in ALLOWED_HOSTS:\n        abort(400)\n    return redirect(target)\n',
  ],
})

checkFinds('security.ssrf', {
  js: [
    "app.get('/proxy', async (req, res) => { const answer = await fetch(req.query.url); res.send(await answer.text()) })",
    "import axios from 'axios'\napp.post('/hook', async (req, res) => { const { callback } = req.body; await axios.post(callback, { ok: true }); res.end() })",
    "const http = require('http')\napp.get('/x', (req, res) => { http.get(`http://${req.query.host}/status`, (r) => r.pipe(res)) })",
    'export async function POST(request: Request) { const { imageUrl } = await request.json(); const image = await fetch(imageUrl); return new Response(image.body) }',
  ],
  py: [
    'import requests\nfrom flask import request\n@app.route("/fetch")\ndef fetch():\n    return requests.get(request.args["url"], timeout=5).text\n',
    'import httpx\n@app.post("/preview")\nasync def preview(url: str):\n    async with httpx.AsyncClient() as client:\n        answer = await client.get(url)\n    return answer.text\n',
    'from urllib.request import urlopen\ndef thumb(request):\n    with urlopen(request.GET["src"]) as answer:\n        return answer.read()\n',
  ],
})
checkLeavesAlone('security.ssrf', {
  js: [
    "app.get('/u', async (req, res) => { const answer = await fetch(`https://api.example.com/users/${req.params.id}`); res.json(await answer.json()) })",
    'async function get(url: string) { const answer = await fetch(url); return answer.json() }',
    "const HOSTS = new Set(['a.example', 'b.example'])\napp.get('/p', async (req, res) => { const url = new URL(req.query.url); if (!HOSTS.has(url.hostname)) return res.status(400).end(); res.send(await (await fetch(url)).text()) })",
    "app.get('/p', async (req, res) => { const answer = await fetch(process.env.API_URL + '/items?q=' + req.query.q); res.json(await answer.json()) })",
  ],
  py: [
    'import requests\nfrom flask import request\n@app.route("/u")\ndef user():\n    return requests.get("https://api.example.com/u", params={"id": request.args["id"]}, timeout=5).json()\n',
    'import requests\nBASE = "https://api.example.com"\n@app.route("/u/<name>")\ndef user(name):\n    return requests.get(f"{BASE}/users/{name}", timeout=5).json()\n',
  ],
})

checkFinds('security.prototype-pollution', {
  js: [
    "function merge(target, source) { for (const key in source) { if (typeof source[key] === 'object') { target[key] = merge(target[key] || {}, source[key]) } else { target[key] = source[key] } } return target }",
    "function set(object, path, value) { const keys = path.split('.'); let at = object; for (let i = 0; i < keys.length - 1; i++) { at = at[keys[i]] ??= {} } at[keys[keys.length - 1]] = value }",
    "function extend(a, b) { Object.keys(b).forEach((key) => { if (b[key] && typeof b[key] === 'object') { a[key] = extend(a[key] ?? {}, b[key]) } else a[key] = b[key] }); return a }",
    "import _ from 'lodash'\napp.post('/s', (req, res) => { _.merge(settings, req.body); res.end() })",
    "const settings = {}\napp.put('/s/:group/:name', (req, res) => { settings[req.params.group][req.params.name] = req.body.value; res.end() })",
  ],
})
checkLeavesAlone('security.prototype-pollution', {
  js: [
    "function merge(target, source) { for (const key in source) { if (key === '__proto__' || key === 'constructor') continue; if (typeof source[key] === 'object') { target[key] = merge(target[key] || {}, source[key]) } else { target[key] = source[key] } } return target }",
    'function copy(source) { const target = {}; for (const key in source) target[key] = source[key]; return target }',
    'function count(words: string[]) { const counts = {}; for (const word of words) counts[word] = (counts[word] ?? 0) + 1; return counts }',
    'function group(items) { const groups = new Map(); for (const item of items) groups.set(item.kind, item); return groups }',
    'function fill(grid: number[][], size: number) { for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) grid[y][x] = 0 }',
  ],
})
