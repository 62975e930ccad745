import { isRecord } from '../../protocol/record.ts'
import { literal } from './literal.ts'
import { integers, type NumberRange, numbers } from './numberRules.ts'
import { overlap } from './schemaOverlap.ts'

/** Rules that write what a schema allows, or why they cannot. */
export type SchemaRules =
  | {
      readonly kind: 'held'
      /** In GBNF, a line each; they go on in those of `jsonRules`. */
      readonly rules: readonly string[]
      /** What stands for a value. */
      readonly value: string
    }
  | { readonly kind: 'unheld'; readonly why: string }

type Schema = Readonly<Record<string, unknown>>

/** llama.cpp takes no more repetitions of a part (src/llama-grammar.cpp, MAX_REPETITION_THRESHOLD). */
const mostRepetitions = 2000
const mostRules = 4000
const deepest = 64

/** Keywords of JSON Schema that forbid something and that no rule here holds a value to. */
const unheldKeywords = [
  ...['pattern', 'uniqueItems', 'contains', 'patternProperties', 'propertyNames', 'not', 'if'],
  ...['dependentRequired', 'dependentSchemas', 'dependencies', '$dynamicRef', '$recursiveRef'],
]

/**
 * What a JSON schema (2020-12) allows, as GBNF: each value that the rules write is valid. They write one form of each value, members in the order of the
 * schema, and leave some values out, such as members that the schema does not name. `format` is a remark, as the specification has it.
 * `prefix` begins the names of the rules.
 */
export function schemaRules(schema: unknown, prefix: string): SchemaRules {
  const writer = new SchemaWriter(schema, prefix)
  try {
    return { kind: 'held', value: writer.value(schema, 0), rules: writer.rules }
  } catch (error) {
    if (error instanceof Unheld) return { kind: 'unheld', why: error.message }
    throw error
  }
}

class Unheld extends Error {}

class SchemaWriter {
  readonly #whole: unknown
  readonly #prefix: string
  readonly #rules: string[] = []
  readonly #references = new Map<string, string>()
  #names = 0

  constructor(whole: unknown, prefix: string) {
    this.#whole = whole
    this.#prefix = prefix
  }

  get rules(): readonly string[] {
    return this.#rules
  }

  /** An expression for a value of the schema. */
  value(schema: unknown, depth: number): string {
    if (depth > deepest) throw new Unheld('it is nested too deeply')
    if (schema === true) return 'value'
    if (!isRecord(schema)) throw new Unheld(schema === false ? 'a part of it allows nothing' : 'a part of it is no schema')
    const unheld = unheldKeywords.find((keyword) => schema[keyword] !== undefined && schema[keyword] !== false)
    if (unheld !== undefined) throw new Unheld(`an answer cannot be held to \`${unheld}\``)
    const combined = ['$ref', 'allOf', 'anyOf', 'oneOf'].filter((keyword) => schema[keyword] !== undefined)
    if (combined.length > 0) return this.#combined(schema, combined, depth)
    if (schema.const !== undefined) return literal(JSON.stringify(schema.const))
    if (Array.isArray(schema.enum)) return this.#either(schema.enum.map((each) => literal(JSON.stringify(each))))
    return this.#either(typesOf(schema).map((type) => this.#ofType(type, schema, depth)))
  }

