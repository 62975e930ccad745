import { describe, expect, it } from 'vitest'
import { looksSecret } from '../../server/context/secretFiles.ts'

describe('files that look secret', () => {
  it.each([
    ...['.env', '.env.production', 'prod.env', 'server.pem', 'server.KEY', '/home/a/.ssh/id_ed25519', '/home/a/.ssh/config'],
    ...[
      'id_rsa',
      'credentials',
      'credentials.json',
      'secrets.yaml',
      'client_secret.json',
      '.npmrc',
      '.netrc',
      '_netrc',
      '.pypirc',
    ],
    ...['C:\\Users\\a\\.aws\\config', '.docker/config.json', '.kube/config', 'main.tfvars', 'terraform.tfstate', 'store.jks'],
    ...['service-account-prod.json', '.git-credentials', 'local.settings.json'],
  ])('%s', (path) => {
    expect(looksSecret(path)).toBe(true)
  })

  it.each([
    ...['.env.example', '.env.sample', 'id_rsa.pub', 'src/environment.ts', 'src/key.ts', 'credentials.ts', 'keyboard.json'],
    ...['.docker/Dockerfile', 'secrets.test.ts', 'monkey', 'src/.aws/template.yaml', 'config.json', 'secret'],
  ])('but not %s', (path) => {
    expect(looksSecret(path)).toBe(false)
  })
})
