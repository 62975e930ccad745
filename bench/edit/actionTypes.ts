import typescript from 'typescript'

const path = '/case/subject.ts'

const options: typescript.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: typescript.ScriptTarget.ES2022,
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: [],
}

/** The settings of `typeErrors` as a project has them. */
export const projectSettings = JSON.stringify({
  compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'esnext', lib: ['es2022', 'dom'], types: [] },
})

const librariesRead = new Map<string, typescript.SourceFile | undefined>()

/** What the compiler has against a TypeScript file that stands alone, one line each; errors of its syntax are among them. */
export function typeErrors(text: string): readonly string[] {
  const host = typescript.createCompilerHost(options)
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (name, version) => {
    if (name === path) return typescript.createSourceFile(name, text, version, true)
    if (!librariesRead.has(name)) librariesRead.set(name, read(name, version))
    return librariesRead.get(name)
  }
  const program = typescript.createProgram([path], options, host)
  const file = program.getSourceFile(path)
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ code, messageText }) => `TS${code}: ${typescript.flattenDiagnosticMessageText(messageText, ' ')}`,
  )
}
