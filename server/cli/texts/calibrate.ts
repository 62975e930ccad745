import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent review calibrate` says. */
export const calibrateTexts = {
  en: {
    description: "measure how far this model's evidence can be trusted",
    functions: 'how many functions to measure with, 10 to 1000',
    from: 'files and folders to take functions from; the current folder when there is none',
    thorough: 'also ask the model about each suspect, and have reviews ask what turns out to tell something',
    replace: 'use the result also where the model comes with a calibration',
    show: 'print what is in use, and measure nothing',
    reset: 'remove what was measured for this model',
    help: `
Puts a small fault into each of these functions in memory, reviews it with and without the fault, and fits to one half of them how much this
model's evidence says; the other half tells how well. Takes seconds a function on a GPU and up to half a minute on two cores, with --thorough
several times as long. Nothing leaves this machine, no file of yours changes.
Reviews in the editor and on the command line use the result for models that come without a calibration; --replace: for this one, too.
A folder that is called calibrate is reviewed by \`latent review ./calibrate\`.

Examples:
  latent review calibrate --model ./coder.gguf --from src   by 60 functions below src
  latent review calibrate --show                            what is in use, and how well it does
  latent review calibrate --reset                           forget what was measured

Exit codes: 0 done, 2 could not run, 3 stopped by Ctrl-C, which leaves the earlier one.
`,
    stopped: 'Stopped; the calibration is as it was.',
    calibrating: 'Calibrating',
    calibratingWith: (functions: number) => `Calibrating with ${functions} functions`,
    removed: 'The calibration is removed.',
    noneToRemove: 'There was no calibration to remove.',
    ofModel: (model: string, standing: string) => `${model}: ${standing}`,
    shippedInUse: 'the calibration that comes with Latent is in use.',
    neverMeasured: 'never measured, so only overwhelming evidence is shown; `latent review calibrate` measures it.',
    shippedNotReplaced: 'the calibration that comes with Latent is in use; your own would be with --replace.',
    ownInUse: 'your own calibration is in use.',
    rightOfShown: 'right of what is shown',
    shownOfFaults: 'shown of the faults',
    measuredWith: (functions: number) =>
      `Measured with ${functions} functions; these figures are of the half that it was not fitted to:`,
    nothingShown: 'nothing shown',
    share: (percent: string, part: number, whole: number, low: string, high: string) =>
      `${percent} (${part} of ${whole}; ${low} to ${high})`,
  },
  zh: {
    description: '测量此模型的依据有多可信',
    functions: '用多少个函数来测量，10 到 1000',
    from: '从哪些文件和文件夹中取函数；未指定时为当前文件夹',
    thorough: '还就每个可疑之处询问模型，并让审查也询问其中有用的内容',
    replace: '模型自带校准时也使用此结果',
    show: '显示正在使用的校准，不进行测量',
    reset: '删除对此模型的测量结果',
    help: `
在内存中为每个函数放入一个小错误，分别在有错误和无错误时进行审查，并用其中一半拟合此模型的依据有多少分量；另一半用来检验效果。
在 GPU 上每个函数需数秒，在两个核心上最多半分钟，使用 --thorough 时需数倍时间。任何内容都不会离开本机，您的文件不会被更改。
编辑器和命令行中的审查会对没有自带校准的模型使用此结果；使用 --replace 时也用于有自带校准的模型。
名为 calibrate 的文件夹可用 \`latent review ./calibrate\` 审查。

示例：
  latent review calibrate --model ./coder.gguf --from src   用 src 下的 60 个函数
  latent review calibrate --show                            正在使用的校准及其效果
  latent review calibrate --reset                           忘记测量结果

退出码：0 完成，2 无法运行，3 被 Ctrl-C 停止，先前的校准保留。
`,
    stopped: '已停止；校准保持不变。',
    calibrating: '正在校准',
    calibratingWith: (functions: number) => `正在用 ${functions} 个函数校准`,
    removed: '校准已删除。',
    noneToRemove: '没有可删除的校准。',
    ofModel: (model: string, standing: string) => `${model}：${standing}`,
    shippedInUse: '正在使用 Latent 自带的校准。',
    neverMeasured: '从未测量，因此只显示依据极为充分的问题；`latent review calibrate` 可进行测量。',
    shippedNotReplaced: '正在使用 Latent 自带的校准；使用 --replace 可改用您自己的校准。',
    ownInUse: '正在使用您自己的校准。',
    rightOfShown: '所显示内容中正确的',
    shownOfFaults: '所有错误中显示的',
    measuredWith: (functions: number) => `用 ${functions} 个函数测量；以下数字来自未用于拟合的一半：`,
    nothingShown: '未显示任何内容',
    share: (percent: string, part: number, whole: number, low: string, high: string) =>
      `${percent}（${whole} 个中的 ${part} 个；${low} 到 ${high}）`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
