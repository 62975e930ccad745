import { checkFinds, checkLeavesAlone } from './checkSinks.ts'

checkFinds('bug.unawaited-promise', {
  js: [
    'async function save(user) { await db.put(user) }\nasync function register(user) { save(user); return user.id }',
    "import fs from 'node:fs/promises'\nasync function write(text: string) { fs.writeFile('a.txt', text); return text.length }",
    'async function isAdmin(user) { return (await load(user)).admin }\nasync function remove(user) { if (isAdmin(user)) await erase(user) }',
    'async function sendAll(users) { users.forEach(async (user) => { await send(user) }); log("done") }',
    'async function online(users) { return users.filter(async (user) => await ping(user)) }',
    'class Cart { async load() { this.items = await fetchItems() }\n async total() { this.load(); return this.items.length } }',
    'async function load(id) { return fetch(id) }\nasync function name(id) { return load(id).name }',
  ],
  py: [
    'async def save(user):\n    await db.put(user)\nasync def register(user):\n    save(user)\n    return user.id\n',
    'import asyncio\nasync def poll():\n    while True:\n        asyncio.sleep(1)\n        await check()\n',
    'class Worker:\n    async def stop(self):\n        await self.flush()\n    async def restart(self):\n        self.stop()\n        await self.start()\n',
  ],
})
checkLeavesAlone('bug.unawaited-promise', {
  js: [
    'async function save(user) { await db.put(user) }\nasync function register(user) { await save(user); return user.id }',
    'async function save(user) { await db.put(user) }\nasync function register(user) { void save(user); return user.id }',
    'async function save(user) { await db.put(user) }\nasync function register(user) { save(user).catch(report); return user.id }',
    'async function save(user) { await db.put(user) }\nasync function register(users) { await Promise.all(users.map((user) => save(user))) }',
    'async function save(user) { await db.put(user) }\nfunction register(user) { return save(user) }',
    'async function main() { await run() }\nmain()',
    'async function* pages() { yield 1 }\nasync function all() { for await (const page of pages()) use(page) }',
  ],
  py: [
    'import asyncio\nasync def save(user):\n    await db.put(user)\nasync def register(user):\n    task = asyncio.create_task(save(user))\n    await task\n',
    'import asyncio\nasync def main():\n    await run()\nasyncio.run(main())\n',
  ],
})

checkFinds('bug.swallowed-error', {
  js: [
    'async function pay(order) { try { await charge(order) } catch (error) {} return order }',
    'function store(user) { try { db.save(user) } catch {} }',
    'async function f(user) { await sendMail(user).catch(() => {}) }',
  ],
  py: [
    'def store(user):\n    try:\n        db.save(user)\n    except Exception:\n        pass\n',
    'def read(rows):\n    for row in rows:\n        try:\n            parse(row)\n        except:\n            continue\n',
  ],
})
checkLeavesAlone('bug.swallowed-error', {
  js: [
    'async function pay(order) { try { await charge(order) } catch (error) { log(error); throw error } }',
    'function exists(path) { try { fs.accessSync(path); return true } catch { return false } }',
    'function store(user) { try { db.save(user) } catch { /* the cache is only a convenience */ } }',
    'function end(socket) { try { socket.close() } catch {} }',
  ],
  py: [
    'def read(d, key):\n    try:\n        return d[key]\n    except KeyError:\n        pass\n    return None\n',
    'def store(user):\n    try:\n        db.save(user)\n    except Exception:\n        logger.exception("not saved")\n',
  ],
})

