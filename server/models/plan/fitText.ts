import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import type { ModelFit } from '../choice.ts'
import { gpuMemory, type Machine, usableGpuBytes, usableRamBytes } from './machine.ts'
import { gb, planBar, sizeWithUnit, usageSentence } from './planText.ts'
import { bytesOf, isOldLayout } from './use.ts'

const words = {
  en: {
    end: '.',
    close: (free: string) => `Close other programs first: ${free} GB are free. `,
    tooBig: (need: string, have: string) => `Needs ${need} GB; a model may take ${have} GB here.`,
    oldLayout: ' The file is of an old layout with a large context; `latent models convert` makes a new one of it.',
    bySize: (size: string) => `${size} of weights, and its context.`,
    unknown: 'Its size is not known before the download.',
  },
  zh: {
    end: '。',
    close: (free: string) => `请先关闭其他程序：可用 ${free} GB。`,
    tooBig: (need: string, have: string) => `需要 ${need} GB；此处模型最多可用 ${have} GB。`,
    oldLayout: '该文件采用旧布局，上下文占用大；`latent models convert` 可由它生成新文件。',
    bySize: (size: string) => `权重 ${size}，另加上下文。`,
    unknown: '下载前大小未知。',
  },
} as const satisfies Record<DisplayLanguage, unknown>

/** Whether a model fits and of what its memory consists, in a sentence or two. */
export function fitSentence(fit: ModelFit, machine: Machine, language: DisplayLanguage): string {
  const say = words[language]
  const close = fit.fit === 'tight' ? say.close(gb(machine.ram.freeBytes + gpuMemory(machine).freeBytes)) : ''
  const usable = gb(usableGpuBytes(machine) + usableRamBytes(machine))
  switch (fit.kind) {
    case 'planned': {
      const { candidate, plan } = fit
      if (fit.fit === 'tooBig') return say.tooBig(gb(bytesOf(plan.use.gpu) + bytesOf(plan.use.ram)), usable)
      const old = isOldLayout(candidate.model) ? say.oldLayout : ''
      return close + usageSentence(candidate.model, plan, machine, language) + say.end + old
    }
    case 'bySize':
      return fit.fit === 'tooBig' ? say.tooBig(gb(fit.bytes), usable) : close + say.bySize(sizeWithUnit(fit.bytes))
    case 'unknown':
      return say.unknown
  }
}

/** The bar of a model that was planned and fits; undefined for others. `width` in characters. */
export function fitBar(fit: ModelFit, machine: Machine, width: number): string | undefined {
  return fit.kind === 'planned' && fit.fit !== 'tooBig' ? planBar(fit.plan, machine, width) : undefined
}
