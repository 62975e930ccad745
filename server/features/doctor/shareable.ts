import type { DoctorReport, ExaminedServer, LoadedEngine } from '../../protocol/doctor.ts'

/** What must not leave the machine with a report. */
export interface Private {
  readonly user: string
  readonly host: string
}

/** Words that stand where something private stood. */
const hidden = '…'

/**
 * The report as it may be given to others: without paths, names of files of the user's, and the names of user and machine. `catalogue` are
 * the names of models that everyone has.
 */
export function shareable(report: DoctorReport, catalogue: ReadonlySet<string>, { user, host }: Private): DoctorReport {
  const { model, loaded, models, servers } = report
  const known = (name: string) => (catalogue.has(name) ? name : hidden)
  const bare: DoctorReport = {
    ...report,
    models: { ...models, folder: hidden, files: models.files.map((file) => ({ ...file, name: known(file.name) })) },
    ...(model === undefined ? {} : { model: { ...model, name: known(model.name), path: hidden } }),
    ...(servers === undefined ? {} : { servers: servers.map(withoutNames) }),
    ...(loaded === undefined ? {} : { loaded: withoutServer({ ...loaded, model: known(loaded.model) }) }),
  }
  return withoutPrivate(
    bare,
    [user, host].filter((name) => name.length > 1),
  ) as DoctorReport
}

/** Servers are named by numbers: their addresses, models and adapters tell of a company. */
function withoutNames({ away, adapters, ...server }: ExaminedServer, index: number): ExaminedServer {
  return {
    ...server,
    host: `#${index + 1}`,
    ...(server.model === undefined ? {} : { model: hidden }),
    ...(away === undefined ? {} : { away: away.replaceAll(server.host, hidden) }),
    ...(adapters === undefined ? {} : { adapters: adapters.map(() => hidden) }),
  }
}

function withoutServer(loaded: LoadedEngine & { readonly calibrationKey?: string }): LoadedEngine {
  if (loaded.backend !== 'remote') return loaded
  const { calibrationKey, ...told } = loaded
  return { ...told, device: hidden }
}

/** Absolute paths of any system, up to a blank or a quotation mark. */
const path = /(?<![\w@.-])(?:[A-Za-z]:[\\/]|\\\\|~?\/)[^\s"'“”‘’`(),;，。（）]+/g

/** Every text in the value, wherever it stands: what an error or a driver says may name anything. */
function withoutPrivate(value: unknown, names: readonly string[]): unknown {
  if (typeof value === 'string') {
    const pathless = value.replace(path, hidden)
    return names.reduce((text, name) => text.replace(new RegExp(wholeWord(name), 'giu'), hidden), pathless)
  }
  if (Array.isArray(value)) return value.map((each) => withoutPrivate(each, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutPrivate(each, names)]))
}

/** A user called "cpu" does not make the report unreadable beyond that word. */
function wholeWord(name: string): string {
  return `(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`
}
