import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import { assertExpression } from './licencePolicy.ts'
import type { Shipped } from './shipped.ts'

export interface Product {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly licence: string
  /** Of the commit, not of the build: two builds of a commit are to have the same bytes. */
  readonly committedAt: Date
}

const licences = new Contrib.License.Factories.LicenseFactory(assertExpression)

/** The bill of materials of a package, as CycloneDX 1.6 in JSON. It has no serial number, so that it depends on the content alone. */
export function sbomText(product: Product, shipped: readonly Shipped[]): string {
  const main = new Models.Component(Enums.ComponentType.Application, product.name, {
    version: product.version,
    description: product.description,
    bomRef: `${product.name}@${product.version}`,
    licenses: new Models.LicenseRepository([licences.makeFromString(product.licence)]),
  })
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: main, timestamp: product.committedAt }) })
  for (const each of shipped) {
    const component = componentOf(each)
    bom.components.add(component)
    main.dependencies.add(component.bomRef)
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6))
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`
}

function componentOf({ name, version, licence, how, integrity }: Shipped): Models.Component {
  const hash = sha512Of(integrity)
  const slash = name.startsWith('@') ? name.indexOf('/') : -1
  return new Models.Component(Enums.ComponentType.Library, name.slice(slash + 1), {
    bomRef: `${name}@${version ?? 'unknown'} ${how}`,
    licenses: new Models.LicenseRepository([licences.makeFromString(licence)]),
    properties: new Models.PropertyRepository([new Models.Property('latent:shipped', how)]),
    ...(slash < 0 ? {} : { group: name.slice(0, slash) }),
    ...(version === undefined ? {} : { version }),
    ...(how === 'part' || version === undefined ? {} : { purl: packageUrl(name, version) }),
    ...(hash === undefined ? {} : { hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-512'], hash]]) }),
  })
}

/** A package URL of the type npm: the scope's `@` is written `%40` (package-url/purl-spec, types/npm-definition). */
function packageUrl(name: string, version: string): string {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`
}

function sha512Of(integrity: string | undefined): string | undefined {
  const [, base64] = /^sha512-(\S+)/.exec(integrity ?? '') ?? []
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex')
}
