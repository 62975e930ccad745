/** How many instructions a workspace remembers. */
const most = 30

/** What was kept of earlier instructions, the newest first; anything else than texts is left out. */
export function keptInstructions(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string').slice(0, most) : []
}

/** The instructions with one more, which stands once and on top. */
export function withInstruction(kept: readonly string[], instruction: string): readonly string[] {
  return [instruction, ...kept.filter((each) => each !== instruction)].slice(0, most)
}

/** What can be chosen while `typed` stands in the box: that first, then earlier ones. */
export function instructionChoices(kept: readonly string[], typed: string): readonly string[] {
  const instruction = typed.trim()
  return instruction === '' ? kept : withInstruction(kept, instruction)
}
