import { describe, expect, it } from 'vitest'
import { fileOfFrame } from '../../server/context/stackFiles.ts'

const files = new Set(['/work/shop/src/cart.ts', '/work/shop/main.py', '/work/api/src/订单.ts', '/work/shop/passwd'])
const looked: string[] = []
const exists = (file: string) => {
  looked.push(file)
  return files.has(file)
}
const folders = ['/work/shop', '/work/api']

describe('the file that a trace means', () => {
  it.each([
    { what: 'an absolute path within a folder', path: '/work/shop/src/cart.ts', file: '/work/shop/src/cart.ts' },
    { what: 'a path within a folder', path: 'src/cart.ts', file: '/work/shop/src/cart.ts' },
    { what: 'one of the second folder, in Chinese', path: './src/订单.ts', file: '/work/api/src/订单.ts' },
    { what: 'a path of a container', path: '/app/src/cart.ts', file: '/work/shop/src/cart.ts' },
    { what: 'a path of Windows', path: 'D:\\build\\shop\\src\\cart.ts', file: '/work/shop/src/cart.ts' },
    { what: 'a name alone', path: 'main.py', file: '/work/shop/main.py' },
    { what: 'a library', path: '/work/shop/node_modules/src/cart.ts', file: undefined },
    { what: 'a library of Python', path: '/usr/lib/python3/site-packages/main.py', file: undefined },
    { what: 'a path that climbs', path: '/work/shop/../../etc/passwd', file: undefined },
    { what: 'a file that is not there', path: '/work/shop/src/other.ts', file: undefined },
  ])('$what', ({ path, file }) => {
    expect(fileOfFrame(path, folders, exists)).toBe(file)
  })

  it('is never looked for outside of the folders', () => {
    looked.length = 0
    for (const path of ['/etc/passwd', '../../etc/passwd', 'C:\\Windows\\win.ini', '//host/share/x.ts', '/work/shopping/x.ts'])
      fileOfFrame(path, folders, exists)
    expect(looked.filter((file) => !folders.some((folder) => file.startsWith(`${folder}/`)))).toEqual([])
  })
})
