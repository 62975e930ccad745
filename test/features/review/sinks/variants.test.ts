import { checkFinds } from './checkSinks.ts'

// The same weaknesses in other libraries and other shapes.

checkFinds('security.command-injection', {
  js: [
    "import { spawnSync } from 'child_process'\nexport function open(url: string) { return spawnSync('cmd', ['/c', 'start ' + url]) }",
    "import { execSync } from 'child_process'\nexport class Repo { constructor(private dir: string) {} tag(name: string) { return execSync(`git tag ${name}`, { cwd: this.dir }) } }",
    "const { exec } = require('child_process')\nmodule.exports = (options, done) => { const args = ['-i', options.input]; if (options.scale) args.push('-s', options.scale); exec(`ffmpeg ${args.join(' ')}`, done) }",
    "import { exec } from 'node:child_process'\nimport { promisify } from 'node:util'\nconst sh = promisify(exec)\nexport default { async handler({ query }, reply) { const { stdout } = await sh(`whois ${query.domain}`); reply.send(stdout) } }",
  ],
  py: [
    'import subprocess\nclass Git:\n    def checkout(self, branch: str) -> None:\n        subprocess.call("git checkout " + branch, shell=True, cwd=self.path)\n',
    'import subprocess\ndef convert(source, target, options=None):\n    parts = ["ffmpeg", "-i", source]\n    if options:\n        parts += options\n    parts.append(target)\n    subprocess.check_call(" ".join(parts), shell=True)\n',
    'import click, os\n@click.command()\n@click.argument("name")\ndef backup(name):\n    os.system(f"tar czf {name}.tgz data")\n',
    'import paramiko\ndef restart(host, service):\n    client = paramiko.SSHClient()\n    client.connect(host)\n    client.exec_command(f"systemctl restart {service}")\n',
  ],
})
checkFinds('security.sql-injection', {
  js: [
    "class Users { async byRole(role: string) { const where = role ? `WHERE role = '${role}'` : ''; return this.db.query(`SELECT * FROM users ${where}`) } }",
    "export async function search(c: Context) { const q = c.req.query('q'); const rows = await c.env.DB.prepare(`SELECT * FROM posts WHERE title LIKE '%${q}%'`).all(); return c.json(rows) }",
    "function find(manager, name) { return manager.createQueryBuilder(User, 'u').where(`u.name = '${name}'`).getMany() }",
    "const build = (table, filter) => Object.keys(filter).map((key) => `${key} = '${filter[key]}'`).join(' AND ')\nasync function list(db, filter) { return db.query('SELECT * FROM t WHERE ' + build('t', filter)) }",
  ],
  py: [
    'def count(engine, table: str):\n    with engine.connect() as conn:\n        return conn.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()\n',
    'import pandas as pd\ndef load(conn, day: str):\n    return pd.read_sql("SELECT * FROM sales WHERE day = \'" + day + "\'", conn)\n',
    'class Repo:\n    def find(self, name):\n        query = "SELECT * FROM t WHERE name = \'{name}\'".replace("{name}", name)\n        return self.conn.execute(query).fetchall()\n',
    'from fastapi import Query\n@router.get("/items")\nasync def items(sort: str = Query("id"), db=Depends(get_db)):\n    rows = await db.fetch_all(query=f"SELECT * FROM items ORDER BY {sort}")\n    return rows\n',
  ],
})
checkFinds('security.path-traversal', {
  js: [
    "import formidable from 'formidable'\nimport fs from 'fs'\napp.post('/u', async (req, res) => { fs.renameSync(req.file.path, './uploads/' + req.file.originalname); res.end() })",
    "app.post('/u', (req, res) => { const file = req.files.doc; file.mv('./uploads/' + file.name, () => res.end()) })",
    "import { createReadStream } from 'node:fs'\nimport { join } from 'node:path'\nasync function serve(ctx) { ctx.body = createReadStream(join(ROOT, ctx.params.file)) }",
    "import fs from 'node:fs/promises'\nexport async function GET(request: NextRequest, { params }) { const { slug } = await params; const text = await fs.readFile(`content/${request.nextUrl.searchParams.get('file')}.md`, 'utf8'); return new Response(text) }",
  ],
  py: [
    'from flask import request\n@app.post("/up")\ndef up():\n    f = request.files["file"]\n    f.save(os.path.join(app.config["UPLOAD"], f.filename))\n    return "ok"\n',
    'import tarfile\ndef install(archive, target):\n    with tarfile.open(archive) as tar:\n        tar.extractall(target)\n',
    'from aiohttp import web\nasync def handle(request):\n    return web.FileResponse("static/" + request.match_info["name"])\n',
    '@app.get("/log")\ndef log():\n    day = request.args.get("day", "today")\n    path = f"/var/log/app/{day}.log"\n    with open(path) as f:\n        return f.read()\n',
  ],
})
checkFinds('security.ssrf', {
  js: [
    "import axios from 'axios'\nexport async function deliver(webhook, event) { await axios.post(webhook.url, event, { timeout: 5000 }) }",
    "const https = require('https')\napp.get('/p', (req, res) => { const options = { hostname: req.query.host, path: '/' }; https.request(options, (r) => r.pipe(res)).end() })",
    "app.get('/img', async (req, res) => { const target = new URL(req.query.src); const r = await fetch(target); r.body.pipe(res) })",
  ],
  py: [
    'import requests\ns = requests.Session()\n@app.route("/x")\ndef x():\n    return s.get(request.args["u"]).text\n',
    'import aiohttp\n@app.post("/fetch")\nasync def fetch(body: FetchBody):\n    async with aiohttp.ClientSession() as session:\n        async with session.get(body.url) as answer:\n            return await answer.text()\n',
    'class Preview(View):\n    def post(self, request):\n        url = request.POST.get("url")\n        return JsonResponse({"html": requests.get(url).text})\n',
  ],
})
checkFinds('security.unsafe-deserialisation', {
  py: [
    'import redis, pickle\nr = redis.Redis()\ndef cached(key):\n    raw = r.get(key)\n    return pickle.loads(raw) if raw else None\n',
    'import joblib\n@app.post("/model")\nasync def model(file: UploadFile):\n    return {"n": joblib.load(file.file).n_features}\n',
    'import socket, pickle\ndef serve(conn):\n    data = conn.recv(4096)\n    job = pickle.loads(data)\n    return job\n',
    'import yaml\ndef load(path):\n    with open(path) as f:\n        return yaml.load(f, Loader=yaml.UnsafeLoader)\n',
  ],
  js: [
    "const yaml = require('js-yaml')\nfunction load(text) { return yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA }) }",
    "const { unserialize } = require('node-serialize')\nmodule.exports = function restore(cookie) { return unserialize(Buffer.from(cookie, 'base64').toString()) }",
  ],
})
checkFinds('security.weak-random', {
  js: [
    "import { Router } from 'express'\nrouter.post('/forgot', async (req, res) => { const user = await find(req.body.email); user.resetToken = Math.random().toString(36).substring(2); await user.save(); res.end() })",
    "export function generatePassword(length = 12) { let out = ''; for (let i = 0; i < length; i++) out += chars.charAt(Math.floor(Math.random() * chars.length)); return out }",
    "const apiKey = () => Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16)).join('')",
  ],
  py: [
    'import random, string\ndef make_session_id():\n    chars = string.ascii_letters\n    return "".join([random.choice(chars) for _ in range(20)])\n',
    'import random\nclass Otp:\n    def issue(self, user):\n        user.otp = str(random.randint(0, 999999)).zfill(6)\n        user.save()\n',
    'import random\ndef csrf(session):\n    session["csrf"] = "%032x" % random.getrandbits(128)\n',
  ],
})
checkFinds('security.weak-crypto', {
  js: [
    "import CryptoJS from 'crypto-js'\nexport const sign = (text, secret) => CryptoJS.MD5(text + secret).toString()",
    "const crypto = require('crypto')\nfunction token(user) { return crypto.createHash('sha1').update(user.id + ':' + SECRET).digest('hex') }",
    "const tls = require('tls')\nconst server = tls.createServer({ key, cert, minVersion: 'TLSv1' })",
  ],
  py: [
    'from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\ndef enc(key, data):\n    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(data)\n',
    'import hashlib\ndef verify(user, password):\n    return user.password == hashlib.sha1(password.encode()).hexdigest()\n',
    'from Crypto.PublicKey import RSA\nkey = RSA.generate(1024)\n',
  ],
})
checkFinds('security.hardcoded-secret', {
  js: [
    "const transporter = nodemailer.createTransport({ host: 'smtp', auth: { user: 'noreply', pass: 'mX92!kdl' } })",
    "app.use(session({ secret: 'kitty-9-lives', resave: false }))",
    "export class Api { private readonly apiKey = 'd41d8cd98f00b204e9800998' }",
    "const stripe = require('stripe')('sk_live_51HxQ2eLkd92mNbV')",
  ],
  py: [
    'class Config:\n    SECRET_KEY = "dev-9f8e7d6c5b4a"\n    JWT_SECRET_KEY = "j4x-super-long-one"\n',
    'conn = pymysql.connect(host="10.0.0.4", user="root", passwd="Pa55w0rd!")\n',
    'def client():\n    return boto3.client("s3", aws_access_key_id="AKIAIOSFODNN7ABCDEFG", aws_secret_access_key="wJalrXUtnFEMIK7MDENGbPxRfiCYzzzKEYaaa")\n',
  ],
})
checkFinds('security.open-redirect', {
  js: [
    "export default function handler(req, res) { const { returnTo = '/' } = req.query; res.redirect(307, returnTo) }",
    "fastify.get('/cb', async (request, reply) => { reply.redirect(request.query.redirect_uri) })",
    "router.get('/x', async (ctx) => { ctx.redirect(ctx.query.url) })",
    "app.get('/back', (req, res) => { res.redirect(req.get('Referrer')) })",
  ],
  py: [
    'from django.http import HttpResponseRedirect\nclass Login(View):\n    def post(self, request):\n        return HttpResponseRedirect(request.POST.get("next", "/"))\n',
    '@app.route("/logout")\ndef logout():\n    resp = make_response("", 302)\n    resp.headers["Location"] = request.args.get("to", "/")\n    return resp\n',
  ],
})
checkFinds('security.xss', {
  js: [
    'function renderComment(c) { return `<div class="c"><b>${c.author}</b><p>${c.text}</p></div>` }',
    "export default function Page({ html }) { return h('article', { dangerouslySetInnerHTML: { __html: html } }) }",
    "socket.on('message', (message) => { const li = document.createElement('li'); li.innerHTML = message.text; list.append(li) })",
    "fetch('/api').then((r) => r.json()).then((items) => { root.innerHTML = items.map((item) => `<li>${item.name}</li>`).join('') })",
  ],
  py: [
    '@app.errorhandler(404)\ndef missing(error):\n    return "<h1>No page " + request.path + "</h1>", 404\n',
    'def greet(request):\n    return HttpResponse("Hello <b>%s</b>" % request.GET.get("name"))\n',
    'from aiohttp import web\nasync def index(request):\n    q = request.query.get("q", "")\n    return web.Response(text=f"<p>{q}</p>", content_type="text/html")\n',
  ],
})
checkFinds('bug.unawaited-promise', {
  js: [
    'async function loadConfig() { return JSON.parse(await read()) }\nexport async function start() { const config = loadConfig(); server.listen(config.port) }',
    "import { writeFile } from 'node:fs/promises'\nexport async function save(items) { for (const item of items) { writeFile(item.path, item.text) } }",
    'async function exists(p) { return await stat(p) }\nasync function f(p) { if (!exists(p)) return null; return await read(p) }',
    'class S { async close() { await this.pool.end() } async restart() { try { return this.close() } catch (e) { log(e) } } }',
  ],
  py: [
    'async def load(path):\n    return await read(path)\nasync def main():\n    config = load("a")\n    print(config["port"])\n',
    'import aiofiles\nclass C:\n    async def notify(self, user):\n        await self.mail(user)\n    async def run(self, users):\n        for user in users:\n            self.notify(user)\n',
  ],
})
checkFinds('bug.swallowed-error', {
  js: [
    "async function sync(items) { for (const item of items) { try { await api.post('/items', item) } catch (e) { continue } } }",
    "fs.readFile('config.json', 'utf8', (err, text) => { start(JSON.parse(text)) })",
    'function save(doc) { return db.insert(doc).catch(() => null) }',
    'function get() { try { return compute() } finally { return null } }',
  ],
  py: [
    'def charge(order):\n    try:\n        gateway.charge(order.total)\n        order.paid = True\n    except Exception:\n        pass\n    return order\n',
    'from contextlib import suppress\ndef store(rows):\n    with suppress(Exception):\n        db.insert(rows)\n',
    'def send_all(users):\n    for user in users:\n        try:\n            mail.send(user)\n        except Exception as e:\n            continue\n',
  ],
})
checkFinds('bug.resource-not-closed', {
  js: [
    "async function dump(url) { const client = new MongoClient(url); await client.connect(); const docs = await client.db().collection('a').find().toArray(); await client.close(); return docs }",
    "import { open } from 'node:fs/promises'\nasync function tail(path) { const handle = await open(path); const { buffer } = await handle.read(); await handle.close(); return buffer }",
    "import puppeteer from 'puppeteer'\nasync function shot(url) { const browser = await puppeteer.launch(); const page = await browser.newPage(); await page.goto(url); const image = await page.screenshot(); await browser.close(); return image }",
  ],
  py: [
    'import psycopg2\ndef total():\n    conn = psycopg2.connect(DSN)\n    cur = conn.cursor()\n    cur.execute("SELECT 1")\n    row = cur.fetchone()\n    conn.close()\n    return row\n',
    'import threading\nlock = threading.Lock()\ndef add(x):\n    lock.acquire()\n    items.append(transform(x))\n    lock.release()\n',
    'import csv\ndef rows(path):\n    f = open(path, newline="")\n    return [row for row in csv.reader(f)]\n',
    'import urllib.request\ndef get(url):\n    answer = urllib.request.urlopen(url)\n    return answer.read()\n',
  ],
})
checkFinds('bug.async-race', {
  js: [
    'let hits = 0\nexport async function count(req) { const n = hits; await log(req); hits = n + 1; return hits }',
    "async function addTag(file, tag) { const data = JSON.parse(await readFile(file, 'utf8')); data.tags.push(tag); await writeFile(file, JSON.stringify(data)) }",
    'async function total(ids) { let sum = 0; await Promise.all(ids.map(async (id) => { sum += await price(id) })); return sum }',
    "async function buy(id, n) { const item = await Item.findById(id); if (item.stock < n) throw new Error('x'); item.stock -= n; await item.save() }",
  ],
  py: [
    'import threading\ntotal = 0\ndef work():\n    global total\n    for _ in range(1000):\n        total += 1\ndef main():\n    ts = [threading.Thread(target=work) for _ in range(4)]\n    for t in ts:\n        t.start()\n',
    'class Bank:\n    async def transfer(self, a, b, n):\n        if self.accounts[a] < n:\n            raise ValueError\n        await self.audit(a, b, n)\n        self.accounts[a] -= n\n        self.accounts[b] += n\n',
  ],
})
checkFinds('security.prototype-pollution', {
  js: [
    'export function deepMerge(target: any, ...sources: any[]) { for (const source of sources) { for (const [key, value] of Object.entries(source)) { if (isObject(value)) { if (!target[key]) target[key] = {}; deepMerge(target[key], value) } else { target[key] = value } } } return target }',
    "const setPath = (obj, path, value) => { const parts = path.split('.'); const last = parts.pop(); const parent = parts.reduce((o, k) => (o[k] = o[k] || {}), obj); parent[last] = value }",
    "function unflatten(data) { const result = {}; for (const flat in data) { let cursor = result; const parts = flat.split('.'); while (parts.length > 1) { const part = parts.shift(); cursor = cursor[part] = cursor[part] || {} } cursor[parts[0]] = data[flat] } return result }",
    "app.post('/prefs', (req, res) => { const { section, key, value } = req.body; prefs[section][key] = value; res.end() })",
    "import set from 'lodash/set.js'\napp.patch('/doc', (req, res) => { set(doc, req.body.path, req.body.value); res.end() })",
  ],
})
checkFinds('security.eval', {
  js: [
    "app.get('/plugin', (req, res) => { const plugin = require(`./plugins/${req.query.name}`); res.json(plugin.run()) })",
    "export function compile(rule) { return new Function('item', `return ${rule.condition}`) }",
    'const evaluate = (formula, values) => eval(formula.replace(/[a-z]+/g, (name) => values[name]))',
    "const ejs = require('ejs')\napp.post('/r', (req, res) => { res.send(ejs.render(req.body.template, {})) })",
  ],
  py: [
    'def apply(rows, expression):\n    return [eval(expression, {}, {"row": row}) for row in rows]\n',
    'from jinja2 import Template\n@app.post("/preview")\ndef preview():\n    return Template(request.form["body"]).render(user="x")\n',
    '@app.route("/calc")\ndef calc():\n    return str(eval(request.args.get("e")))\n',
  ],
})
checkFinds('security.regex-dos', {
  js: [
    'export const isSlug = (s) => /^([a-z0-9]+-?)+$/.test(s)',
    "export function search(items, req) { const re = new RegExp(req.query.term, 'i'); return items.filter((i) => re.test(i.name)) }",
  ],
  py: [
    'import re\nEMAIL = re.compile(r"^([a-zA-Z0-9_.+-]+)+@[a-z]+$")\n',
    'import re\ndef ok(s):\n    return re.match(r"(x+x+)+y", s)\n',
  ],
})
