import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { goesWith, isLicenceFile, licenceOfHeader, licenceOfText } from '../../../server/features/dataset/licences.ts'

describe('licences', () => {
  it("are known by a repository's own text", () => {
    expect(licenceOfText(readFileSync('LICENSE', 'utf8'))).toBe('MIT')
    expect(licenceOfText('Copyright Corp. All rights reserved.')).toBeUndefined()
    expect(['LICENSE', 'LICENCE.md', 'COPYING', 'license.txt'].every(isLicenceFile)).toBe(true)
    expect(['src/LICENSE', 'licenses.ts'].some(isLicenceFile)).toBe(false)
  })

  it.each([
    ['// SPDX-License-Identifier: MIT', 'MIT', true],
    ['# SPDX-License-Identifier: Apache-2.0 OR MIT\n', 'MIT', true],
    ['/* SPDX-License-Identifier: GPL-2.0-only */', 'MIT', false],
    [' * under the terms of the GNU General Public License as published', 'MIT', false],
    ['// SPDX-License-Identifier: GPL-3.0-or-later', 'GPL-3.0', true],
    ['// a module', 'MIT', true],
    ['// a module', undefined, true],
    ['// SPDX-License-Identifier: MIT', undefined, false],
  ])('%j in a repository of %s', (header, repository, fits) => {
    expect(goesWith(repository, licenceOfHeader(header))).toBe(fits)
  })
})
