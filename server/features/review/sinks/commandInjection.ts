import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { Sink, SinkFinder } from './sink.ts'
import { argumentsOf, bare, callTypes, children, literalText, optionOf } from './syntax.ts'
import { type Danger, threatOf } from './threat.ts'
import { calleeText, flowReason, title } from './wording.ts'

/** Calls whose first argument is a command line for a shell. */
const shells =
  /^(child_process\.(exec|execSync)|(shelljs|shell)\.exec|execa\.(command|commandSync|execaCommand|execaCommandSync)|os\.(system|popen)|subprocess\.(getoutput|getstatusoutput)|commands\.getoutput|asyncio\.create_subprocess_shell|pexpect\.(run|spawn)|zx\.exec|(c|ctx|connection)\.(run|sudo|local)|\w*container\.exec_run|execa\.\$|\w*(ssh|client|conn|connection)\.(exec_command|execCommand|exec))$/i
/** Calls that take a program and its arguments apart, unless they are told to use a shell. */
const programs =
  /^(child_process\.(spawn|spawnSync|execFile|execFileSync)|execa\.(execa|execaSync|default)|execa|subprocess\.(run|call|check_call|check_output|Popen)|asyncio\.create_subprocess_exec|os\.exec\w+|os\.spawn\w+)$/
const shellNames = /^(\/(usr\/)?bin\/)?(ba|z|da|k)?sh$|^cmd(\.exe)?$|^powershell(\.exe)?$/
/** Says nothing of what a shell makes of the rest. */
const notGuard = /\.(startsWith|startswith|endsWith|endswith|relative_to|is_relative_to)\(\(?[^)]*\)+/g
const sanitiser = /quote|escape|shlex|argv|join\(/i

/** A command line with a hole is an injection; a whole command that someone hands over may be what the function is for. */
const pieces: Danger = {
  certainty: { input: 0.96, argument: 0.86, parameter: 0.88, data: 0.8, environment: 0.4 },
  sanitiser,
  notGuard,
}
const whole: Danger = { certainty: { input: 0.95, argument: 0.6, parameter: 0.55 }, sanitiser, notGuard }
/** A program named by a stranger, without a shell. */
const program: Danger = { certainty: { input: 0.85 }, sanitiser, notGuard }

export const commandInjection: SinkFinder = {
  nodeTypes: callTypes,
  find(call: Node, facts: FileFacts): Sink | undefined {
    const name = facts.called(call)
    const command = commandOf(call, name)
    if (command === undefined) return undefined
    const value = evaluate(command.node, facts)
    const danger = command.shell ? (value.composed ? pieces : whole) : program
    const threat = threatOf(value, call, danger, facts)
    if (threat === undefined) return undefined
    return {
      ruleId: 'security.command-injection',
      startOffset: command.node.startIndex,
      endOffset: command.node.endIndex,
      title: title('A shell command is built from ', threat.origin.name, ''),
      reason: flowReason(threat.origin, calleeText(call), 'without quoting'),
      signals: { source: threat.origin.kind, certainty: threat.certainty },
    }
  },
}

function commandOf(call: Node, name: string): { readonly node: Node; readonly shell: boolean } | undefined {
  const [first, second] = argumentsOf(call)
  const given = first ?? optionOf(call, 'args') ?? optionOf(call, 'cmd')
  if (given === undefined) return undefined
  if (shells.test(name)) return { node: given, shell: true }
  if (!programs.test(name)) return undefined
  const shell = optionOf(call, 'shell')
  if (shell !== undefined && !/^(false|False|None|undefined|null)$/.test(shell.text)) {
    // With a shell, arguments are joined to one line just as they are.
    return { node: second !== undefined && /^(array|identifier)$/.test(second.type) ? second : given, shell: true }
  }
  const list = bare(given).type === 'list' ? bare(given) : undefined
  const words = list === undefined ? [given, ...listed(second)] : children(list)
  const script = words[2]
  if (shellNames.test(textOf(words[0])) && /^(-\w*c|\/c|-Command)$/.test(textOf(words[1])) && script !== undefined) {
    return { node: script, shell: true }
  }
  const program = words[0]
  return program === undefined ? undefined : { node: program, shell: false }
}

function listed(node: Node | undefined): readonly Node[] {
  return node === undefined ? [] : node.type === 'array' ? children(node) : [node]
}

function textOf(node: Node | undefined): string {
  return (node && literalText(node)) ?? ''
}
