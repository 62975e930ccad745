import { join } from 'node:path'
import type { Bilingual } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { isRecord } from '../protocol/record.ts'
import { catalogue } from './catalogue.ts'
import { type CatalogueEntry, type CatalogueFile, type ModelRole, unverified } from './catalogueEntry.ts'
import { isSha256 } from './pinned.ts'
import { reasonOf } from './reason.ts'
import { readOwnText, userDataFolder } from './userData.ts'

const mostBytes = 2 ** 20
/** Licences that restrict no use; any other one has to be agreed to before a download. */
const openLicences = new Set(['Apache-2.0', 'MIT', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'CC0-1.0'])

/** The file with a user's own entries, which no workspace can bring along. */
export function ownEntriesPath(env: NodeJS.ProcessEnv): string {
  return join(userDataFolder(env), 'models.json')
}

/** Models that the user added to the catalogue; none without the file. Rejects with ownEntriesUnusable. */
export async function readOwnEntries(path: string): Promise<readonly CatalogueEntry[]> {
  const text = await readOwnText(path, mostBytes).catch((error) => {
    throw unusable(path, reasonOf(error))
  })
  if (text === undefined) return []
  return parseOwnEntries(text, path)
}

/** Exported for its tests. Throws ownEntriesUnusable. */
export function parseOwnEntries(text: string, path: string): readonly CatalogueEntry[] {
  const value = parseJson(text, path)
  const models = isRecord(value) ? value.models : undefined
  if (!Array.isArray(models)) {
    throw unusable(path, { en: 'it has no list "models"', zh: '其中没有列表 "models"' })
  }
  const names = new Set(catalogue.map(({ name }) => name))
  return models.map((model, index) => {
    const entry = parseEntry(model, new Reader(path, index))
    if (names.has(entry.name)) {
      throw unusable(path, { en: `the name "${entry.name}" is taken`, zh: `名称“${entry.name}”已被使用` })
    }
    names.add(entry.name)
    return entry
  })
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unusable(path, 'it is not valid JSON')
  }
}

/** Says which entry and which field is wrong. */
class Reader {
  readonly #path: string
  readonly #number: number

  constructor(path: string, index: number) {
    this.#path = path
    this.#number = index + 1
  }

  require(holds: boolean, field: string, en: string, zh: string): asserts holds {
    if (holds) return
    throw unusable(this.#path, {
      en: `"${field}" of its model ${this.#number} is not ${en}`,
      zh: `第 ${this.#number} 个模型的 "${field}" 不是${zh}`,
    })
  }
}

function parseEntry(value: unknown, reader: Reader): CatalogueEntry {
  const model = isRecord(value) ? value : {}
  const { name, title, repository, revision, files, licence, parameters, contextTokens, roles } = model
  reader.require(
    isText(name, /^[a-z0-9][a-z0-9._-]*$/),
    'name',
    'a name in small letters, digits and . _ -',
    '由小写字母、数字和 . _ - 组成的名称',
  )
  reader.require(title === undefined || isText(title, /^[^\n]{1,100}$/), 'title', 'a line of text', '一行文本')
  reader.require(
    isText(repository, /^[\w.-]+\/[\w.-]+$/),
    'repository',
    'a repository of the hub, as OWNER/NAME',
    '模型中心的仓库（OWNER/NAME）',
  )
  reader.require(
    revision === undefined || isText(revision, /^[0-9a-f]{40}$/),
    'revision',
    'a commit of 40 hexadecimal digits',
    '40 位十六进制的提交',
  )
  reader.require(
    isRecord(licence) && isText(licence.name, /^[^\n]{1,100}$/) && isText(licence.url, /^https:\/\/\S+$/),
    'licence',
    'a name and an https url',
    '名称和 https 链接',
  )
  reader.require(
    isRecord(parameters) && isPositive(parameters.total),
    'parameters',
    'a total in billions, and "active" where fewer take part',
    '以十亿计的 total（以及较少时的 "active"）',
  )
  reader.require(contextTokens === undefined || isPositive(contextTokens), 'contextTokens', 'a number of tokens', 'token 数')
  reader.require(
    roles === undefined || (Array.isArray(roles) && roles.length > 0 && roles.every(isRole)),
    'roles',
    'a list of "completion" and "instruct"',
    '"completion" 和 "instruct" 的列表',
  )
  reader.require(
    Array.isArray(files) && files.length > 0 && files.every(isFile),
    'files',
    'a list of files, each with its quantisation and name',
    '文件列表（每个含 quantisation 和 name）',
  )
  return {
    name,
    title: title ?? name,
    description: '',
    architecture: unverified,
    parameters: { total: parameters.total, active: isPositive(parameters.active) ? parameters.active : parameters.total },
    licence: { name: licence.name, url: licence.url, restrictsUse: !openLicences.has(licence.name) },
    roles: roles ?? ['completion', 'instruct'],
    fim: unverified,
    contextTokens: contextTokens ?? unverified,
    languages: unverified,
    scores: [],
    files,
    hub: { repository, ...(revision === undefined ? {} : { revision }) },
    facts: [],
  }
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}

function isRole(value: unknown): value is ModelRole {
  return value === 'completion' || value === 'instruct'
}

/** A name with a folder in it could lead out of the folder of models. */
function isFile(value: unknown): value is CatalogueFile {
  if (!isRecord(value)) return false
  const { quantisation, name, bytes, sha256 } = value
  return (
    isText(quantisation, /^\w+$/) &&
    isText(name, /^[\w-][\w.-]*\.gguf$/i) &&
    (bytes === undefined || isPositive(bytes)) &&
    (sha256 === undefined || isSha256(sha256))
  )
}

function unusable(path: string, why: string | Bilingual): LatentError {
  return LatentError.of('ownEntriesUnusable', path, why)
}
