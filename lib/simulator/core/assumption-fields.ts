import { either, field, map, mapOf, oneOf, text, trueOrFalse, wholeNumber } from '../../problems/schema-fields';
import { anomalyBand } from './anomaly-band';
import { DEFAULT_ASSUMPTIONS, type Assumptions } from './assumptions';

const byDefault = (name: keyof Assumptions) => String(DEFAULT_ASSUMPTIONS[name]);

/** Of alarms, events and messages. */
const OF_ALARMS = {
  metricDelayMinutes: field(wholeNumber(0, 60, '1').optional(), 'Minutes until a datapoint can be read.', byDefault('metricDelayMinutes')),
  extraEvaluationBuckets: field(wholeNumber(0, 10, '2').optional(), 'Periods fetched beyond the evaluation periods.', byDefault('extraEvaluationBuckets')),
  evaluationSecond: field(
    either(wholeNumber(0, 59, '0'), oneOf(['spread']), 'a second from 0 to 59, or spread').optional(),
    'Second within the minute at which alarms are evaluated.',
    `${byDefault('evaluationSecond')}, a constant for each alarm`,
  ),
  multiDayEvaluationMinute: field(wholeNumber(0, 59, '3').optional(), 'Minute past the hour of multi-day alarms.', byDefault('multiDayEvaluationMinute')),
  youngLoneBreach: field(oneOf(['keep', 'ok']).optional(), 'State on a single young breach between gaps.', byDefault('youngLoneBreach')),
  ifFalseMissing: field(oneOf(['zero', 'drop']).optional(), 'IF whose false branch has no value.', byDefault('ifFalseMissing')),
  fillEmptySeries: field(oneOf(['filler', 'empty']).optional(), 'FILL of a series without any point.', byDefault('fillEmptySeries')),
  dynamoDbMissingData: field(oneOf(['configured', 'ignore']).optional(), 'Missing data of DynamoDB alarms.', byDefault('dynamoDbMissingData')),
  atLeastPercentRounding: field(oneOf(['ceiling', 'floor']).optional(), 'Rounding of AT_LEAST percentages.', byDefault('atLeastPercentRounding')),
  anythingButOnLists: field(oneOf(['any', 'every']).optional(), 'What anything-but asks of the items of a list.', byDefault('anythingButOnLists')),
  flexibleWindow: field(oneOf(['start', 'end']).optional(), 'When a schedule with a flexible time window starts its target.', byDefault('flexibleWindow')),
  serviceQuotas: field(
    mapOf(
      text(/^[A-Za-z0-9 ]{1,100}\/[A-Za-z0-9 ]{1,100}$/, 'the service and the resource of a usage metric', 'Lambda/ConcurrentExecutions'),
      wholeNumber(1, 1_000_000_000, '1000'),
      'a map from usage metrics to quotas',
    ).optional(),
    'Quotas of the account, for SERVICE_QUOTA, by service and resource of their usage metric.',
    'none: an alarm that compares with one cannot be simulated',
  ),
  anomalyBands: field(
    mapOf(text(/^.{1,255}$/, 'the name of an alarm', 'edi-prod-portal-web-cpu-warning'), anomalyBand(), 'a map from names of alarms to bands').optional(),
    'What anomaly detection expects, by name of the alarm that compares with it.',
    'none: an alarm that compares with one cannot be simulated',
  ),
};

/** Of runs of Automation documents. */
const OF_DOCUMENTS = {
  selectorWithoutMatch: field(
    oneOf(['fails', 'could not tell']).optional(),
    "Selector of a step's output that matches nothing.",
    byDefault('selectorWithoutMatch'),
  ),
  listInText: field(oneOf(['could not tell', 'json']).optional(), 'List or map inside a longer text.', byDefault('listInText')),
  pollSeconds: field(wholeNumber(1, 300, '10').optional(), 'Seconds between two looks of a step that waits.', byDefault('pollSeconds')),
  isEndAfterFailure: field(
    oneOf(['ends', 'detour']).optional(),
    'Failed step with isEnd and onFailure: step: ends the run, or goes to that step.',
    byDefault('isEndAfterFailure'),
  ),
  uncriticalAbort: field(oneOf(['failed', 'success']).optional(), 'How a run ends that a step with isCritical: false aborts.', byDefault('uncriticalAbort')),
  nestedLoops: field(oneOf(['could not tell', 'run']).optional(), 'A loop inside a loop.', byDefault('nestedLoops')),
  newVersionIsDefault: field(trueOrFalse().optional(), 'Whether a new version of a document becomes its default.', byDefault('newVersionIsDefault')),
};

// Every assumption can be set but the clock of multi-day alarms, which is documented.
const FIELDS = { ...OF_ALARMS, ...OF_DOCUMENTS } satisfies Record<Exclude<keyof Assumptions, 'multiDayEvaluation' | 'queryMinute'>, unknown>;

/** `assume:` where anything may happen, a map read as all assumptions: those that are set, and the defaults. */
export function everyAssumption() {
  return map(FIELDS)
    .prefault({})
    .transform((given): Assumptions => ({ ...DEFAULT_ASSUMPTIONS, ...given }));
}

/** `assume:` where a document runs and nothing else happens: those about runs of documents, read as all assumptions. */
export function documentAssumptions() {
  return map(OF_DOCUMENTS)
    .prefault({})
    .transform((given): Assumptions => ({ ...DEFAULT_ASSUMPTIONS, ...given }));
}
