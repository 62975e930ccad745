import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type TypeScript from 'typescript'
import { countAdded } from './addedErrors.ts'
import { ProjectDisk } from './projectDisk.ts'
import { ProjectHost, type ShownTexts } from './projectHost.ts'
import type { SourceText } from './source.ts'
import { checkedName, nearestConfig, optionsOf } from './typeScriptProject.ts'

/** Of longer texts only the syntax is looked at: a check holds up everything else in this process. UTF-16 code units. */
const longestCheckedText = 300_000
/** A project holds some hundred megabytes; whoever reviews across many must not hold them all. */
const mostProjects = 2

interface Project {
  readonly host: ProjectHost
  readonly service: TypeScript.LanguageService
}

interface Library {
  readonly typescript: typeof TypeScript
  /** Shares what was parsed, the declarations of the language above all, between projects. */
  readonly registry: TypeScript.DocumentRegistry
  /** Where TypeScript's declarations of the language itself lie. */
  readonly folder: string
}

/** TypeScript's language service with a text in the place of what a file holds. */
export interface AskedService {
  readonly typescript: typeof TypeScript
  readonly service: TypeScript.LanguageService
  /** Of the file, as the service knows it. */
  readonly name: string
}

/** Tells how many type errors a change of a file brings in; undefined where that was not checked. */
export interface TypeCheck {
  newErrors(source: SourceText, changedText: string): number | undefined | Promise<number | undefined>
}

/** Finds the type errors that a change of a file brings in. Reads the project's files and options, runs nothing of it and writes nothing. */
export class TypeChecker implements TypeCheck {
  #library: Library | undefined
  readonly #projects = new Map<string, Project>()
  #lastOriginal: { readonly source: SourceText; readonly errors: readonly string[] } | undefined

  /**
   * How many errors `changedText` has that the text as it is does not have, equal ones paired off by code and message.
   * `undefined` where that cannot be told: the language is neither TypeScript nor JavaScript, TypeScript gives up on the text, or it is
   * longer than 300,000 characters and no new error of its syntax was found.
   */
  newErrors(source: SourceText, changedText: string): number | undefined {
    const name = checkedName(source)
    if (name === undefined) return undefined
    const depth = Math.max(source.text.length, changedText.length) > longestCheckedText ? 'syntax' : 'types'
    try {
      const before = this.#errorsOfOriginal(source, name, depth)
      const added = countAdded(before, this.#errors(name, changedText, depth))
      return depth === 'syntax' && added === 0 ? undefined : added
    } catch {
      // TypeScript throws on what it never expected, such as nesting deeper than its stack; its project may be broken now.
      this.forget()
      return undefined
    }
  }

  /**
   * Lets `look` ask the language service about a text, in a project to which the texts beside it belong as well. `undefined` where there is
   * none for the language, the text is longer than 300,000 characters, or TypeScript gives up.
   */
  ask<Answer>(source: SourceText, look: (asked: AskedService) => Answer, beside: readonly SourceText[] = []): Answer | undefined {
    const name = checkedName(source)
    if (name === undefined || source.text.length > longestCheckedText) return undefined
    try {
      const { service } = this.#show(name, source.text, shownTexts(beside))
      return look({ typescript: this.#loaded().typescript, service, name })
    } catch {
      this.forget()
      return undefined
    }
  }

  /** What the language service calls texts that stand beside the asked one; those in other languages have no name there. */
  namesOf(beside: readonly SourceText[]): readonly string[] {
    return [...shownTexts(beside).keys()]
  }

  /** Frees what is known of the projects. To be called when a tsconfig.json or an installed package changed. */
  forget(): void {
    for (const { service } of this.#projects.values()) service.dispose()
    this.#projects.clear()
    this.#lastOriginal = undefined
  }

  #errorsOfOriginal(source: SourceText, name: string, depth: 'syntax' | 'types'): readonly string[] {
    if (this.#lastOriginal?.source === source && depth === 'types') return this.#lastOriginal.errors
    const errors = this.#errors(name, source.text, depth)
    if (depth === 'types') this.#lastOriginal = { source, errors }
    return errors
  }

  #errors(name: string, text: string, depth: 'syntax' | 'types'): readonly string[] {
    const { typescript } = this.#loaded()
    const { service } = this.#show(name, text)
    const found: readonly TypeScript.Diagnostic[] = [
      ...service.getSyntacticDiagnostics(name),
      ...(depth === 'types' ? service.getSemanticDiagnostics(name) : []),
    ]
    return found
      .filter(({ category }) => category === typescript.DiagnosticCategory.Error)
      .map(({ code, messageText }) => `${code} ${typescript.flattenDiagnosticMessageText(messageText, '\n')}`)
  }

  #show(name: string, text: string, beside: ShownTexts = new Map()): Project {
    const library = this.#loaded()
    const { typescript } = library
    const disk = new ProjectDisk(name)
    const config = nearestConfig(name, disk)
    const key = dirname(config ?? name)
    const project = this.#projects.get(key) ?? openProject(library, disk)
    this.#keep(key, project)
    project.host.show(name, text, () => optionsOf(typescript, config, name, disk), beside)
    return project
  }

  /** The project used last is the last one in the map, and the last to go. */
  #keep(key: string, project: Project): void {
    this.#projects.delete(key)
    this.#projects.set(key, project)
    for (const [oldKey, { service }] of this.#projects) {
      if (this.#projects.size <= mostProjects) return
      service.dispose()
      this.#projects.delete(oldKey)
    }
  }

  /** TypeScript takes a moment to load and is only needed by who reviews TypeScript or JavaScript. */
  #loaded(): Library {
    if (this.#library !== undefined) return this.#library
    const require = createRequire(import.meta.url)
    const folder = dirname(require.resolve('typescript')).replaceAll('\\', '/')
    const typescript: typeof TypeScript = require('typescript')
    this.#library = { typescript, folder, registry: typescript.createDocumentRegistry(typescript.sys.useCaseSensitiveFileNames) }
    return this.#library
  }
}

/** Those in a language that TypeScript knows. */
function shownTexts(sources: readonly SourceText[]): ShownTexts {
  return new Map(
    sources.flatMap((source) => {
      const name = checkedName(source)
      return name === undefined ? [] : [[name, source.text] as const]
    }),
  )
}

function openProject({ typescript, registry, folder }: Library, disk: ProjectDisk): Project {
  const host = new ProjectHost(typescript, disk, folder)
  return { host, service: typescript.createLanguageService(host, registry) }
}
