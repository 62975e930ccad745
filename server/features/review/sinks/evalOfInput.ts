import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { Sink, SinkFinder } from './sink.ts'
import { argumentsOf, callTypes, functionTypes, optionOf } from './syntax.ts'
import { type Danger, flowSink } from './threat.ts'
import { calleeText, title } from './wording.ts'

/** Calls that run their argument as code. Python's `exec` and `compile` have namesakes elsewhere. */
const scriptCalls =
  /^((window|globalThis|global)\.)?(eval|Function|execScript)$|^vm\.(runInNewContext|runInThisContext|runInContext|compileFunction|Script)$|^(vm2\.)?(vm|sandbox|VM\(\)|NodeVM\(\))\.run$/
const pythonCalls =
  /^(builtins\.)?(eval|exec)$|^code\.interact$|^(pandas|pd)\.eval$|^numexpr\.evaluate$|(^|[._])(df|frame|data|table|sales)\.(query|eval)$/
const timers = /^((window|globalThis)\.)?(setTimeout|setInterval|setImmediate)$/
/** Templates run what stands between their brackets. */
const templates = /(^|\.)(render_template_string|from_string|Template|compile|renderString|render|template)$/
const templateModules =
  /^(flask|jinja2|mako|handlebars|Handlebars|ejs|pug|nunjucks|lodash|_|dot|doT|eta|mustache|Environment|env|jinja_env)\b/

/** Loads a module by its name; only a stranger's name is a danger. */
const loading = /^(require|import|__import__|importlib\.import_module)$/
const sanitiser = /literal_eval|Number|parseInt|parseFloat|JSON\.parse|sandbox/i
const code: Danger = { certainty: { input: 0.97, argument: 0.8, data: 0.82, parameter: 0.83, environment: 0.6 }, sanitiser }
const module: Danger = { certainty: { input: 0.85 }, sanitiser }
const template: Danger = { certainty: { input: 0.93, data: 0.5, parameter: 0.4 }, sanitiser }
const composedTemplate: Danger = { certainty: { input: 0.94, data: 0.7, parameter: 0.83 }, sanitiser }

export const evalOfInput: SinkFinder = {
  nodeTypes: callTypes,
  find(call: Node, facts: FileFacts): Sink | undefined {
    const name = facts.called(call)
    const kind = kindOf(name, facts)
    const args = argumentsOf(call)
    // `new Function('a', body)`: the last argument is the body.
    const given = /Function$/.test(name) ? args.at(-1) : (args[0] ?? optionOf(call, 'source'))
    if (kind === undefined || given === undefined || functionTypes.has(given.type)) return undefined
    const value = evaluate(given, facts)
    // A timer is given a function far more often than text.
    if (kind === 'timer' && !value.composed) return undefined
    const danger = kind === 'template' ? (value.composed ? composedTemplate : template) : kind === 'module' ? module : code
    const words = { sink: calleeText(call), lack: 'which runs it' }
    const named = (name: string) => title('', name, kind === 'template' ? ' is run as a template' : ' is run as code')
    return flowSink({ ruleId: 'security.eval', node: call, value, danger, title: named, ...words }, facts)
  },
}

function kindOf(name: string, facts: FileFacts): 'code' | 'timer' | 'module' | 'template' | undefined {
  if (facts.isPython ? pythonCalls.test(name) : scriptCalls.test(name)) return 'code'
  if (!facts.isPython && timers.test(name)) return 'timer'
  if (loading.test(name)) return 'module'
  return templates.test(name) && templateModules.test(name) ? 'template' : undefined
}
