import { describe, expect, it } from 'vitest'
import { checkFinds, checkLeavesAlone, sinksOf } from './checkSinks.ts'

checkFinds('security.hardcoded-secret', {
  js: [
    "const password = 'Tr0ub4dor&3'",
    "const client = new Client({ user: 'app', password: 'k9!fQ2zL', database: 'shop' })",
    "const key = 'AKIAQ4HD7BVX2MNPL6RT'",
    "import jwt from 'jsonwebtoken'\nfunction sign(user) { return jwt.sign({ id: user.id }, 'shop-signing-2023') }",
    "import { createHmac } from 'node:crypto'\nfunction sign(text: string) { return createHmac('sha256', 'b7f3a9c1d2').update(text).digest('hex') }",
    "const db = connect('postgres://shop:Wq8zR1tY@db.internal:5432/shop')",
    "const headers = { Authorization: 'Bearer 7f9c2ba4e88f827d616045507605853e' }",
  ],
  py: [
    'DB_PASSWORD = "s3cr3t-Pa55"\n',
    'def connect():\n    return psycopg2.connect(host="db", user="app", password="Hq7#mm2L")\n',
    'app.config["SECRET_KEY"] = "8f42a73054b1749f8f58848be5e6502c"\n',
    'API_KEY = "sk_live_4eC39HqLyjWDarjtT1zdp7dc"\n',
    'import jwt\ndef token(user):\n    return jwt.encode({"id": user.id}, "winter-is-coming-7", algorithm="HS256")\n',
  ],
})
checkLeavesAlone('security.hardcoded-secret', {
  js: [
    'const password = process.env.DB_PASSWORD',
    "const passwordField = 'user_password_1'",
    "const token = 'your-token-here'",
    "const labels = { password: 'Password', token: 'Access token' }",
    "const PASSWORD_RESET = 'password_reset'",
    "const tokenUrl = 'https://auth.example.com/token1'",
    "const password = ''",
    "const secretName = 'prod/db1/password'",
    "const url = 'postgres://postgres:postgres@localhost:5432/test'",
    "const config = { password: '<PASSWORD>', apiKey: '${API_KEY}' }",
    "const type = { token: 'string', password: 'string' }",
    "fetch(url, { credentials: 'same-origin' })",
  ],
  py: [
    'import os\nPASSWORD = os.environ["DB_PASSWORD"]\n',
    'TOKEN_HEADER = "X-Auth-Token-2"\n',
    'password = "changeme"\n',
    'parser.add_argument("--password", help="the password")\n',
  ],
})
describe('secrets', () => {
  it('are no secrets in tests and examples', async () => {
    expect(await sinksOf('javascript', "const password = 'Tr0ub4dor&3'", 'test/login.test.js')).toEqual([])
  })
})

checkFinds('security.weak-random', {
  js: [
    'function createToken() { return Math.random().toString(36).slice(2) }',
    'const sessionId = String(Math.random() * 1e16)',
    'function otp() { const code = Math.floor(100000 + Math.random() * 900000); return send({ resetCode: code }) }',
  ],
  py: [
    'import random, string\ndef reset_token():\n    return "".join(random.choice(string.ascii_letters) for _ in range(32))\n',
    'import random\ndef verification_code():\n    return random.randint(100000, 999999)\n',
    'from random import choices\ndef make_password(n):\n    return "".join(choices(ALPHABET, k=n))\n',
  ],
})
checkLeavesAlone('security.weak-random', {
  js: [
    'function color() { return `hsl(${Math.random() * 360}, 50%, 50%)` }',
    'function retryDelay(n: number) { return 2 ** n * 100 + Math.random() * 50 }',
    "import { randomBytes } from 'node:crypto'\nfunction createToken() { return randomBytes(16).toString('hex') }",
    'const element = `item-${Math.random()}`',
  ],
  py: [
    'import secrets\ndef reset_token():\n    return secrets.token_urlsafe(32)\n',
    'import random\ndef shuffle_deck(deck):\n    random.shuffle(deck)\n',
    'import random\nrng = random.SystemRandom()\ndef token():\n    return rng.choice(LETTERS)\n',
  ],
})

