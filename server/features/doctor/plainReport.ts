import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import type { DoctorReport } from '../../protocol/doctor.ts'
import { doctorTexts } from '../../protocol/doctorTexts.ts'
import { columnsOf, printable } from '../../protocol/printable.ts'
import { type Paint, plain } from '../review/rendering/paint.ts'
import { adviceInWords, adviceOf } from './advice.ts'
import { factsOf } from './facts.ts'

/** The report for people: one fact a line, and what to do at the end. */
export function plainReport(report: DoctorReport, language: DisplayLanguage, paint: Paint = plain): string {
  const say = doctorTexts[language]
  const facts = factsOf(report, language)
  const width = Math.max(...facts.map(({ name }) => columnsOf(name)))
  const rows = facts.flatMap(({ name, values }) =>
    values.map((value, index) => {
      const head = index === 0 ? name : ''
      return `${paint('dim', head + ' '.repeat(width - columnsOf(head)))}  ${printable(value)}\n`
    }),
  )
  const advice = adviceOf(report).map((each) => `${paint('yellow', say.advice)} ${printable(adviceInWords(each, language))}\n`)
  const problem = report.problem === undefined ? [] : [`${paint('yellow', say.toDo)} ${printable(report.problem)}\n`]
  const toDo = [...problem, ...advice]
  return `${rows.join('')}\n${toDo.length === 0 ? `${paint('green', say.allWell)}\n` : toDo.join('')}`
}
