import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../server/context/parser.ts'
import type { LocalEngine } from '../../server/engine/local/localEngine.ts'
import type { Calibration } from '../../server/features/review/calibration.ts'
import { cautious } from '../../server/features/review/calibrations.ts'
import { Meter } from '../../server/features/review/meter.ts'
import type { Observation } from '../../server/features/review/observation.ts'
import { doubtedSinkObserver, sinkObserver } from '../../server/features/review/sinks/sinkObserver.ts'
import { passageOf } from '../features/review/text.ts'
import { newEngine, starterModel } from './engines.ts'

const ping = 'import os\n\n\ndef ping(host):\n    os.system("ping -c 1 " + host)\n'
/** As if the starter's verdicts informed, which they do not. */
const informed: Calibration = { ...cautious, verdicts: { intercept: 0, slope: 1 } }

describe('sinks in doubt, with the starter model', () => {
  let engine: LocalEngine
  beforeAll(async () => {
    engine = newEngine(await starterModel())
    await engine.info()
  })
  afterAll(() => engine.dispose())

  it('are asked about, and get a probability that the answer moved', async () => {
    const parser = await SyntaxParser.create()
    const passage = await passageOf(parser, 'python', ping)
    const tree = await parser.parse(passage.source)
    const scoring = new Meter().measured(engine)
    if (scoring === undefined || tree === undefined) throw new Error('nothing to ask, or nobody to ask it')
    const { source, unit } = passage
    const asked = { source, unit, passage, tree, engine: scoring, signal: new AbortController().signal }
    try {
      const byTree = await sinkObserver.observe({ ...asked, calibration: cautious })
      const byBoth = await doubtedSinkObserver.observe({ ...asked, calibration: informed })
      const facts = ({ ruleId, title }: Observation) => ({ ruleId, title })
      expect(byBoth.map(facts)).toEqual(byTree.map(facts))
      expect(byBoth[0]?.confidence).toBeGreaterThan(0)
      expect(byBoth[0]?.confidence).toBeLessThan(1)
      expect(byBoth[0]?.confidence).not.toBe(byTree[0]?.confidence)
    } finally {
      tree.dispose()
    }
  })
})
