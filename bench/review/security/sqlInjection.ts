import { readPairs, type WrittenPair } from './pair.ts'

export const sqlInjection: readonly WrittenPair[] = readPairs({ weakness: 'sql-injection', cwe: 89 }, [
  {
    name: 'product-search',
    languageId: 'javascript',
    text: `
 const express = require('express')
 const pool = require('../database')

 const router = express.Router()

 router.get('/products', async (req, res, next) => {
   const { q = '', limit = 20 } = req.query
   try {
     const [rows] = await pool.query(
!      \`SELECT id, name, price FROM products WHERE name LIKE '%\${q}%' LIMIT \${Number(limit)}\`,
+      \`SELECT id, name, price FROM products WHERE name LIKE ? LIMIT \${Number(limit)}\`,
+      [\`%\${q}%\`],
     )
     res.json(rows)
   } catch (error) {
     next(error)
   }
 })

 module.exports = router
`,
  },
  {
    name: 'sorted-orders',
    languageId: 'typescript',
    text: `
 import type { Pool } from 'pg'

 interface Order {
   readonly id: number
   readonly total: string
 }

 interface Page {
   readonly customer: number
   readonly sort: string
   readonly offset: number
 }

+const columns = new Map([['newest', 'created_at DESC'], ['total', 'total DESC']])
+
 export async function ordersOf(pool: Pool, page: Page): Promise<Order[]> {
!  const order = page.sort || 'created_at DESC'
+  const order = columns.get(page.sort) ?? 'created_at DESC'
   const { rows } = await pool.query<Order>(
     \`SELECT id, total FROM orders WHERE customer = $1 ORDER BY \${order} OFFSET $2 LIMIT 50\`,
     [page.customer, page.offset],
   )
   return rows
 }
`,
  },
  {
    name: 'tag-filter-knex',
    languageId: 'javascript',
    text: `
 const knex = require('./knex')

 async function articlesTagged(tags, { published = true } = {}) {
-  const list = tags.map((tag) => \`'\${tag}'\`).join(',')
   const query = knex('articles')
     .select('articles.id', 'articles.title')
     .join('article_tags', 'article_tags.article_id', 'articles.id')
!    .whereRaw(\`article_tags.tag IN (\${list})\`)
+    .whereRaw(\`article_tags.tag IN (\${tags.map(() => '?').join(',')})\`, tags)
     .groupBy('articles.id')
   if (published) query.whereNotNull('articles.published_at')
   return query
 }

 module.exports = { articlesTagged }
`,
  },
  {
    name: 'session-store-sqlite',
    languageId: 'typescript',
    text: `
 import Database from 'better-sqlite3'

 export class SessionStore {
   readonly #database: Database.Database

   constructor(file: string) {
     this.#database = new Database(file)
     this.#database.exec('CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, user INTEGER, data TEXT)')
   }

   load(cookie: string): unknown {
     const id = decodeURIComponent(cookie.split('.')[0] ?? '')
-    const sql = "SELECT data FROM sessions WHERE id = '" + id + "'"
!    const row = this.#database.prepare(sql).get() as { data: string } | undefined
+    const sql = 'SELECT data FROM sessions WHERE id = ?'
+    const row = this.#database.prepare(sql).get(id) as { data: string } | undefined
     return row === undefined ? undefined : JSON.parse(row.data)
   }
 }
`,
  },
  {
    name: 'login-lookup',
    languageId: 'python',
    text: `
 import sqlite3

 from flask import Blueprint, request, session
 from werkzeug.security import check_password_hash

 auth = Blueprint("auth", __name__)


 @auth.post("/login")
 def login():
     name = request.form["name"].strip().lower()
     connection = sqlite3.connect("users.db")
     try:
!        row = connection.execute(f"SELECT id, password_hash FROM users WHERE name = '{name}'").fetchone()
+        row = connection.execute("SELECT id, password_hash FROM users WHERE name = ?", (name,)).fetchone()
     finally:
         connection.close()
     if row is None or not check_password_hash(row[1], request.form["password"]):
         return {"error": "wrong name or password"}, 401
     session["user"] = row[0]
     return {"id": row[0]}
`,
  },
  {
    name: 'report-sqlalchemy-text',
    languageId: 'python',
    text: `
 from datetime import date

 from sqlalchemy import text
 from sqlalchemy.orm import Session

 BASE = """
     SELECT region, SUM(amount) AS total
     FROM sales
     WHERE day >= :since
 """


 def sales_by_region(session: Session, since: date, region: str | None = None):
     query, values = BASE, {"since": since}
     if region:
!        query += " AND region = '{}'".format(region)
+        query += " AND region = :region"
+        values["region"] = region
     query += " GROUP BY region ORDER BY total DESC"
     return session.execute(text(query), values).all()
`,
  },
  {
    name: 'django-raw-ranking',
    languageId: 'python',
    text: `
 from django.db import connection
 from django.http import JsonResponse

+PERIODS = {"day": "1 day", "week": "7 days", "month": "30 days"}
+

 def ranking(request, board):
-    period = request.GET.get("period", "7 days")
+    period = PERIODS.get(request.GET.get("period"), "7 days")
     with connection.cursor() as cursor:
         cursor.execute(
             "SELECT player, MAX(score) FROM scores"
=            f" WHERE board = %s AND played_at > now() - interval '{period}'"
             " GROUP BY player ORDER BY 2 DESC LIMIT 100",
             [board],
         )
         rows = cursor.fetchall()
     return JsonResponse({"ranking": [{"player": player, "score": score} for player, score in rows]})
`,
  },
  {
    name: 'bulk-delete-psycopg',
    languageId: 'python',
    text: `
 from collections.abc import Sequence

 import psycopg
 from fastapi import APIRouter, Depends

 from .database import connection

 router = APIRouter()


 @router.delete("/devices")
 def delete_devices(serials: Sequence[str], db: psycopg.Connection = Depends(connection)):
-    quoted = ", ".join("'" + serial + "'" for serial in serials)
+    marks = ", ".join("%s" for _ in serials)
     with db.cursor() as cursor:
!        cursor.execute("DELETE FROM devices WHERE serial IN (" + quoted + ")")
+        cursor.execute("DELETE FROM devices WHERE serial IN (" + marks + ")", list(serials))
         deleted = cursor.rowcount
     db.commit()
     return {"deleted": deleted}
`,
  },
])
