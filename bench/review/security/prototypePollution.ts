import { readPairs, type WrittenPair } from './pair.ts'

export const prototypePollution: readonly WrittenPair[] = readPairs({ weakness: 'prototype-pollution', cwe: 1321 }, [
  {
    name: 'deep-merge-settings',
    languageId: 'javascript',
    text: `
 const defaults = require('./defaults.json')

 const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

 function merge(target, source) {
   for (const key of Object.keys(source)) {
+    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue
     if (isObject(source[key]) && isObject(target[key])) {
       merge(target[key], source[key])
     } else {
=      target[key] = source[key]
     }
   }
   return target
 }

 function settingsFor(request) {
   return merge(structuredClone(defaults), request.body)
 }

 module.exports = { settingsFor }
`,
  },
  {
    name: 'set-by-path',
    languageId: 'javascript',
    text: `
+const unsettable = new Set(['__proto__', 'constructor', 'prototype'])
+
 function setPath(object, path, value) {
   const keys = path.replace(/\\[(\\d+)\\]/g, '.$1').split('.')
   const last = keys.pop()
+  if (unsettable.has(last) || keys.some((key) => unsettable.has(key))) throw new RangeError(path)
   let current = object
   for (const key of keys) {
     if (typeof current[key] !== 'object') current[key] = {}
     current = current[key]
   }
=  current[last] = value
   return object
 }

 function patch(document, changes) {
   for (const { path, value } of changes) setPath(document, path, value)
   return document
 }

 module.exports = { patch }
`,
  },
  {
    name: 'query-string-nesting',
    languageId: 'javascript',
    text: `
 function parseQuery(text) {
-  const result = {}
+  const result = Object.create(null)
   for (const part of text.split('&')) {
     const [name, value = ''] = part.split('=').map(decodeURIComponent)
     const [, head, inner] = /^([^[]+)\\[([^\\]]*)\\]$/.exec(name) ?? []
     if (head === undefined) {
       result[name] = value
       continue
     }
-    result[head] ??= {}
+    result[head] ??= Object.create(null)
=    result[head][inner] = value
   }
   return result
 }

 module.exports = (request, response, next) => {
   request.filters = parseQuery(request.url.split('?')[1] ?? '')
   next()
 }
`,
  },
  {
    name: 'counters-by-user',
    languageId: 'javascript',
    text: `
 const express = require('express')

 const router = express.Router()
-const counters = {}
+const counters = new Map()

 router.post('/count/:user/:event', (req, res) => {
   const { user, event } = req.params
-  const own = counters[user] || (counters[user] = {})
!  own[event] = Number(req.query.value ?? (own[event] || 0) + 1)
-  res.json({ value: own[event] })
+  if (!counters.has(user)) counters.set(user, new Map())
+  const own = counters.get(user)
+  own.set(event, Number(req.query.value ?? (own.get(event) || 0) + 1))
+  res.json({ value: own.get(event) })
 })

 module.exports = router
`,
  },
  {
    name: 'translations-loader',
    languageId: 'typescript',
    text: `
 import { readFile } from 'node:fs/promises'

 type Messages = { [key: string]: string | Messages }

 export async function loadMessages(files: readonly string[]): Promise<Messages> {
-  const all: Messages = {}
+  const all: Messages = Object.create(null)
   for (const file of files) {
     const flat = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>
     for (const [key, text] of Object.entries(flat)) {
       const parts = key.split('.')
       const name = parts.pop() ?? key
       let branch = all
       for (const part of parts) {
-        branch = (branch[part] ??= {}) as Messages
+        branch = (branch[part] ??= Object.create(null)) as Messages
       }
=      branch[name] = text
     }
   }
   return all
 }
`,
  },
  {
    name: 'clone-with-overrides',
    languageId: 'typescript',
    text: `
 type Tree = Record<string, unknown>

 const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

 export function override(base: Tree, changes: Tree): Tree {
-  for (const name in changes) {
-    const value = changes[name]
-    const old = base[name]
!    base[name] = isTree(value) && isTree(old) ? override(old, value) : value
-  }
-  return base
+  const merged = new Map(Object.entries(base))
+  for (const [name, value] of Object.entries(changes)) {
+    const old = merged.get(name)
+    merged.set(name, isTree(value) && isTree(old) ? override(old, value) : value)
+  }
+  return Object.fromEntries(merged)
 }

 export function themeOf(defaults: Tree, json: string): Tree {
   return override(structuredClone(defaults), JSON.parse(json) as Tree)
 }
`,
  },
  {
    name: 'profile-field-update',
    languageId: 'typescript',
    text: `
 import type { FastifyInstance } from 'fastify'
 import { cloneDeep } from 'lodash-es'
 import { profiles } from './profiles.js'

 interface Change {
   readonly field: string
   readonly value: unknown
 }

+const editable = ['name', 'city', 'website'] as const
+
 export function profileRoutes(app: FastifyInstance): void {
   app.patch<{ Params: { id: string }; Body: Change }>('/profiles/:id', async (request) => {
     const { field, value } = request.body
     const profile = cloneDeep(await profiles.load(request.params.id))
-    const [section, name] = field.split('/')
!    Object.assign(profile[section ?? ''] ?? {}, { [name ?? '']: value })
+    const name = editable.find((known) => known === field)
+    if (name !== undefined) profile.public[name] = String(value)
     return profiles.save(profile)
   })
 }
`,
  },
  {
    name: 'environment-object',
    languageId: 'typescript',
    text: `
+const blocked = new Set(['__proto__', 'constructor', 'prototype'])
+
 export type Nested = { [name: string]: Nested | string }

 /** Turns \`--server.port=80 --server.host=x\` into an object. */
 export function parseFlags(flags: readonly string[]): Nested {
   return flags.reduce<Nested>((result, flag) => {
     const [path = '', value = 'true'] = flag.replace(/^--/, '').split('=', 2)
     const names = path.split('.')
+    if (names.some((name) => blocked.has(name))) return result
     names.reduce((node, name, index) => {
=      if (index === names.length - 1) node[name] = value
       else node[name] ??= {}
       return node[name] as Nested
     }, result)
     return result
   }, {})
 }
`,
  },
])
