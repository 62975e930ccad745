import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { requireOwn } from '../../../models/ownPath.ts'

/** Where one user's programs meet the engine that they share. */
export interface Place {
  /** Address of the socket: a path, or the name of a pipe on Windows. */
  readonly address: string
  /** Held while an engine looks whether it is the only one. */
  readonly lock: string
  /** Written to by the engine that serves here, as long as it lives. */
  readonly beat: string
  /** What only this user's programs can read. */
  readonly secret: string
  /** What native code prints before it dies. */
  readonly log: string
}

/** Longer paths cannot be bound: macOS has 104 bytes with the end mark, Linux 108 (sun_path of its unix(4) and unix(7)). */
const mostAddressBytes = 103

/**
 * The folder of the socket: LATENT_RUNTIME, else the one that the system keeps for a user's sockets. None of these can be set by files of
 * a workspace.
 */
export function runtimeFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const { LATENT_RUNTIME: chosen, XDG_RUNTIME_DIR: xdg, LOCALAPPDATA: windowsData } = env
  if (chosen && isAbsolute(chosen)) return chosen
  if (platform === 'win32') return join(windowsData || join(homedir(), 'AppData', 'Local'), 'latent', 'run')
  if (xdg && isAbsolute(xdg)) return join(xdg, 'latent')
  return join(tmpdir(), `latent-${process.getuid?.() ?? 0}`)
}

/**
 * Opens the folder, which is made where it is missing, for the engine program `programPath`: the same bytes meet at the same address,
 * another version of Latent has an engine of its own. Rejects with an Error that says why the folder cannot be trusted or used.
 */
export async function openPlace(folder: string, programPath: string, platform = process.platform): Promise<Place> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await requireOwn(folder, 'folder', platform)
  const secret = await readSecret(join(folder, 'secret'), platform)
  const program = createHash('sha256')
    .update(await readFile(programPath))
    .digest('hex')
    .slice(0, 12)
  const file = (ending: string) => join(folder, `engine-${program}.${ending}`)
  const place = { secret, lock: file('lock'), beat: file('beat'), log: file('log') }
  if (platform === 'win32') {
    const name = createHash('sha256').update(`${secret} ${program}`).digest('hex').slice(0, 32)
    return { ...place, address: `\\\\.\\pipe\\latent-${name}` }
  }
  const address = file('sock')
  if (Buffer.byteLength(address) > mostAddressBytes) throw new Error(`${address} is too long for a socket`)
  return { ...place, address }
}

const secretBytes = 32

async function readSecret(path: string, platform: NodeJS.Platform): Promise<string> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(randomBytes(secretBytes).toString('hex')).finally(() => file.close())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  await requireOwn(path, 'file', platform)
  for (let tries = 0; tries < 20; tries++) {
    const secret = await readFile(path, 'utf8')
    if (secret.length === 2 * secretBytes) return secret
    // Whoever makes it is between two steps.
    await sleep(25)
  }
  // Its maker died between the two. The next one makes another.
  await rm(path, { force: true })
  throw new Error(`${path} was damaged`)
}
