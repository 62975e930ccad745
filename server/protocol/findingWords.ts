import type { Evidence, FixChecks } from './finding.ts'

/** Why a finding is believed, as one sentence. Only what was measured is said. */
export function evidenceInWords(evidence: Evidence): string {
  const parts: string[] = evidence.reason === undefined ? [] : [evidence.reason]
  if (evidence.logOdds !== undefined) {
    const among = evidence.candidates === undefined ? '' : `, the best of ${count(evidence.candidates, 'alternative')}`
    parts.push(`the model finds the mended text ${timesLikelier(evidence.logOdds)} likelier${among}`)
  }
  if (evidence.weakestToken !== undefined) {
    parts.push(`it would write what stands here with a probability of ${percent(Math.exp(evidence.weakestToken))}`)
  }
  if (wasClaimed(evidence)) parts.push(`it claimed the fault by itself`)
  else if (evidence.votes !== undefined && evidence.votes[1] > 1)
    parts.push(`${evidence.votes[0]} of ${evidence.votes[1]} further readings agree`)
  if (evidence.counterfactual !== undefined) {
    const { before, after } = evidence.counterfactual
    parts.push(`its odds of a defect fall from ${oddsInWords(before)} to ${oddsInWords(after)} with the fix`)
  }
  if (evidence.answers !== undefined)
    parts.push(`you dismissed ${evidence.answers.dismissed} of ${evidence.answers.of} like this`)
  const sentence = parts.join('; ')
  return sentence === '' ? 'A rule of this workspace.' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

/** The strongest piece of evidence in a few words, for a list of problems; empty where nothing was measured. */
export function evidenceInShort(evidence: Evidence): string {
  if (evidence.logOdds !== undefined) return `mended text ${timesLikelier(evidence.logOdds)} likelier`
  if (wasClaimed(evidence)) return 'claimed by the model'
  return evidence.reason ?? ''
}

function wasClaimed({ votes }: Evidence): boolean {
  return votes !== undefined && votes[0] === 1 && votes[1] === 1
}

/** Which machine checks a fix passed. A check that could not be made is not mentioned. */
export function checksInWords({ checks, verified }: { readonly checks: FixChecks; readonly verified: boolean }): string {
  const passed = [
    checks.parses ? 'parses' : 'does not parse',
    ...(checks.restUnchanged === false ? ['changes how the code around it is read'] : []),
    ...(checks.newTypeErrors === undefined ? [] : [checks.newTypeErrors === 0 ? 'no new type errors' : 'new type errors']),
    ...(checks.likelier === undefined ? [] : [checks.likelier ? 'clearly likelier' : 'not clearly likelier']),
  ]
  return `${verified ? 'verified' : 'not verified'}: ${passed.join(', ')}`
}

/** Log-odds in nats as a factor. */
function timesLikelier(nats: number): string {
  const factor = factorInDigits(nats)
  return factor === undefined ? 'more than a million times' : `${factor} times`
}

/** Log-odds in nats as a factor of two digits that count, such as `1,200`. Undefined above a million: there the number says nothing more. */
export function factorInDigits(nats: number): string | undefined {
  const times = Math.exp(nats)
  if (times > 1e6) return undefined
  return times < 10 ? times.toFixed(1) : new Intl.NumberFormat('en-US').format(Number(times.toPrecision(2)))
}

/** Log-odds in nats as a probability in percent. */
export function oddsInWords(nats: number): string {
  return percent(1 / (1 + Math.exp(-nats)))
}

/** A probability with two digits that count. */
export function percent(probability: number): string {
  if (probability < 0.0001) return 'less than 0.01 %'
  return `${Number((probability * 100).toPrecision(2))} %`
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
