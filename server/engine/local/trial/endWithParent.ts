const everyMs = 1_000

/**
 * Ends this process when the one that started it is gone: nobody waits for its answer any more, and it may hang in a driver. `parent` is the identifier of the
 * process that it belongs to now, which on Unix is another one from then on.
 */
export function endWithParent(parent = () => process.ppid, end = () => process.kill(process.pid, 'SIGKILL')): void {
  const first = parent()
  setInterval(() => {
    if (parent() !== first) end()
  }, everyMs).unref()
}
