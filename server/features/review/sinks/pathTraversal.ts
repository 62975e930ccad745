import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { Sink, SinkFinder } from './sink.ts'
import { isWebHandler } from './sources.ts'
import {
  argumentsOf,
  bare,
  calleeOf,
  callTypes,
  enclosingFunction,
  memberOf,
  memberTypes,
  objectOf,
  optionOf,
  wordsOf,
} from './syntax.ts'
import { type Danger, type Threat, threatOf } from './threat.ts'
import { foreign, type Value } from './values.ts'
import { calleeText, flowReason, quoted, title } from './wording.ts'

/** Functions that open, list, send or remove the file that their first argument names. */
const fileCalls =
  /^((fs|fs-extra|graceful-fs|fse|fsp|fsPromises)(\.promises)?\.(readFile|readFileSync|createReadStream|createWriteStream|writeFile|writeFileSync|appendFile|appendFileSync|unlink|unlinkSync|rm|rmSync|rmdir|readdir|readdirSync|open|openSync|stat|copyFile|copyFileSync|rename|readJson|readJsonSync|outputFile|remove|access|accessSync)|open|io\.open|aiofiles\.open|codecs\.open|os\.(remove|unlink|listdir|rmdir|open|rename|makedirs|mkdir|scandir)|shutil\.(copy|copyfile|move|rmtree)|(flask\.)?send_file|FileResponse|(starlette|fastapi|django)\.[\w.]*FileResponse|web\.FileResponse|aiohttp\.web\.FileResponse|zipfile\.ZipFile|tarfile\.open|Bun\.file|Deno\.(readTextFile|readFile|open|remove|writeTextFile)|numpy\.load|PIL\.Image\.open|Image\.open)$/
const movingCalls = /(^|\.)(copy|copyFile|copyFileSync|rename|renameSync|move|copyfile|copy2|copytree|link|symlink)$/
const sendingMembers = /^(sendFile|sendfile|download)$/
/** Members of an upload that keep it under a name: of express-fileupload and of Flask. */
const keepingMembers = /^(mv|save)$/
const pathMembers = /^(read_text|read_bytes|write_text|write_bytes|unlink|open|iterdir|rmdir)$/
const sanitiser =
  /basename|secure_filename|safe_join|^(path\.parse|os\.path\.split)|\bname\b|relative_to|is_relative_to|commonpath|startsWith|startswith|sha\d|md5|uuid/i
