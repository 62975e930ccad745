import typescript from 'typescript'

/** Errors of TypeScript's compiler, which knows nothing of the checks, in many texts at once; each is a module of its own. */
function compilerErrors(texts: readonly string[], extension: '.ts' | '.js'): readonly (readonly string[])[] {
  const names = texts.map((_, index) => `/nowhere/${index}${extension}`)
  const options: typescript.CompilerOptions = {
    ...{ target: typescript.ScriptTarget.ESNext, module: typescript.ModuleKind.ESNext, noEmit: true, skipLibCheck: true },
    ...{ moduleResolution: typescript.ModuleResolutionKind.Bundler, moduleDetection: typescript.ModuleDetectionKind.Force },
    ...(extension === '.ts' ? { strict: true } : { allowJs: true, checkJs: true, strict: false }),
  }
  const host = typescript.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, target, ...rest) => {
    const text = texts[names.indexOf(name)]
    return text === undefined ? getSourceFile(name, target, ...rest) : typescript.createSourceFile(name, text, target)
  }
  const program = typescript.createProgram(names, options, host)
  return names.map((name) => {
    const file = program.getSourceFile(name)
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
      .filter(({ category }) => category === typescript.DiagnosticCategory.Error)
      .map(({ code, messageText }) => `${code} ${typescript.flattenDiagnosticMessageText(messageText, '\n')}`)
  })
}

/** Errors of each second text that the first one does not have, by code and message. */
export function addedErrors(
  changes: readonly { readonly before: string; readonly after: string }[],
  extension: '.ts' | '.js',
): readonly (readonly string[])[] {
  const errors = compilerErrors(
    changes.flatMap(({ before, after }) => [before, after]),
    extension,
  )
  return changes.map((_, index) => {
    const before = [...(errors[2 * index] ?? [])]
    return (errors[2 * index + 1] ?? []).filter((error) => {
      const known = before.indexOf(error)
      if (known >= 0) before.splice(known, 1)
      return known < 0
    })
  })
}
