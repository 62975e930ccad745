import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { isRecord } from '../../../protocol/record.ts'
import { type FramedSocket, SilentError } from './framedSocket.ts'

/** A client that has not said by then who it is has something else in mind. */
const longestGreetingMs = 10_000
/** A host that is busy is asked about this often while its answer is waited for. */
const lookEveryMs = 500

/**
 * Client: proves that it can read this user's secret, after the host has proved the same. Where only the user can open the socket this
 * holds already; Windows lists the names of pipes to everyone. Resolves with the host's process id. Rejects with ClosedError where the host
 * left, and with an Error where it is none; while it is silent `keepWaiting` is called again and again, and rejects where that is in vain.
 */
export async function greetHost(socket: FramedSocket, secret: string, keepWaiting: () => Promise<void>): Promise<number> {
  const nonce = newNonce()
  socket.send({ nonce })
  const answer = await patientlyNext(socket, keepWaiting)
  if (!isRecord(answer) || typeof answer.nonce !== 'string' || typeof answer.pid !== 'number') {
    throw new Error('the other side speaks another language')
  }
  if (!isProof(answer.proof, secret, 'host', nonce)) throw new Error('the other side is not of this user')
  socket.send({ proof: proofOf(secret, 'client', answer.nonce) })
  return answer.pid
}

/** Host: the other half of `greetHost`. Rejects with ClosedError or an Error where the client is not of this user. */
export async function greetClient(socket: FramedSocket, secret: string): Promise<void> {
  const hello = await socket.next(longestGreetingMs)
  if (!isRecord(hello) || typeof hello.nonce !== 'string') throw new Error('the other side speaks another language')
  const nonce = newNonce()
  socket.send({ nonce, pid: process.pid, proof: proofOf(secret, 'host', hello.nonce) })
  const answer = await socket.next(longestGreetingMs)
  if (!isRecord(answer) || !isProof(answer.proof, secret, 'client', nonce)) throw new Error('the other side is not of this user')
}

async function patientlyNext(socket: FramedSocket, keepWaiting: () => Promise<void>): Promise<unknown> {
  for (;;) {
    try {
      return await socket.next(lookEveryMs)
    } catch (error) {
      if (!(error instanceof SilentError)) throw error
      await keepWaiting()
    }
  }
}

type Side = 'host' | 'client'

function newNonce(): string {
  return randomBytes(16).toString('hex')
}

/** The side's name is part of it, so that one side's proof cannot be sent back as the other's. */
function proofOf(secret: string, side: Side, nonce: string): string {
  return createHmac('sha256', secret).update(`${side} ${nonce}`).digest('hex')
}

function isProof(proof: unknown, secret: string, side: Side, nonce: string): boolean {
  const expected = Buffer.from(proofOf(secret, side, nonce))
  const given = Buffer.from(typeof proof === 'string' ? proof : '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
