import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { hookTexts } from '../texts/hook.ts'

/** What the hook runs. */
export const hookReview = 'review --changes=staged --budget 60s'

/** The file beside it that the hook which was there before is kept in. */
export const keptHook = 'pre-commit.before-latent'

const mark = '# The pre-commit hook of Latent.'

/** The programs that a hook calls, by absolute paths. */
export interface Programs {
  readonly node: string
  readonly cli: string
}

/**
 * The text of the hook, for the shell that git brings on every system. It passes what it cannot review, and says so in the language of who
 * installs it.
 */
export function hookScript({ node, cli }: Programs, language: DisplayLanguage): string {
  const { notFound, timeUp, commitStopped } = hookTexts[language]
  return `#!/bin/sh
${mark} \`latent hook install\` wrote it, \`latent hook uninstall\` takes it away.
kept=$(dirname "$0")/${keptHook}
if [ -x "$kept" ]; then
  "$kept" "$@" || exit $?
fi

node=${quoted(node)}
cli=${quoted(cli)}
if [ -x "$node" ] && [ -f "$cli" ]; then
  set -- "$node" "$cli"
elif command -v latent >/dev/null 2>&1; then
  set -- latent
else
  echo '${notFound}' >&2
  exit 0
fi

"$@" ${hookReview}
code=$?
case $code in
  0) ;;
  3) echo '${timeUp}' >&2 ;;
  *)
    echo '${commitStopped}' >&2
    exit $code
    ;;
esac
`
}

/** Whether a hook is one that Latent wrote, in this or another version. */
export function isLatentHook(text: string): boolean {
  return text.split('\n', 2)[1]?.startsWith(mark) === true
}

/** A word that the shell takes as it is. Git's shell on Windows wants slashes. */
function quoted(path: string): string {
  const text = process.platform === 'win32' ? path.replaceAll('\\', '/') : path
  return `'${text.replaceAll("'", "'\\''")}'`
}
