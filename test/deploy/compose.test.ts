import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { composeFile, composeText, networksOf, servicesOf, startedFiles, withDefaults } from './composeFiles.ts'
import { namesOf, optionNames, versionOf } from './options.ts'

const all = [...startedFiles, 'monitoring.yaml', 'vllm.yaml', 'gateway.yaml']
// The specification's own schema, as dclint carries it. Its draft's address is not quite the one that Ajv knows.
const { $schema: _, ...schema } = JSON.parse(
  readFileSync(new URL('../../node_modules/dclint/schemas/compose.schema.json', import.meta.url), 'utf8'),
)
const validate = new Ajv({ strict: false, logger: false, validateFormats: false }).compile(schema)
const withMonitoring = [...startedFiles, 'monitoring.yaml']

describe('Compose files', () => {
  it.each(all)('%s follows the Compose specification', (name) => {
    validate(composeFile(name))
    expect(validate.errors ?? []).toEqual([])
  })

  it('the specification would refuse a mistake', () => {
    expect(validate({ services: { vllm: { image: 'x', comand: [] } } })).toBe(false)
  })

  it.each(startedFiles)('%s declares every network and volume that it uses', (name) => {
    const { networks = {}, volumes = {} } = composeFile(name)
    for (const [service, settings] of servicesOf(name)) {
      for (const network of networksOf(settings)) expect(Object.keys(networks), service).toContain(network)
      const named = (settings.volumes ?? [])
        .map((volume) => withDefaults(volume).split(':')[0] ?? '')
        .filter((source) => /^\w+$/.test(source))
      for (const volume of named) expect(Object.keys(volumes), service).toContain(volume)
    }
  })

  it.each(withMonitoring)('%s pins every image to a version', (name) => {
    for (const [service, { image = '' }] of servicesOf(name)) {
      expect(withDefaults(image), service).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+(-alpine)?$/)
    }
  })

  it('the images are of the versions whose options were checked', () => {
    const images = servicesOf('replicas.yaml').map(([, { image = '' }]) => withDefaults(image))
    expect(images).toContain(`vllm/vllm-openai:v${versionOf('options')}`)
    expect(images).toContain(`latent-vllm-router:${versionOf('router-options')}`)
    const dockerfile = readFileSync(new URL('../../deploy/router/Dockerfile', import.meta.url), 'utf8')
    expect(dockerfile).toContain(`vllm-router==${versionOf('router-options')} `)
  })

  it.each(startedFiles)('%s gives vLLM and its router only options that they have', (name) => {
    for (const [service, { image = '', command = [] }] of servicesOf(name)) {
      if (image.includes('vllm-openai'))
        expect([...namesOf('options').keys()], service).toEqual(expect.arrayContaining([...optionNames(command)]))
      if (image.includes('vllm-router')) {
        expect([...namesOf('router-options').keys()], service).toEqual(expect.arrayContaining([...optionNames(command)]))
      }
    }
  })

  it.each(startedFiles)('%s lets the world reach the gateway alone', (name) => {
    const published = servicesOf(name).filter(([, { ports = [] }]) => ports.length > 0)
    expect(published.map(([service]) => service)).toEqual(['gateway'])
    const outside = servicesOf(name).filter(([, settings]) => networksOf(settings).includes('outside'))
    expect(outside.map(([service]) => service)).toEqual(['gateway'])
  })

  it('Grafana answers on its own machine alone', () => {
    const ports = servicesOf('monitoring.yaml').flatMap(([, { ports = [] }]) => ports)
    expect(ports).toEqual(['127.0.0.1:3000:3000'])
  })

  it.each(startedFiles)('%s has one service that the gateway finds as backend', (name) => {
    const found = servicesOf(name).filter(
      ([, { networks }]) => !Array.isArray(networks) && JSON.stringify(networks ?? {}).includes('backend'),
    )
    expect(found).toHaveLength(1)
  })

  it.each(startedFiles)('%s asks for a key, and no key stands in a command', (name) => {
    const servers = servicesOf(name).filter(([, { image = '' }]) => image.includes('vllm-openai'))
    expect(servers.length).toBeGreaterThan(0)
    for (const [service, { environment = {}, command = [] }] of servers) {
      expect(environment.VLLM_API_KEY, service).toMatch(/^\$\{LATENT_SERVER_KEY:\?/)
      expect(command.join(' '), service).not.toContain('--api-key')
    }
  })

  it('the example of settings names every variable that has no default', () => {
    const example = composeText('.env.example')
    const needed = withMonitoring.flatMap((name) => [composeText(name), composeText('vllm.yaml'), composeText('gateway.yaml')])
    const names = new Set(needed.flatMap((text) => [...text.matchAll(/\$\{(\w+):\?/g)].map(([, variable]) => variable ?? '')))
    expect(names.size).toBeGreaterThan(2)
    for (const variable of names) expect(example).toMatch(new RegExp(`^#?${variable}=`, 'm'))
  })

  it('replicas tell the router the tokens of a prompt, without which it cannot route by prefix', () => {
    const commands = servicesOf('replicas.yaml').flatMap(([, { image = '', command = [] }]) =>
      image.includes('vllm-openai') ? [command] : [],
    )
    for (const command of commands) expect(command).toContain('--enable-scale-out')
  })

  it('the router routes to every replica, and to nothing else', () => {
    const services = servicesOf('replicas.yaml')
    const replicas = services
      .filter(([, { image = '' }]) => image.includes('vllm-openai'))
      .map(([service]) => `http://${service}:8000`)
    const command = services.find(([service]) => service === 'router')?.[1].command ?? []
    expect(command.filter((word) => word.startsWith('http://'))).toEqual(replicas)
  })
})