const notGuard = /\b(endsWith|endswith|extname|splitext|suffix)\b[^)]*\)?|\.endsWith\([^)]*\)|\bstartsWith\(\s*['"]\/?['"]\s*\)/g

/** A stranger's path is a danger wherever it goes. Whoever calls a function with a whole path means that path. */
const fromOutside: Danger = { certainty: { input: 0.93, data: 0.3 }, sanitiser, notGuard }
const belowFolder: Danger = { certainty: { input: 0.93, data: 0.5, parameter: 0.5 }, sanitiser, notGuard }
/** A function that keeps files of strangers in a folder of its own: uploads, avatars, attachments. */
const belowOwnFolder: Danger = { certainty: { input: 0.93, data: 0.5, parameter: 0.82 }, sanitiser, notGuard }

const ownFolder =
  /\b(upload|uploads|avatar|avatars|attachment|attachments|public|static|media|storage|document|documents|docs|report|reports|invoice|invoices|download|downloads|export|exports|template|templates|files?|images?|assets|data|backup|backups|archive|content|log|logs)\b/

export const pathTraversal: SinkFinder = {
  nodeTypes: callTypes,
  find(call: Node, facts: FileFacts): Sink | undefined {
    const unpacked = unpacking(call, facts)
    if (unpacked !== undefined) return unpacked
    for (const path of pathsOf(call, facts)) {
      const value = evaluate(path, facts)
      const threat = threatOf(value, call, dangerOf(value, path, facts), facts)
      if (threat !== undefined) return leading(call, threat)
    }
    return undefined
  },
}

function leading(call: Node, threat: Threat): Sink {
  return {
    ruleId: 'security.path-traversal',
    startOffset: call.startIndex,
    endOffset: call.endIndex,
    title: title('', threat.origin.name, ' may lead out of the folder'),
    reason: flowReason(threat.origin, calleeText(call), 'without a check that the path stays in its folder'),
    signals: { source: threat.origin.kind, certainty: threat.certainty },
  }
}

/** Python's `tarfile` writes wherever the names in the archive say, unless it is given a filter. */
function unpacking(call: Node, facts: FileFacts): Sink | undefined {
  const callee = calleeOf(call)
  if (!facts.isPython || callee === null || !/^extract(all)?$/.test(memberOf(callee)) || !/\btarfile\b/.test(facts.source.text))
    return undefined
  if (optionOf(call, 'filter') !== undefined || optionOf(call, 'members') !== undefined) return undefined
  const scope = enclosingFunction(call)
  const opened = facts.bindings(scope ?? facts.root, objectOf(callee)?.text ?? '')[0]?.value
  if (
    opened === undefined ||
    !/^tarfile\.open$/.test(facts.called(opened)) ||
    /\.(startswith|is_relative_to|commonpath|isreg|isfile)\(/.test(scope?.text ?? '')
  )
    return undefined
  return {
    ruleId: 'security.path-traversal',
    startOffset: call.startIndex,
    endOffset: call.endIndex,
    title: title('', calleeText(call), ' writes wherever the archive says'),
    reason: `${quoted(calleeText(call))} is given neither a filter nor checked members`,
    signals: { certainty: 0.84 },
  }
}

function pathsOf(call: Node, facts: FileFacts): readonly Node[] {
  const path = pathOf(call, facts)
  // What is copied or moved goes somewhere as well.
  const [, target] = movingCalls.test(facts.called(call)) ? argumentsOf(call) : []
  return [path, target].flatMap((each) => (each === undefined ? [] : [each]))
}

function pathOf(call: Node, facts: FileFacts): Node | undefined {
  const callee = calleeOf(call)
  if (callee === null) return undefined
  const [first] = argumentsOf(call)
  const name = facts.called(call)
  if (fileCalls.test(name)) return first ?? optionOf(call, 'path')
  if (!memberTypes.has(callee.type)) return undefined
  const object = objectOf(callee)
  const member = memberOf(callee)
  // With `root` the framework itself keeps to the folder.
  if (sendingMembers.test(member)) return optionOf(call, 'root') === undefined ? first : undefined
  if (keepingMembers.test(member) && first !== undefined && evaluate(first, facts).composed) return first
  if (!pathMembers.test(member) || object === null || !facts.isPython) return undefined
  return /^(identifier|parenthesized_expression|call)$/.test(object.type) && isPath(object, facts) ? object : undefined
}

/** Whether Python's `x.open()` is about a path. */
function isPath(node: Node, facts: FileFacts): boolean {
  const inner = bare(node)
  if (inner.type === 'binary_operator') return inner.childForFieldName('operator')?.type === '/'
  if (inner.type === 'call') return /(^|\.)Path$|\.(resolve|joinpath|with_suffix)$/.test(facts.called(inner))
  const scope = enclosingFunction(inner)
  const value = scope === undefined ? undefined : facts.bindings(scope, inner.text)[0]?.value
  return value !== undefined && value.id !== inner.id && isPath(value, facts)
}

function dangerOf(value: Value, path: Node, facts: FileFacts): Danger {
  const fn = enclosingFunction(path)
  if (fn !== undefined && isWebHandler(fn)) return fromOutside
  const at = value.text.indexOf(foreign)
  if (!value.composed || at <= 0) return fromOutside
  return isOwnFolder(value.text.slice(0, at), fn, facts) ? belowOwnFolder : belowFolder
}

function isOwnFolder(before: string, fn: Node | undefined, facts: FileFacts): boolean {
  const body = fn?.text ?? ''
  const constants = [...body.matchAll(/\b([A-Z][A-Z\d_]{3,}|\w*(?:[dD]ir|[rR]oot|[fF]older|_dir|_root|_path))\b/g)].flatMap(
    ([name]) => wordsOf(name),
  )
  return (
    ownFolder.test(before.toLowerCase()) ||
    constants.some((word) => ownFolder.test(word)) ||
    (/DIR|ROOT|BASE|FOLDER/.test(body) && facts.root !== fn)
  )
}