checkFinds('security.weak-crypto', {
  js: [
    "import { createHash } from 'node:crypto'\nfunction hashPassword(password: string) { return createHash('md5').update(password).digest('hex') }",
    "const crypto = require('crypto')\nfunction encrypt(text, key) { const c = crypto.createCipheriv('aes-128-ecb', key, null); return c.update(text, 'utf8', 'hex') + c.final('hex') }",
    "const crypto = require('crypto')\nfunction encrypt(text, key) { const c = crypto.createCipher('aes-256-cbc', key); return c.update(text) }",
    "import { generateKeyPairSync } from 'crypto'\nconst pair = generateKeyPairSync('rsa', { modulusLength: 1024 })",
    "import { createHash } from 'node:crypto'\nfunction store(user, password) { user.hash = createHash('sha256').update(password).digest('hex') }",
  ],
  py: [
    'import hashlib\ndef hash_password(password):\n    return hashlib.md5(password.encode()).hexdigest()\n',
    'from Crypto.Cipher import DES\ndef encrypt(key, data):\n    return DES.new(key, DES.MODE_CBC).encrypt(data)\n',
    'from Crypto.Cipher import AES\ndef encrypt(key, data):\n    return AES.new(key, AES.MODE_ECB).encrypt(data)\n',
    'import hashlib\ndef derive(password, salt):\n    return hashlib.pbkdf2_hmac("sha256", password, salt, 1000)\n',
  ],
})
checkLeavesAlone('security.weak-crypto', {
  js: [
    "import { createHash } from 'node:crypto'\nfunction etag(body: Buffer) { return createHash('md5').update(body).digest('base64') }",
    "import { createHash } from 'node:crypto'\nconst cacheKey = createHash('sha1').update(source).digest('hex')",
    "import { createCipheriv } from 'crypto'\nfunction encrypt(key, iv, text) { return createCipheriv('aes-256-gcm', key, iv).update(text) }",
    "import { createHash } from 'node:crypto'\nfunction digest(file: Buffer) { return createHash('sha256').update(file).digest('hex') }",
  ],
  py: [
    'import hashlib\ndef file_checksum(data):\n    return hashlib.md5(data).hexdigest()\n',
    'import hashlib\ndef token_key(token):\n    return hashlib.sha1(token, usedforsecurity=False).hexdigest()\n',
    'import hashlib\ndef derive(password, salt):\n    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)\n',
  ],
})

checkFinds('security.unsafe-deserialisation', {
  js: [
    "const serialize = require('node-serialize')\napp.get('/', (req, res) => { const user = serialize.unserialize(req.cookies.profile); res.json(user) })",
  ],
  py: [
    'import pickle\ndef load(data):\n    return pickle.loads(data)\n',
    'import pickle\ndef restore(path):\n    with open(path, "rb") as f:\n        return pickle.load(f)\n',
    'import yaml\ndef config(text):\n    return yaml.load(text, Loader=yaml.Loader)\n',
    'import pickle, base64\nfrom flask import request\n@app.route("/")\ndef index():\n    return str(pickle.loads(base64.b64decode(request.cookies["state"])))\n',
  ],
})
checkLeavesAlone('security.unsafe-deserialisation', {
  js: [
    "import yaml from 'js-yaml'\nfunction config(text: string) { return yaml.load(text) }",
    'function f(text: string) { return JSON.parse(text) }',
  ],
  py: [
    'import yaml\ndef config(text):\n    return yaml.safe_load(text)\n',
    'import yaml\ndef config(text):\n    return yaml.load(text, Loader=yaml.SafeLoader)\n',
    'import pickle\ndef clone(value):\n    return pickle.loads(pickle.dumps(value))\n',
    'import hmac, pickle\ndef load(data, mac):\n    if not hmac.compare_digest(sign(data), mac):\n        raise ValueError\n    return pickle.loads(data)\n',
    'import json\ndef load(data):\n    return json.loads(data)\n',
  ],
})

checkFinds('security.regex-dos', {
  js: [
    'const email = /^([a-zA-Z0-9]+)+@example\\.com$/',
    "app.get('/s', (req, res) => { const pattern = new RegExp(req.query.q); res.json(names.filter((name) => pattern.test(name))) })",
    "const words = new RegExp('^(\\\\w+\\\\s?)*$')",
  ],
  py: [
    'import re\nWORDS = re.compile(r"^(\\w+\\s?)*$")\n',
    'import re\nfrom flask import request\n@app.route("/s")\ndef search():\n    return [n for n in NAMES if re.search(request.args["q"], n)]\n',
  ],
})
checkLeavesAlone('security.regex-dos', {
  js: [
    'const email = /^[a-zA-Z0-9]+@example\\.com$/',
    'const list = /^\\d+(,\\d+)*$/',
    'const quoted = /"([^"\\\\]|\\\\.)*"/',
    "import escape from 'escape-string-regexp'\napp.get('/s', (req, res) => { const pattern = new RegExp(escape(req.query.q)); res.json(pattern.source) })",
  ],
  py: [
    'import re\nNUMBER = re.compile(r"(?P<sign>[+-])?\\d+(\\.\\d+)?")\n',
    'import re\ndef find(text, q):\n    return re.search(re.escape(q), text)\n',
  ],
})
