import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ToolCall } from '../engine/tools.ts'
import { isRecord } from '../protocol/record.ts'
import type { CalledTool } from './formatGrammars.ts'

/**
 * Whether what looks like a call is one: of a known tool, with an object for arguments, which is valid by the tool's schema where its calls are held to it.
 * The schemas are those that a grammar can hold an answer to, so that none has a pattern, which could take for ever.
 */
export function callsOf(tools: readonly CalledTool[]): (call: ToolCall) => boolean {
  const byName = new Map(tools.map((tool) => [tool.name, checkOf(tool)]))
  return ({ name, argumentsText }) => {
    const check = byName.get(name)
    return check?.(objectOf(argumentsText)) === true
  }
}

function checkOf({ parameters, isHeld }: CalledTool): (given: unknown) => boolean {
  if (!isHeld) return isRecord
  if (parameters === undefined) return (given) => isRecord(given) && Object.keys(given).length === 0
  let validate: ((given: unknown) => boolean) | undefined
  return (given) => {
    validate ??= validatorOf(parameters)
    return isRecord(given) && validate(given)
  }
}

function validatorOf({ $schema: _, ...schema }: Readonly<Record<string, unknown>>): (given: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false, logger: false })
  try {
    const validate = ajv.compile(schema)
    return (given) => validate(given) === true
  } catch {
    // What ajv does not understand the grammar has held the answer to all the same.
    return () => true
  }
}

function objectOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
