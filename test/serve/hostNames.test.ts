import { expect, test } from 'vitest'
import { isHostName, isLoopback, isOwnHost } from '../../server/serve/hostNames.ts'

test.each([
  ['127.0.0.1:8420', true],
  ['localhost', true],
  ['LOCALHOST:8420', true],
  ['[::1]:8420', true],
  ['192.168.1.7:8420', true],
  ['gpu.lan:8420', true],
  // Names that may lead anywhere tomorrow, and what is no name.
  ['evil.example', false],
  ['evil.example:8420', false],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['gpu.lan.evil.example', false],
  ['localhost@evil.example', false],
  ['localhost evil.example', false],
  ['localhost:8420:1', false],
  ['', false],
  [undefined, false],
])('a request to %s is answered: %s', (header, own) => {
  expect(isOwnHost(header, ['gpu.lan'])).toBe(own)
})

test.each([
  ['gpu.lan', true],
  ['GPU-1', true],
  ['gpu.lan:8420', false],
  ['http://gpu.lan', false],
  ['gpu.lan/v1', false],
  ['*', false],
  ['', false],
])('a server can be called by "%s": %s', (name, can) => {
  expect(isHostName(name)).toBe(can)
})

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.7', false],
  ['127.0.0.1.evil.example', false],
])('only this machine reaches %s: %s', (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback)
})
