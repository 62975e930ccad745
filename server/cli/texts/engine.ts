import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent engine` says. */
export const engineTexts = {
  en: {
    description: 'list, install and remove engine packs, such as the one for NVIDIA cards',
    list: 'print the engine packs for this platform, and which one suits its driver',
    install: 'download an engine pack, check it, and use it from the next start of the engine on',
    name: 'cuda (CUDA 13), cuda12 (older drivers and cards); without a name the one that suits the driver',
    from: 'copy the archives from this folder instead of downloading',
    accept: 'agree to the terms without being asked',
    installHelp: `
Vulkan, Metal and the processor need no pack. A pack holds the engine's build
for CUDA and NVIDIA's runtime libraries; only NVIDIA's driver has to be
installed. Each archive's digest is checked. A stopped download goes on where
it was. LATENT_ENGINE_SOURCE names a server of one's own to ask instead,
LATENT_DATA another folder for Latent's data.
Exit codes: 0 the pack is here, 2 it could not be had or the terms were not agreed to, 3 stopped by Ctrl-C.
`,
    remove: 'delete an installed engine pack, without asking',
    removed: (name: string, gib: string) => `Removed ${name}, ${gib} GiB freed.`,
    columns: ['NAME', 'DOWNLOAD', 'ON DISK', 'STATE', 'TERMS'],
    installed: 'installed',
    available: 'not installed',
    suits: 'not installed; suits your driver',
    none: (platform: string) => `There are no engine packs for ${platform}: what comes with Latent is all it needs.`,
    folder: (path: string) => `Folder: ${path}`,
    terms: (name: string, size: string, disk: string, licences: string) =>
      `The engine pack ${name} is a download of ${size} GiB and takes ${disk} GiB. Its terms: ${licences}.`,
    where: 'The texts are stored with it, in its folder "licences".',
    agree: 'Download it and agree to the terms?',
    notAgreed: 'The terms were not agreed to: add --accept-licence.',
    stopped: 'Stopped. What arrived is kept; the same command goes on from there.',
    installedAt: (folder: string) =>
      `Installed in ${folder}. The next start of the engine uses it; \`latent doctor\` tells how it does.`,
    noDriver: 'No NVIDIA driver was found, so no pack suits this machine. Name one to install it all the same.',
    tooOld: 'The NVIDIA driver is too old for every pack: update it to version 525 or newer.',
  },
  zh: {
    description: '列出、安装和删除引擎包，例如用于 NVIDIA 显卡的引擎包',
    list: '显示适用于此平台的引擎包，以及哪一个适合其驱动程序',
    install: '下载并检查引擎包，从引擎下次启动起使用',
    name: 'cuda（CUDA 13）、cuda12（较旧的驱动程序和显卡）；不写名称则选择适合驱动程序的一个',
    from: '从此文件夹复制归档，而不是下载',
    accept: '不经询问即同意条款',
    installHelp: `
Vulkan、Metal 和处理器不需要引擎包。引擎包含有引擎的 CUDA 版本和 NVIDIA 的运行库；只需安装 NVIDIA 的驱动程序。
会检查每个归档的摘要。停止的下载会从原处继续；LATENT_ENGINE_SOURCE 指定改为询问的自有服务器，LATENT_DATA 指定 Latent 数据的其他文件夹。
退出码：0 引擎包已就绪，2 无法获得或未同意条款，3 被 Ctrl-C 停止。
`,
    remove: '直接删除已安装的引擎包，不再询问',
    removed: (name: string, gib: string) => `已删除 ${name}，释放了 ${gib} GiB。`,
    columns: ['名称', '下载', '磁盘', '状态', '条款'],
    installed: '已安装',
    available: '未安装',
    suits: '未安装；适合您的驱动程序',
    none: (platform: string) => `没有适用于 ${platform} 的引擎包：Latent 自带的后端已足够。`,
    folder: (path: string) => `文件夹：${path}`,
    terms: (name: string, size: string, disk: string, licences: string) =>
      `引擎包 ${name} 需下载 ${size} GiB，占用 ${disk} GiB。其条款：${licences}。`,
    where: '条款文本随引擎包存放在其文件夹“licences”中。',
    agree: '下载并同意条款？',
    notAgreed: '尚未同意条款：请添加 --accept-licence。',
    stopped: '已停止。已下载的部分会保留；再次运行同一命令会从该处继续。',
    installedAt: (folder: string) => `已安装到 ${folder}。引擎下次启动时使用；\`latent doctor\` 会说明其状况。`,
    noDriver: '未找到 NVIDIA 驱动程序，因此没有适合本机的引擎包。如仍要安装，请指定名称。',
    tooOld: 'NVIDIA 驱动程序对所有引擎包都过旧：请更新到 525 或更新的版本。',
  },
} as const satisfies Record<DisplayLanguage, unknown>
