import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** The program of Microsoft's SARIF tool, which brings the schema of SARIF 2.1.0 with it. */
export const multitool: string = createRequire(import.meta.url)(`@microsoft/sarif-multitool-${process.platform}`)

const schema = JSON.parse(readFileSync(join(dirname(multitool), 'sarif-2.1.0.json'), 'utf8'))
const validate = addFormats.default(new Ajv.default({ allErrors: true, strict: false })).compile(schema)

/** What the schema says against a log. */
export function schemaErrors(log: string): readonly string[] {
  validate(JSON.parse(log))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
