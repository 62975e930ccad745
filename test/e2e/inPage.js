// Runs in the editor's page, where a look costs no round trip and every painted frame can be seen.
globalThis.latentPage = (() => {
  const read = (selector) => [...document.querySelectorAll(selector)].map((each) => each.textContent.replaceAll('\u00a0', ' '))
  let seen = []
  let watching = false

  /** The suggestion as one text: a span for each colour at the cursor, and a zone of their own for its later lines. */
  const ghostText = () =>
    [read('.view-line .ghost-text-decoration').join(''), ...read('.suggest-preview-text .view-line')].join('\n')

  /** The line with a word in it, together with the suggestion in it and below it. */
  const lineText = (word) =>
    [read('.view-lines .view-line').find((text) => text.includes(word)) ?? '', ...read('.suggest-preview-text .view-line')].join(
      '\n',
    )

  /** Notes how that line reads after each frame, until `watched` is asked. */
  function watch(word) {
    seen = []
    watching = true
    const look = () => {
      const text = lineText(word)
      const last = seen.at(-1)
      if (last?.text === text) last.frames++
      else seen.push({ text, frames: 1 })
      // A timer that is set in a frame runs once the frame is painted.
      if (watching) requestAnimationFrame(() => setTimeout(look, 0))
    }
    look()
  }
  function watched() {
    watching = false
    return seen
  }

  /** Whether a decoration adds this text: such text is in the page's styles alone. */
  const decorated = (text) =>
    [...document.querySelectorAll('.view-line [class*="ced-"]')].some((each) =>
      getComputedStyle(each, '::after').content.replaceAll('\u00a0', ' ').includes(text),
    )

  let measured
  /**
   * Gets ready to take the time from the next key to the first change of the page after which the suggestion passes the test: it
   * equals `wanted`, or without one it is there and differs from what stands now. `painted` is the frame after that.
   */
  function measure(wanted) {
    const before = ghostText().trim()
    const passes = (text) => (wanted === undefined ? text.trim() !== '' && text.trim() !== before : text === wanted)
    measured = new Promise((done) => {
      let key
      addEventListener('keydown', (event) => (key = event.timeStamp), { capture: true, once: true })
      const observer = new MutationObserver(() => {
        if (key === undefined || !passes(ghostText())) return
        observer.disconnect()
        const ms = performance.now() - key
        const text = ghostText()
        requestAnimationFrame(() => setTimeout(() => done({ ms, painted: performance.now() - key, text }), 0))
      })
      const attributes = { attributes: true, attributeFilter: ['class'] }
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, ...attributes })
    })
  }

  return { ghostText, watch, watched, decorated, measure, measured: () => measured }
})()
