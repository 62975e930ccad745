import { checkFinds, checkLeavesAlone } from './checkSinks.ts'

const cp = "import { exec, execSync, spawn, execFile } from 'node:child_process'\n"

checkFinds('security.command-injection', {
  js: [
    `${cp}export function size(folder: string) { return execSync(\`du -sh \${folder}\`).toString() }`,
    `const cp = require('child_process')\nfunction log(branch) { const cmd = 'git log ' + branch; cp.exec(cmd, (e, out) => console.log(out)) }`,
    `${cp}app.get('/x', (req, res) => { const { host } = req.query; exec('ping ' + host, (e, o) => res.json({ o })) })`,
    `${cp}function convert(name: string) { spawn('sh', ['-c', \`convert \${name} out.png\`]) }`,
    `${cp}function run(name: string) { return spawn(\`grep \${name} log.txt\`, { shell: true }) }`,
    `const util = require('util')\nconst run = util.promisify(require('child_process').exec)\nasync function f(tag) { await run(\`docker pull \${tag}\`) }`,
    `${cp}export async function POST(request: Request) { const { file } = await request.json(); execSync('convert ' + file) }`,
    `${cp}function f(names: string[]) { for (const name of names) execSync(['rm', '-rf', name].join(' ')) }`,
    `import { $ } from 'zx'\nimport shell from 'shelljs'\nfunction clone(url) { shell.exec('git clone ' + url) }`,
  ],
  py: [
    'import os\ndef ping(host):\n    os.system("ping -c 1 " + host)\n',
    'import subprocess\ndef show(path):\n    return subprocess.check_output(f"file {path}", shell=True)\n',
    'import subprocess\ndef show(path):\n    cmd = "file {}".format(path)\n    subprocess.run(cmd, shell=True, check=True)\n',
    'import subprocess as sp\ndef show(path):\n    sp.Popen("file %s" % path, shell=True)\n',
    'from subprocess import run\ndef show(name):\n    run(["sh", "-c", f"cat {name}"])\n',
    'import asyncio\nasync def show(name):\n    p = await asyncio.create_subprocess_shell(f"tail {name}")\n    await p.wait()\n',
    'import os\nfrom flask import request\n@app.route("/dns")\ndef dns():\n    domain = request.args["domain"]\n    return os.popen("dig " + domain).read()\n',
    'import os, sys\ndef main():\n    os.system("gzip " + sys.argv[1])\n',
  ],
})
checkLeavesAlone('security.command-injection', {
  js: [
    `${cp}export function size(folder: string) { return execFile('du', ['-sh', folder]) }`,
    `${cp}function head() { const cmd = 'git rev-parse HEAD'; return execSync(cmd).toString() }`,
    `function parse(text: string) { const match = /a(b)/.exec(text + 'c'); return match }`,
    `${cp}import { quote } from 'shell-quote'\nfunction f(dir: string) { execSync(\`ls \${quote([dir])}\`) }`,
    `${cp}function f(port: number) { execSync(\`lsof -i :\${port}\`) }`,
    `${cp}const allowed = ['start', 'stop']\nfunction f(action: string) { if (!allowed.includes(action)) throw new Error('no'); execSync('systemctl ' + action) }`,
    `${cp}const commands = { up: 'docker up', down: 'docker down' }\nfunction f(name: string) { return execSync(commands[name]) }`,
    `${cp}function f(name: string) { if (!/^[a-z]+$/.test(name)) return; execSync(\`make \${name}\`) }`,
  ],
  py: [
    'import subprocess\ndef show(path):\n    return subprocess.check_output(["file", path])\n',
    'import os, shlex\ndef ping(host):\n    os.system("ping -c 1 " + shlex.quote(host))\n',
    'import subprocess\ndef log(n: int):\n    subprocess.run(f"git log -n {n}", shell=True)\n',
    'import subprocess\nTOOL = "ffmpeg"\ndef version():\n    return subprocess.getoutput(TOOL + " -version")\n',
    'import subprocess, re\ndef f(tag):\n    if not re.fullmatch(r"[\\w.]+", tag):\n        raise ValueError(tag)\n    subprocess.run(f"docker pull {tag}", shell=True)\n',
  ],
})