checkFinds('bug.resource-not-closed', {
  js: [
    "import fs from 'node:fs'\nfunction head(path: string) { const fd = fs.openSync(path, 'r'); const buffer = Buffer.alloc(16); fs.readSync(fd, buffer); return buffer }",
    "import fs from 'node:fs'\nfunction head(path: string) { const fd = fs.openSync(path, 'r'); const buffer = Buffer.alloc(16); fs.readSync(fd, buffer); fs.closeSync(fd); return buffer }",
    "async function names(pool) { const client = await pool.connect(); const { rows } = await client.query('SELECT name FROM t'); client.release(); return rows }",
    "async function find(pool, id) { const connection = await pool.getConnection(); const [rows] = await connection.query('SELECT 1'); if (rows.length === 0) return null; connection.release(); return rows[0] }",
  ],
  py: [
    'def read(path):\n    f = open(path)\n    return f.read()\n',
    'def read(path):\n    f = open(path)\n    data = parse(f.read())\n    if not data:\n        return None\n    f.close()\n    return data\n',
    'import json\ndef read(path):\n    return json.load(open(path))\n',
    'import sqlite3\ndef names(path):\n    conn = sqlite3.connect(path)\n    return conn.execute("SELECT name FROM t").fetchall()\n',
    'import socket\ndef ping(host):\n    s = socket.create_connection((host, 80))\n    s.sendall(b"hi")\n    answer = s.recv(10)\n    s.close()\n    return answer\n',
  ],
})
checkLeavesAlone('bug.resource-not-closed', {
  js: [
    "import fs from 'node:fs'\nfunction head(path: string) { const fd = fs.openSync(path, 'r'); try { fs.readSync(fd, buffer) } finally { fs.closeSync(fd) } }",
    "async function names(pool) { const client = await pool.connect(); try { return await client.query('SELECT 1') } finally { client.release() } }",
    "import fs from 'node:fs'\nclass Log { open(path) { const fd = fs.openSync(path, 'a'); this.fd = fd } }",
    "import fs from 'node:fs'\nfunction open(path) { const fd = fs.openSync(path, 'a'); return fd }",
  ],
  py: [
    'def read(path):\n    with open(path) as f:\n        return f.read()\n',
    'def read(path):\n    f = open(path)\n    try:\n        return f.read()\n    finally:\n        f.close()\n',
    'def opened(path):\n    f = open(path)\n    return f\n',
    'class Log:\n    def __init__(self, path):\n        self.f = open(path)\n',
    'from contextlib import closing\nimport sqlite3\ndef names(path):\n    with closing(sqlite3.connect(path)) as conn:\n        return conn.execute("SELECT 1").fetchall()\n',
  ],
})

checkFinds('bug.async-race', {
  js: [
    'class Counter { async add() { this.total += await read() } }',
    'let total = 0\nasync function add(id) { total = total + (await size(id)) }',
    'class Client { async get() { if (!this.connection) { this.connection = await connect() } return this.connection } }',
    'class Counter { async add() { const before = this.total; await log(before); this.total = before + 1 } }',
    'async function withdraw(accounts, id, amount) { const account = await accounts.get(id); if (account.balance < amount) throw new Error("too little"); await accounts.update(id, { balance: account.balance - amount }) }',
  ],
  py: [
    'class Counter:\n    async def add(self):\n        current = self.value\n        await log()\n        self.value = current + 1\n',
    'class Client:\n    async def get(self):\n        if self._session is None:\n            self._session = await connect()\n        return self._session\n',
    'async def withdraw(store, key, amount):\n    balance = await store.get(key)\n    await store.set(key, balance - amount)\n',
  ],
})
checkLeavesAlone('bug.async-race', {
  js: [
    'class Counter { async add() { const n = await read(); this.total += n } }',
    'async function sum(ids) { let total = 0; for (const id of ids) { total += await size(id) } return total }',
    'class Client { get() { this.connection ??= connect(); return this.connection } }',
    'class Client { async get() { await this.mutex.runExclusive(async () => { if (!this.connection) this.connection = await connect() }); return this.connection } }',
    'async function f(db, id) { const user = await db.get(id); await db.log(user.name) }',
  ],
  py: [
    'class Client:\n    async def get(self):\n        async with self._lock:\n            if self._session is None:\n                self._session = await connect()\n        return self._session\n',
    'async def total(store, keys):\n    result = 0\n    for key in keys:\n        result += await store.get(key)\n    return result\n',
  ],
})
