import type { LatentErrorArguments, LatentErrorCode } from '../errorTable.ts'

type ChineseErrors = {
  readonly [C in LatentErrorCode]: {
    readonly message: (...parts: LatentErrorArguments<C>) => string
    /** The text of the way out; the command is that of the English entry. */
    readonly wayOut: string
  }
}

const chooseModel = '请选择其他模型。'
const showLog = '请重启引擎，或查看日志。'
const freeSpace = (otherFolder: string) =>
  `请用“Latent: 管理磁盘占用”或 \`latent models remove\` 腾出空间，或将 ${otherFolder} 设为其他磁盘上的文件夹。`
const freeSpaceForModels = freeSpace('latent.models.folder 或 LATENT_MODELS')
const reviewAgain = '请重新审查此文件。'

/** Every error in Chinese. The type asks for each code of `errorTable` and allows no other. */
export const chineseErrors: ChineseErrors = {
  modelNotChosen: { message: () => '尚未选择模型。', wayOut: '请在编辑器中选择，或设置 latent.model。' },
  modelMissing: {
    message: (model) => `本机上还没有模型“${model}”。`,
    wayOut: '请下载：在编辑器中选择它，或运行 `latent models pull` 并给出其名称。',
  },
  modelUnknown: {
    message: (model, near) =>
      `“${model}”既不是目录中的名称，也不是 .gguf 文件的路径${near === undefined ? '' : `；与之相近的有 ${near}`}。`,
    wayOut: '请选择模型；`latent models list` 会列出名称。',
  },
  modelNotKept: {
    message: (name) => `模型文件夹中没有“${name}”。`,
    wayOut: '`latent models list` 会列出其中的内容。',
  },
  modelNotPullable: {
    message: (model, path) => `此版本不知道 ${model} 的任何可校验的下载来源。其文件应位于 ${path}。`,
    wayOut: '请将 GGUF 文件放到该处，或选择一个文件的路径。',
  },
  modelFileMissing: { message: (path) => `模型文件 ${path} 不存在。`, wayOut: '请检查路径，或选择模型。' },
  modelFileUnreadable: { message: (path, why) => `无法读取模型文件 ${path}：${why}。`, wayOut: '请检查其权限，或选择其他模型。' },
  modelNotGguf: { message: (path) => `${path} 不是 GGUF 模型文件。`, wayOut: '请指定 .gguf 文件，或选择模型。' },
  modelTruncated: { message: (path) => `模型文件 ${path} 不完整或已损坏。`, wayOut: '请将其删除并重新下载。' },
  modelTooBig: {
    message: (path, needGib, haveGib) => `模型文件 ${path} 需要 ${needGib} GiB 内存，可用的有 ${haveGib} GiB。`,
    wayOut: '请选择更小的模型或量化，或减小 latent.engine.contextSize。',
  },
  modelMemoryInUse: {
    message: (path, needGib, haveGib) =>
      `除正在使用的模型外，模型文件 ${path} 还需要 ${needGib} GiB 内存，可用的有 ${haveGib} GiB。`,
    wayOut: '请在各处选择同一个模型，或关闭其他窗口：一有空间就会加载。',
  },
  modelLoadFailed: { message: (path, why) => `无法加载模型文件 ${path}：${why}。`, wayOut: chooseModel },
  adapterUnusable: {
    message: (path, why) => `无法使用适配器 ${path}：${why}。`,
    wayOut: '请更正设置 latent.adapters，或从中移除该适配器。',
  },
  digestMismatch: {
    message: (file, source) => `来自 ${source} 的 ${file} 与公布的摘要不符，已将其删除。`,
    wayOut: '请重试；若再次发生，请改用其他来源。',
  },
  noSourceReached: {
    message: (model, sources, path) => `无法连接 ${model} 的任何来源（${sources}）。其文件应位于 ${path}。`,
    wayOut: '请连接互联网，或手动将文件放到该处。',
  },
  noSpace: {
    message: (path, needGib, haveGib) => `${path} 的空间不足：下载需要 ${needGib} GiB，可用的有 ${haveGib} GiB。`,
    wayOut: freeSpaceForModels,
  },
  diskFull: { message: (folder) => `${folder} 所在的磁盘已满。已下载的部分会保留。`, wayOut: freeSpaceForModels },
  folderNotWritable: {
    message: (folder, why) => `无法写入文件夹 ${folder}：${why}。`,
    wayOut: '请更正其权限，或将 LATENT_MODELS 设为其他文件夹。',
  },
  folderNotReadable: {
    message: (folder, why) => `无法读取模型文件夹 ${folder}：${why}。`,
    wayOut: '请更正其权限，或将 latent.models.folder（命令行中为 LATENT_MODELS）设为其他文件夹。',
  },
  folderGone: {
    message: (folder) => `文件夹 ${folder} 在此期间被移动或删除，已下载的内容也随之移走。`,
    wayOut: '请将 latent.models.folder 设为模型现在所在的位置，然后重新开始：下载会从停止处继续。',
  },
  modelNotPlannable: {
    message: (model, why) => `无法从 ${model} 的头部得知其所需内存：${why}。`,
    wayOut: '加载后查看：`latent doctor --model` 会显示其占用。',
  },
  modelHeaderUnreachable: {
    message: (file, why) => `无法从模型中心读取 ${file} 的头部：${why}。`,
    wayOut: '请检查网络，或不使用 --online，按目录中的数值规划。',
  },
  modelsFolderMissing: {
    message: (folder) => `模型文件夹 ${folder} 不存在。`,
    wayOut: '请连接其磁盘，或将 latent.models.folder（命令行中为 LATENT_MODELS）设为它现在所在的位置。',
  },
  ownEntriesUnusable: {
    message: (path, why) => `无法使用 ${path} 中的模型：${why}。`,
    wayOut: '请更正该文件；其格式见 docs/models.md。',
  },
  importRefused: {
    message: (path, why) => `未导入 ${path}：${why}。`,
    wayOut: '请给出另一个 --name，或按路径使用原处的文件。',
  },
  convertRefused: {
    message: (path, why) => `未转换 ${path}：${why}。`,
    wayOut: '`latent models plan` 会说明文件采用哪种布局；较新的转换版本可直接使用。',
  },
  quantisationUnknown: {
    message: (model, quantisation, known) => `${model} 没有“${quantisation}”；可用的有 ${known}。`,
    wayOut: '请在冒号后写出其中之一。',
  },
  licenceNotAccepted: {
    message: (model, licence, url) => `${model} 的许可证 ${licence} 限制其用途（${url}），尚未被接受。`,
    wayOut: '请阅读该许可证；若同意，请给出 --accept-licence，或在编辑器中选择该模型。',
  },
  statisticsNotWritable: {
    message: (file, why) => `无法写入统计文件 ${file}：${why}。`,
    wayOut: '请更正其权限，或将 LATENT_DATA 设为其他文件夹。',
  },
  downloadFailed: {
    message: (file, why) => `${file} 的下载已停止：${why}。已下载的部分会保留。`,
    wayOut: '请重新开始；下载会从停止处继续。',
  },
  platformPackageMissing: {
    message: (platform) => `此安装没有适用于 ${platform} 的推理引擎。`,
    wayOut: '请安装适用于此平台的 Latent 软件包。',
  },
  enginePackNotOffered: {
    message: (pack, platform) => `此版本没有适用于 ${platform} 的引擎包“${pack}”。`,
    wayOut: 'Latent 自带的后端无需引擎包即可工作；`latent engine list` 会列出可用的引擎包。',
  },
  enginePackMissing: {
    message: (pack) => `引擎包“${pack}”未安装。`,
    wayOut: '`latent engine list` 会列出引擎包及其状态。',
  },
  noSpaceForPack: {
    message: (pack, needGib, haveGib) => `引擎包 ${pack} 空间不足：需要 ${needGib} GiB，可用 ${haveGib} GiB。`,
    wayOut: freeSpace('LATENT_DATA'),
  },
  backendUnavailable: {
    message: (backend, why) => `无法使用后端 ${backend}：${why}。`,
    wayOut: '请将 latent.engine.gpu 设为 "auto"；`latent doctor` 会重新试用它，并说明如何解决。',
  },
  remoteAddress: {
    message: (url) => `“${url}”不是服务器地址。`,
    wayOut: '请把 latent.remote.url 设为以 http:// 或 https:// 开头的地址。',
  },
  remoteUnreachable: {
    message: (server, why) => `无法连接模型服务器 ${server}：${why}。`,
    wayOut: '请启动该服务器或更正 latent.remote.url，也可以选择本机上的模型。',
  },
  remoteKeyRefused: {
    message: (server) => `模型服务器 ${server} 不接受该密钥。`,
    wayOut: '请运行“Latent: 设置服务器的密钥”，或把正确的密钥放入 latent.remote.apiKeyEnv 所指的环境变量。',
  },
  remoteAuthorities: {
    message: (path, why) => `无法读取 ${path} 中的证书颁发机构：${why}。`,
    wayOut: '请更正或清空 latent.remote.certificateAuthority。',
  },
  remoteBusy: { message: (server) => `模型服务器 ${server} 过于繁忙。`, wayOut: '请稍后重试。' },
  remoteRefused: {
    message: (server, status, said) => `模型服务器 ${server} 返回 ${status}：${said}。`,
    wayOut: '请查看其日志，或选择其他模型。',
  },
  remoteNotCompatible: {
    message: (server) => `${server} 不支持 OpenAI 的 API。`,
    wayOut: '请把 latent.remote.url 设为 vLLM、llama-server、SGLang 或 Ollama 等服务器的地址。',
  },
  remoteModelUnknown: {
    message: (server, model, models) => `模型服务器 ${server} 没有模型“${model}”；它有 ${models}。`,
    wayOut: '请更正 latent.remote.model。',
  },
  remoteCannot: {
    message: (server, what) => `模型服务器 ${server} 无法完成此操作：它不提供${what}。`,
    wayOut: '运行 `latent doctor` 可查看它支持的功能。',
  },
  engineStopped: { message: (why) => `推理引擎已停止（${why}），正在重新启动。`, wayOut: showLog },
  modelUnloaded: { message: () => '模型在给出回答之前已被卸载或更换。', wayOut: '请重新请求。' },
  engineGivenUp: { message: (times) => `推理引擎连续停止了 ${times} 次。`, wayOut: showLog },
  promptTooLong: {
    message: (tokens, contextSize) => `请求有 ${tokens} 个 token，上下文最多容纳 ${contextSize} 个。`,
    wayOut: '请增大 latent.engine.contextSize（使用服务器时：其启动参数中的上下文长度），或选择较少的文本。',
  },
  grammarInvalid: { message: (why) => `请求的语法规则无效：${why}。`, wayOut: showLog },
  conversationRefused: { message: (why) => `模型的对话模板不接受此对话：${why}。`, wayOut: showLog },
  engineFailed: { message: (why) => `推理引擎出错：${why}。`, wayOut: showLog },
  untrusted: { message: (what) => `${what}在不受信任的工作区中不可用；补全仍可使用。`, wayOut: '请先信任此工作区。' },
  notCode: { message: (path, why) => `无法将 ${path} 作为代码读取：${why}。`, wayOut: '请指定不超过 2 MB 的文本文件。' },
  notReviewable: { message: (path, why) => `无法审查 ${path}：${why}。`, wayOut: '请打开不超过 2 MB 的文本文件。' },
  fixOutdated: { message: (title) => `“${title}”已不适用：代码在审查之后已更改。`, wayOut: reviewAgain },
  editOutdated: { message: (title) => `“${title}”已不再适用：代码在此期间发生了更改。`, wayOut: '请重新请求。' },
  editRefused: { message: (title, reason) => `未执行“${title}”：${reason}`, wayOut: '请手动修改代码，或在其他位置请求。' },
  fileRefused: {
    message: (title, path, why) => `“${title}”未作任何改动，原因在于 ${path}：${why}。`,
    wayOut: '请重新请求，或手动修改代码。',
  },
  noName: {
    message: () => '此处没有可以更换的名称。',
    wayOut: '请将光标放在变量、函数或类型的名称上。',
  },
  noMend: { message: (why) => why, wayOut: '请让模型解释此错误，或手动修复。' },
  mendOutdated: { message: (title) => `“${title}”已不适用：代码在此期间已更改。`, wayOut: '请重新选择。' },
  noStackFrames: { message: () => '文本中没有指明程序的任何一行。', wayOut: '请复制或选择完整的堆栈跟踪，或失败测试的输出。' },
  findingGone: { message: () => '此问题已不存在。', wayOut: reviewAgain },
  ignoreImpossible: {
    message: (ruleId) => `此行上方无法放置注释，因此不能用注释忽略 ${ruleId}。`,
    wayOut: '请改为忽略此问题。',
  },
  dismissalNotKept: {
    message: (path, why) => `此问题只是暂时隐藏；无法写入 ${path}：${why}。`,
    wayOut: '请更正或删除该文件，然后重新忽略。',
  },
  dismissalNotUndone: {
    message: (path, why) => `无法撤销忽略：无法读取或写入 ${path}：${why}。`,
    wayOut: '请更正该文件，然后重新撤销。',
  },
  dismissalsUnusable: { message: (path, why) => `无法使用 ${path}：${why}。`, wayOut: '请更正或删除该文件。' },
  calibrationTooFew: {
    message: (functions, suspects, right) =>
      `可供校准的内容太少：${functions} 个函数给出 ${suspects} 个可用于拟合的可疑之处，其中 ${right} 个是正确的。`,
    wayOut: '请用 --from 指定更多代码，或用 --functions 要求更多函数。',
  },
  calibrationNotWritable: {
    message: (path, why) => `无法写入校准文件 ${path}：${why}。`,
    wayOut: '请检查其权限和磁盘的可用空间，或将 LATENT_DATA 设为其他文件夹。',
  },
  calibrationUnusable: {
    message: (path, why) => `未使用校准文件 ${path}：${why}。`,
    wayOut: '`latent review calibrate` 会重新测量，`latent review calibrate --reset` 会将其删除。',
  },
  dismissalUnknown: { message: (id) => `没有 id 为“${id}”的忽略记录。`, wayOut: '`latent dismissals list` 会列出它们。' },
  fileMissing: { message: (path) => `${path} 不存在或无法读取。`, wayOut: '请检查路径。' },
  fileNotShown: { message: (path, why) => `不查看 ${path}：${why}。`, wayOut: '请指定所给文件夹内的文件。' },
  linesMissing: {
    message: (path, lineCount, first, last) =>
      `${path} 有 ${lineCount} 行；没有第 ${first === last ? first : `${first} 至 ${last}`} 行。`,
    wayOut: '请指定其中的行，先写第一行。',
  },
  findingUnknown: { message: (id) => `此连接的审查没有发现“${id}”。`, wayOut: '请重新审查该文件。' },
  serveNeedsKey: {
    message: (host) => `尚未创建密钥，任何能访问 ${host} 的人都可以使用此服务器。`,
    wayOut: '请用 `latent serve keys add NAME` 创建密钥，或不指定 --host：这样只有本机可以访问。',
  },
  serveAddressTaken: {
    message: (address, why) => `服务器无法监听 ${address}：${why}。`,
    wayOut: '请选择其他 --host 或 --port。',
  },
  serveKeyExists: { message: (name) => `已有名为“${name}”的密钥。`, wayOut: '请选择其他名称，或先删除该密钥。' },
  serveKeyUnknown: { message: (name) => `没有名为“${name}”的密钥。`, wayOut: '`latent serve keys list` 会列出所有密钥。' },
  serveKeysUnusable: {
    message: (path, why) => `无法使用 ${path} 中的密钥：${why}。`,
    wayOut: '请更正其内容或权限，或删除该文件并重新创建密钥。',
  },
  gitUnavailable: { message: (path, why) => `无法得知 ${path} 的更改：${why}。`, wayOut: '请改为审查整个文件。' },
  nothingStaged: {
    message: (folder) => `${folder} 中没有已暂存的内容，因此没有可供撰写提交消息的更改。`,
    wayOut: '请暂存属于此提交的更改。',
  },
  patchUnusable: {
    message: (name, why) => `无法使用补丁 ${name}：${why}。`,
    wayOut: '请用 `git diff` 针对此处的文件重新生成。',
  },
  outputNotWritable: { message: (file, why) => `无法写入 ${file}：${why}。`, wayOut: '请选择其他文件，或更正其权限。' },
  baselineUnusable: { message: (file, why) => `无法使用基线 ${file}：${why}。`, wayOut: '请用 --write-baseline 重新写入。' },
  hookWithoutRepository: {
    message: (folder, why) => `无法在 ${folder} 中安装钩子：${why}。`,
    wayOut: '请在含有文件的 git 仓库中运行。',
  },
  historyUnavailable: {
    message: (folder, why) => `无法读取 ${folder} 的历史：${why}。`,
    wayOut: '请指定一个已有提交的 Git 仓库文件夹。',
  },
  hookRefused: { message: (why) => why, wayOut: '请改为在您自己的钩子中调用 `latent review --changes=staged --budget 60s`。' },
  badArgument: { message: (what) => what, wayOut: '请参阅 --help。' },
}
