import { isRecord } from '../../protocol/record.ts'

/** Whether two of these JSON schemas may allow the same value. False only where they cannot. */
export function overlap(schemas: readonly unknown[]): boolean {
  return schemas.some((one, index) => schemas.slice(index + 1).some((other) => !areApart(one, other)))
}

/** By their values, by their types, or by a member that both need and that tells them apart. */
function areApart(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return false
  const [values, otherValues] = [valuesOf(one), valuesOf(other)]
  if (values !== undefined && otherValues !== undefined) return !values.some((value) => otherValues.includes(value))
  const [types, otherTypes] = [typesOf(one), typesOf(other)]
  if (types !== undefined && otherTypes !== undefined && !types.some((type) => otherTypes.includes(type))) return true
  return neededBy(one).some((name) => neededBy(other).includes(name) && areApart(memberOf(one, name), memberOf(other, name)))
}

function valuesOf({ const: only, enum: some }: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  if (only !== undefined) return [JSON.stringify(only)]
  return Array.isArray(some) ? some.map((value) => JSON.stringify(value)) : undefined
}

function typesOf({ type }: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  if (type === undefined) return undefined
  // A whole number is a number, too.
  return (Array.isArray(type) ? type : [type]).map((each) => (each === 'integer' ? 'number' : String(each)))
}

/** Only of what can be nothing but an object. */
function neededBy({ type, required }: Readonly<Record<string, unknown>>): readonly string[] {
  return type === 'object' && Array.isArray(required) ? required.map(String) : []
}

function memberOf({ properties }: Readonly<Record<string, unknown>>, name: string): unknown {
  return isRecord(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
}
