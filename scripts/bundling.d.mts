import type { BuildOptions, Plugin } from 'esbuild'

export declare const programs: BuildOptions
export declare const extensionPrograms: BuildOptions & { readonly plugins: readonly Plugin[] }