  #combined(schema: Schema, [keyword = '', another]: readonly string[], depth: number): string {
    const restricting = ['type', 'enum', 'const', 'properties', 'required', 'items'].find((each) => schema[each] !== undefined)
    if (another !== undefined || restricting !== undefined)
      throw new Unheld(`an answer cannot be held to \`${keyword}\` beside \`${another ?? restricting}\``)
    if (keyword === '$ref') return this.#reference(String(schema.$ref), depth)
    const schemas = schema[keyword]
    if (!Array.isArray(schemas) || schemas.length === 0) throw new Unheld(`\`${keyword}\` is no list of schemas`)
    if (keyword === 'allOf' && schemas.length > 1) throw new Unheld('an answer cannot be held to `allOf` with several schemas')
    if (keyword === 'oneOf' && overlap(schemas)) throw new Unheld('the schemas of `oneOf` may allow the same value: use `anyOf`')
    return this.#either(schemas.map((each) => this.value(each, depth + 1)))
  }

  #reference(target: string, depth: number): string {
    const known = this.#references.get(target)
    if (known !== undefined) return known
    const schema = target === '#' ? this.#whole : at(this.#whole, target)
    const name = this.#newName()
    // Before its parts are written, because they may refer to it.
    this.#references.set(target, name)
    const value = this.value(schema, depth + 1)
    // What consists of nothing but itself has no text.
    if (value === name) throw new Unheld(`\`$ref\` leads nowhere: ${target}`)
    this.#rules.push(`${name} ::= ${value}`)
    return name
  }

  #ofType(type: string, schema: Schema, depth: number): string {
    switch (type) {
      case 'string':
        return this.#string(schema)
      case 'integer':
      case 'number':
        return this.#number(type, schema)
      case 'boolean':
        return '( "true" | "false" )'
      case 'null':
        return '"null"'
      case 'array':
        return this.#array(schema, depth)
      case 'object':
        return this.#object(schema, depth)
      default:
        throw new Unheld(`there is no type \`${type}\``)
    }
  }

  #string({ minLength, maxLength }: Schema): string {
    const [least, most] = bounds(minLength, maxLength)
    return least === 0 && most === undefined ? 'string' : `"\\"" character${times(least, most)} "\\""`
  }

  #number(type: 'integer' | 'number', schema: Schema): string {
    const { multipleOf = 1, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
    if (multipleOf !== 1) throw new Unheld('an answer cannot be held to `multipleOf`')
    const whole = type === 'integer' || schema.multipleOf === 1
    if (!whole && (exclusiveMinimum !== undefined || exclusiveMaximum !== undefined))
      throw new Unheld('a number cannot be held to `exclusiveMinimum` or `exclusiveMaximum`, only a whole one')
    const least = [number(minimum), after(number(exclusiveMinimum), 1)].filter((each) => each !== undefined)
    const most = [number(maximum), after(number(exclusiveMaximum), -1)].filter((each) => each !== undefined)
    const range: NumberRange = {
      ...(least.length === 0 ? {} : { least: Math.max(...least) }),
      ...(most.length === 0 ? {} : { most: Math.min(...most) }),
    }
    const written = whole ? integers(range) : numbers(range)
    if (written === undefined) throw new Unheld('an answer cannot be held to so narrow a range of numbers')
    return this.#named(written)
  }

  #array(schema: Schema, depth: number): string {
    const { items = true, prefixItems, minItems, maxItems } = schema
    const [least, most] = bounds(minItems, maxItems)
    const front = Array.isArray(prefixItems) ? prefixItems.map((each) => this.value(each, depth + 1)) : []
    if (front.length > 0 && most !== undefined && most < front.length) throw new Unheld('`prefixItems` has more than `maxItems`')
    if (items === false || most === 0) {
      if (least > front.length) throw new Unheld('`minItems` asks for more than there may be')
      return this.#named(`"[" ${front.join(' ", " ')} "]"`)
    }
    const item = this.value(items, depth + 1)
    if (front.length > 0) {
      const more = times(Math.max(0, least - front.length), most === undefined ? undefined : most - front.length)
      return this.#named(`"[" ${front.join(' ", " ')} ( ", " ${item} )${more} "]"`)
    }
    const some = `${item} ( ", " ${item} )${times(Math.max(0, least - 1), most === undefined ? undefined : most - 1)}`
    return this.#named(`"[" ${least === 0 ? `( ${some} )?` : some} "]"`)
  }

  #object(schema: Schema, depth: number): string {
    const { additionalProperties = true, minProperties, maxProperties } = schema
    const properties = isRecord(schema.properties) ? schema.properties : {}
    const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : []
    const names = [...new Set([...Object.keys(properties), ...required.map(String)])]
    const [least, most] = bounds(minProperties, maxProperties)
    if (names.length === 0) {
      // A name that is written twice counts once.
      if (least > 1) throw new Unheld('an object whose members have no names cannot be held to `minProperties`')
      if (additionalProperties === false) return '"{}"'
      const member = `string ": " ${this.value(additionalProperties, depth + 1)}`
      const some = `${member} ( ", " ${member} )${times(0, most === undefined ? undefined : Math.max(0, most - 1))}`
      return this.#named(most === 0 ? '"{}"' : `"{" ${least === 0 ? `( ${some} )?` : some} "}"`)
    }
    if (least > required.length || (most !== undefined && most < names.length))
      throw new Unheld('an answer cannot be held to `minProperties` and `maxProperties` beside `properties`')
    const members = names.map((name) => {
      const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties
      return { text: `${literal(`${JSON.stringify(name)}: `)} ${this.value(own, depth + 1)}`, needed: required.includes(name) }
    })
    return this.#named(`"{" ${this.#members(members)} "}"`)
  }

  /** Members in their order, those that are not needed or not; commas stand only between two. */
  #members(members: readonly { readonly text: string; readonly needed: boolean }[]): string {
    let first = '""'
    let next = '""'
    for (const { text, needed } of [...members].reverse()) {
      const rest = next
      first = needed ? `${text} ${rest}` : this.#named(`${text} ${rest} | ${first}`)
      next = this.#named(needed ? `", " ${text} ${rest}` : `( ", " ${text} )? ${rest}`)
    }
    return first
  }

  #either(choices: readonly string[]): string {
    const [only, another] = choices
    if (only === undefined) throw new Unheld('a part of it allows nothing')
    return another === undefined ? only : this.#named(choices.join(' | '))
  }

  #named(expression: string): string {
    const name = this.#newName()
    this.#rules.push(`${name} ::= ${expression}`)
    return name
  }

  #newName(): string {
    this.#names += 1
    if (this.#names > mostRules) throw new Unheld('it is too large')
    return `${this.#prefix}-${this.#names}`
  }
}

