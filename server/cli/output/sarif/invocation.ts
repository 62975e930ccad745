import type { Invocation, Notification, ReportingDescriptor } from 'sarif'
import type { ReviewReport } from '../../../features/review/rendering/reviewReport.ts'
import { incompleteInWords, reasonWords } from '../../../features/review/rendering/words.ts'
import type { Incomplete } from '../../../protocol/finding.ts'
import { artifactOf } from './location.ts'

type Reason = Incomplete['reason']

/** What was left out for these is the nature of the file; for the others something should be done. */
const levels: Readonly<Record<Reason, Notification.level>> = {
  outOfBudget: 'warning',
  cancelled: 'warning',
  changedMeanwhile: 'warning',
  notParsed: 'warning',
  engineFailed: 'error',
  tooLong: 'note',
  notText: 'note',
  generated: 'note',
}

/** How the review went: whether it came to its end, and what it left out. */
export function invocationOf({ incomplete, stoppedEarly }: ReviewReport, workingFolder: string): Invocation {
  const reasons = reasonsOf(incomplete)
  return {
    executionSuccessful: !stoppedEarly && !reasons.includes('engineFailed'),
    toolExecutionNotifications: incomplete.map((part) => ({
      descriptor: { id: descriptorId(part.reason), index: reasons.indexOf(part.reason) },
      level: levels[part.reason],
      message: { text: `${incompleteInWords(part)}.` },
      locations: [{ physicalLocation: { artifactLocation: artifactOf(part.path, workingFolder) } }],
    })),
  }
}

/** The kinds of notifications in `invocationOf`, in the order in which it numbers them. */
export function notificationKinds({ incomplete }: ReviewReport): ReportingDescriptor[] {
  return reasonsOf(incomplete).map((reason) => ({
    id: descriptorId(reason),
    name: reason.charAt(0).toUpperCase() + reason.slice(1),
    shortDescription: { text: 'A part of a file was not reviewed.' },
    fullDescription: { text: `A file or one of its functions was not reviewed: ${reasonWords[reason]}.` },
    help: { text: 'Findings of these parts are missing from this log.' },
    defaultConfiguration: { level: levels[reason] },
  }))
}

function reasonsOf(incomplete: ReviewReport['incomplete']): readonly Reason[] {
  return [...new Set(incomplete.map(({ reason }) => reason))]
}

function descriptorId(reason: Reason): string {
  return `incomplete/${reason}`
}
