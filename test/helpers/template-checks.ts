import { runTemplateChecks, type TemplateCheckResult, type TemplateText } from '../../lib/checks/template/run-template-checks';
import { CATALOGUE } from '../../lib/problems/catalogue';
import type { TemplateCheckCode } from '../../lib/problems/catalogue/templates';

/** Resources of a template as a test writes them. */
export type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown; readonly [key: string]: unknown }>>;

/** A template with where it stands, or only its resources. */
export type TestTemplate = Resources | (Partial<Omit<TemplateText, 'body'>> & { readonly template: object });

/** One example of a check: a sentence about it is its key. */
interface Violation {
  readonly templates: readonly TestTemplate[];
  /** Paths of the findings, in order. */
  readonly at: readonly string[];
  /** `received` of the first finding. */
  readonly received?: string;
}

/** What shows a check: the smallest templates that break it, keep it, and do not concern it. */
export interface CheckExamples {
  readonly violates: Readonly<Record<string, Violation>>;
  readonly complies: Readonly<Record<string, readonly TestTemplate[]>>;
  readonly doesNotApply?: Readonly<Record<string, readonly TestTemplate[]>>;
  readonly cannotTell?: Readonly<Record<string, readonly TestTemplate[]>>;
}

/** Runs all checks on templates of one account, in eu-central-1 unless they say otherwise. */
export function checkTemplates(...templates: readonly TestTemplate[]): TemplateCheckResult {
  return runTemplateChecks(
    templates.map((each, index) => {
      const { template, ...location } = isPlaced(each) ? each : { template: { Resources: each } };
      const name = `stack-${index + 1}`;
      return {
        file: `${name}.json`,
        stackName: name,
        region: 'eu-central-1',
        account: '111122223333',
        ...location,
        body: JSON.stringify(template),
      };
    }),
  );
}

function isPlaced(template: TestTemplate): template is Exclude<TestTemplate, Resources> {
  return 'template' in template && !('Type' in template.template);
}

/** Declares the tests of one check. */
export function describeCheck(code: TemplateCheckCode, examples: CheckExamples): void {
  const judge = (templates: readonly TestTemplate[]) => {
    const { problems, outcomes } = checkTemplates(...templates);
    return {
      findings: problems.filter((problem) => problem.code === code),
      outcome: outcomes.find((each) => each.code === code)?.outcome,
    };
  };
  const cases = <T>(group: Readonly<Record<string, T>> = {}) => Object.entries(group);
  describe(code, () => {
    for (const [sentence, { templates, at, received }] of cases(examples.violates)) {
      test(`violated: ${sentence}`, () => {
        const { findings, outcome } = judge(templates);
        expect(findings.map(({ where }) => where.path)).toEqual(at);
        expect(outcome).toBe('failed');
        const level = CATALOGUE[code].level ?? 'error';
        expect(findings.map((finding) => finding.level)).toEqual(at.map(() => level));
        if (received !== undefined) expect(findings[0]?.received).toBe(received);
      });
    }
    for (const [group, expected] of [
      ['complies', 'passed'],
      ['doesNotApply', 'not applicable'],
      ['cannotTell', 'could not tell'],
    ] as const) {
      for (const [sentence, templates] of cases(examples[group])) {
        test(`${expected}: ${sentence}`, () => expect(judge(templates)).toEqual({ findings: [], outcome: expected }));
      }
    }
  });
}

/** A metric alarm on one metric. */
export const metricAlarm = (properties: object = {}) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    ...properties,
  },
});

/** A metric as an entry of Metrics. */
export const metric = (id: unknown, stat: object = {}, query: object = {}) => ({
  Id: id,
  MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors' }, Period: 60, Stat: 'Sum', ...stat },
  ReturnData: false,
  ...query,
});

/** An expression as an entry of Metrics; it returns data unless said otherwise. */
export const expression = (id: unknown, text: unknown, query: object = {}) => ({
  Id: id,
  Expression: text,
  ReturnData: true,
  ...query,
});

/** A metric alarm on Metrics. */
export const mathAlarm = (metrics: unknown, properties: object = {}) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Metrics: metrics,
    EvaluationPeriods: 3,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    ...properties,
  },
});

/** A composite alarm. */
export const compositeAlarm = (rule: unknown, properties: object = {}) => ({
  Type: 'AWS::CloudWatch::CompositeAlarm',
  Properties: { AlarmRule: rule, ...properties },
});

/** A reference of which no template knows the value. */
export const UNKNOWN = { Ref: 'OnlyKnownAtDeployment' };
/** An imported value that no template exports. */
export const IMPORTED = { 'Fn::ImportValue': 'somebody-elses-export' };
