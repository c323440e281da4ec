/** What evidence there is: of each kind what its file holds, the phase it belongs to, and for how long it holds. */

/** One kind of evidence. */
export interface EvidenceKindFacts {
  /** What a file of it holds, as whoever looks for one reads it. */
  readonly holds: string;
  /** Phase in which it is usually made; its folder. */
  readonly phase: string;
  /** Days for which it holds from the date on which it was made. Our choice, after how often it is made anew. */
  readonly days: number;
  /** It is of the repository, whichever environment is handed over. Absent: of one environment. */
  readonly isOfRepository?: true;
}

const QUARTER = 100;
const HALF_A_YEAR = 184;
const MONTH = 31;
const YEAR = 366;

/** Every kind, in the order in which an index lists them. */
export const EVIDENCE = {
  'game days': { holds: 'what day2 gameday --json printed', phase: 'handover', days: QUARTER, isOfRepository: true },
  'runbook tests': { holds: 'what day2 runbook test --json printed', phase: 'handover', days: QUARTER, isOfRepository: true },
  drill: { holds: 'what day2 drill run --out wrote', phase: 'handover', days: HALF_A_YEAR },
  verification: { holds: 'what day2 verify --json printed', phase: 'handover', days: MONTH },
  budgets: { holds: 'what day2 slo status --json printed', phase: 'operate', days: MONTH },
  traceability: { holds: 'what day2 rtm sync --check --json printed', phase: 'handover', days: MONTH, isOfRepository: true },
  'load test': {
    holds: 'JSON with numbers bufferPercent, p95Ms and scalingSeconds of a load test; if measured, requestsPerSecond and cpuPercent',
    phase: 'handover',
    days: HALF_A_YEAR,
  },
  'security scan': { holds: 'JSON with the number critical of a security scan', phase: 'handover', days: MONTH },
  'business scenarios': { holds: 'JSON with numbers scenarios and passed of the scenarios of the business', phase: 'handover', days: QUARTER },
  'restore drill': { holds: 'what aws ssm get-automation-execution printed of the run that restored a backup', phase: 'operate', days: QUARTER },
  incident: { holds: 'the report that day2 incident report wrote', phase: 'operate', days: YEAR },
  activation: { holds: 'what day2 activation wrote', phase: 'handover', days: YEAR },
  certificate: { holds: 'what day2 handover certify --issue wrote', phase: 'handover', days: YEAR },
  'sign-off': { holds: 'what somebody signed, in any format', phase: 'handover', days: YEAR },
  'manual evidence': { holds: 'what people looked at in place of automation, in any format', phase: 'operate', days: YEAR },
} as const satisfies Readonly<Record<string, EvidenceKindFacts>>;

/** One of {@link EVIDENCE}. */
export type EvidenceKind = keyof typeof EVIDENCE;

/** The kinds, in order. */
export const EVIDENCE_KINDS = Object.keys(EVIDENCE) as [EvidenceKind, ...EvidenceKind[]];

/** What is to be known of a kind. */
export function kindFacts(kind: EvidenceKind): EvidenceKindFacts {
  return EVIDENCE[kind];
}