checkFinds('security.sql-injection', {
  js: [
    "async function user(db, name) { return db.query(`SELECT * FROM users WHERE name = '${name}'`) }",
    "app.get('/u', async (req, res) => { const sql = 'SELECT * FROM users WHERE id = ' + req.query.id; res.json(await pool.query(sql)) })",
    "function list(knex, order) { return knex('items').orderByRaw('name ' + order) }",
    'async function f(prisma, email: string) { return prisma.$queryRawUnsafe(`SELECT id FROM users WHERE email = "${email}"`) }',
    "function search(db, { term, limit }) { let sql = 'SELECT * FROM posts'; if (term) sql += ` WHERE title LIKE '%${term}%'`; return db.all(sql) }",
    "async function del(client, ids: string[]) { await client.query(`DELETE FROM t WHERE id IN (${ids.join(',')})`) }",
    'function f(db, table: string) { return db.prepare(`SELECT COUNT(*) FROM ${table}`).get() }',
    "async function f(pool, q) { const [rows] = await pool.execute({ sql: `SELECT * FROM t WHERE a = '${q}'` }); return rows }",
  ],
  py: [
    'def user(cursor, name):\n    cursor.execute("SELECT * FROM users WHERE name = \'%s\'" % name)\n    return cursor.fetchone()\n',
    'def user(conn, name):\n    return conn.execute(f"SELECT * FROM users WHERE name = \'{name}\'").fetchall()\n',
    'def user(cur, name):\n    sql = "SELECT * FROM users WHERE name = \'{}\'".format(name)\n    cur.execute(sql)\n',
    'from sqlalchemy import text\ndef find(session, q):\n    return session.execute(text("SELECT * FROM t WHERE a LIKE \'%" + q + "%\'"))\n',
    'from flask import request\n@app.route("/items")\ndef items():\n    order = request.args.get("order", "id")\n    return db.session.execute("SELECT * FROM items ORDER BY " + order)\n',
    'def view(request):\n    q = request.GET["q"]\n    return User.objects.raw("SELECT * FROM auth_user WHERE username = \'" + q + "\'")\n',
    'def find(db, filters):\n    query = "SELECT * FROM t WHERE 1=1"\n    for key, value in filters.items():\n        query += f" AND {key} = \'{value}\'"\n    return db.execute(query)\n',
  ],
})
checkLeavesAlone('security.sql-injection', {
  js: [
    "async function user(db, name) { return db.query('SELECT * FROM users WHERE name = $1', [name]) }",
    'async function f(sql, name: string) { return sql`SELECT * FROM users WHERE name = ${name}` }',
    "async function f(db, ids: string[]) { const marks = ids.map(() => '?').join(','); return db.query(`SELECT * FROM t WHERE id IN (${marks})`, ids) }",
    'async function f(db, id: number) { return db.query(`SELECT * FROM t WHERE id = ${id}`) }',
    "const columns = { name: 'name', age: 'age' }\nfunction f(db, sort: string) { return db.all(`SELECT * FROM t ORDER BY ${columns[sort] ?? 'id'}`) }",
    "const TABLE = 'users'\nfunction f(db, id) { return db.get(`SELECT * FROM ${TABLE} WHERE id = ?`, id) }",
    'function f(db, id: string) { return db.query(`SELECT * FROM t WHERE id = ${db.escape(id)}`) }',
    'function f(map, key: string) { return map.get(`select ${key}`) }',
    "function f(db, dir: string) { const order = dir === 'desc' ? 'DESC' : 'ASC'; return db.all(`SELECT * FROM t ORDER BY a ${order}`) }",
    'function f(db, limit: string) { return db.all(`SELECT * FROM t LIMIT ${Number(limit)}`) }',
  ],
  py: [
    'def user(cursor, name):\n    cursor.execute("SELECT * FROM users WHERE name = %s", (name,))\n',
    'def find(cur, ids):\n    marks = ",".join("?" * len(ids))\n    cur.execute(f"SELECT * FROM t WHERE id IN ({marks})", ids)\n',
    'def find(cur, ids):\n    marks = ",".join("?" for _ in ids)\n    cur.execute(f"SELECT * FROM t WHERE id IN ({marks})", ids)\n',
    'COLUMNS = {"name", "age"}\ndef find(cur, sort):\n    if sort not in COLUMNS:\n        raise ValueError(sort)\n    cur.execute(f"SELECT * FROM t ORDER BY {sort}")\n',
    'def find(cur, limit: int):\n    cur.execute(f"SELECT * FROM t LIMIT {limit}")\n',
    'from psycopg import sql\ndef find(cur, table):\n    cur.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))\n',
    'def find(cur, page):\n    cur.execute("SELECT * FROM t LIMIT %d" % int(page))\n',
  ],
})

checkFinds('security.eval', {
  js: [
    'function calc(expression: string) { return eval(expression) }',
    "app.post('/f', (req, res) => { const fn = new Function('x', req.body.code); res.json(fn(1)) })",
    "import vm from 'node:vm'\nfunction run(script: string) { return vm.runInNewContext(script, {}) }",
    'function later(name: string) { setTimeout("update(\'" + name + "\')", 100) }',
  ],
  py: [
    'def calc(expression):\n    return eval(expression, {"__builtins__": {}})\n',
    'from flask import request\n@app.post("/run")\ndef run():\n    exec(request.json["code"])\n    return "ok"\n',
    'from flask import request, render_template_string\n@app.route("/hi")\ndef hi():\n    name = request.args.get("name")\n    return render_template_string("<p>Hi " + name + "</p>")\n',
  ],
})
checkLeavesAlone('security.eval', {
  js: [
    'const answer = eval("40 + 2")',
    'function f(cb: () => void) { setTimeout(cb, 100) }',
    'function f(text: string) { return JSON.parse(text) }',
    "function f(redis, script) { return redis.eval(script, 1, 'key') }",
    'function f(model) { model.eval(); return model }',
  ],
  py: [
    'import ast\ndef calc(text):\n    return ast.literal_eval(text)\n',
    'import re\ndef f(pattern):\n    return re.compile(re.escape(pattern))\n',
    'def f(model, x):\n    model.eval()\n    return model(x)\n',
  ],
})