/** What a local reference (RFC 6901, in a fragment) leads to. */
function at(whole: unknown, target: string): unknown {
  if (!target.startsWith('#/')) throw new Unheld(`\`$ref\` leads nowhere: ${target}`)
  const steps = target.slice(2).split('/')
  return steps.reduce<unknown>((place, step) => {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    if (!(isRecord(place) || Array.isArray(place)) || !Object.hasOwn(place, key))
      throw new Unheld(`\`$ref\` leads nowhere: ${target}`)
    return (place as Schema)[key]
  }, whole)
}

const everyType = ['object', 'array', 'string', 'number', 'boolean', 'null']

function typesOf({ type, properties, required, items, prefixItems }: Schema): readonly string[] {
  if (Array.isArray(type)) return type.map(String)
  if (type !== undefined) return [String(type)]
  // A schema without a type allows all; what it says of one is the likeliest that is meant.
  if (properties !== undefined || required !== undefined) return ['object']
  return items !== undefined || prefixItems !== undefined ? ['array'] : everyType
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** The whole number next to a bound that is not included. */
function after(bound: number | undefined, step: 1 | -1): number | undefined {
  if (bound === undefined) return undefined
  return step === 1 ? Math.floor(bound) + 1 : Math.ceil(bound) - 1
}

function bounds(least: unknown, most: unknown): readonly [least: number, most: number | undefined] {
  const from = number(least) ?? 0
  const to = number(most)
  if (from > mostRepetitions) throw new Unheld(`an answer cannot be held to a length of ${from}`)
  if (to !== undefined && to < from) throw new Unheld('a part of it allows nothing')
  return [from, to === undefined ? undefined : Math.min(to, mostRepetitions)]
}

function times(least: number, most: number | undefined): string {
  if (most === undefined) return least === 0 ? '*' : `{${least},}`
  return `{${least},${most}}`
}
