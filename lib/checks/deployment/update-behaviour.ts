import type { JsonObject } from '../../aws/cloudformation/template';
import { UPDATE_BEHAVIOUR_DATA } from './update-behaviour-data';

/**
 * What an update does to a resource when a property changes: nothing, perhaps an interruption, a new resource in its place, or
 * a refusal. `depends`: on what no template says.
 */
export type UpdateVerdict = 'none' | 'may interrupt' | 'depends' | 'replaces' | 'fails';

/** Mildest first. */
const VERDICTS: readonly UpdateVerdict[] = ['none', 'may interrupt', 'depends', 'replaces', 'fails'];

/** The worst of several verdicts; nothing at all is `none`. */
export function worstVerdict(verdicts: readonly UpdateVerdict[]): UpdateVerdict {
  return verdicts.reduce((worst, each) => (VERDICTS.indexOf(each) > VERDICTS.indexOf(worst) ? each : worst), 'none');
}

interface TypeBehaviour {
  /** Paths of the properties that make the name, such as `TopicName`; empty when AWS makes it up. */
  readonly identity: readonly string[];
  /** Verdicts by path; paths are property names joined by dots, without positions in lists; `*` is any key of a map. */
  readonly verdicts: ReadonlyMap<string, UpdateVerdict>;
}

type Overrides = Readonly<Record<string, { readonly identity?: readonly string[]; readonly verdicts?: Readonly<Record<string, UpdateVerdict>> }>>;

/** Where the specification is silent, and AWS documents something else. Each with the page it is on. */
const OVERRIDES: Overrides = {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html: the update fails.
  'AWS::KMS::Key': { verdicts: { KeySpec: 'fails', KeyUsage: 'fails', Origin: 'fails', MultiRegion: 'fails' } },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-budgets-budget-budgetdata.html
  'AWS::Budgets::Budget': { identity: ['Budget.BudgetName'] },
  // Interrupted, not replaced: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
  'AWS::RDS::DBInstance': { verdicts: { PerformanceInsightsKMSKeyId: 'replaces' } },
  // A schedule is found by its name within its group: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html
  'AWS::Scheduler::Schedule': { identity: ['GroupName', 'Name'], verdicts: { GroupName: 'depends' } },
  // SNS gives the subscription there is: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
  'AWS::SNS::Subscription': { identity: ['TopicArn', 'Protocol', 'Endpoint'] },
  // https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html
  'AWS::Chatbot::SlackChannelConfiguration': { identity: ['ConfigurationName'] },
  'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': { identity: ['ConfigurationName'] },
  'AWS::ECS::TaskDefinition': { identity: [] },
};

/**
 * How properties of a type behave, for the properties given.
 *
 * @param path names joined by dots, without positions in lists
 * @param properties of the resource after the update: some behaviour is chosen there
 */
export function verdictOf(type: string, path: string, properties: JsonObject): UpdateVerdict {
  const behaviour = behaviourOf(type);
  if (behaviour === undefined) return 'depends';
  const found = [...behaviour.verdicts].map(([flagged, verdict]): UpdateVerdict => {
    const relation = relationOf(flagged.split('.'), path.split('.'));
    if (relation === 'apart') return 'none';
    // Something below it changes; which part of it is not known.
    return relation === 'below' && verdict === 'replaces' ? 'depends' : verdict;
  });
  const worst = worstVerdict(found);
  // With the default, Replace: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html
  if (type === 'AWS::SSM::Document' && worst === 'may interrupt') return properties.UpdateMethod === 'NewVersion' ? 'none' : 'replaces';
  return worst;
}

/**
 * The properties that make the name of a resource; empty when AWS makes it up, or the type is unknown.
 */
export function identityOf(type: string): readonly string[] {
  return behaviourOf(type)?.identity ?? [];
}

/** How a flagged path stands to a changed one: it contains it, lies below it, or has nothing to do with it. */
function relationOf(flagged: readonly string[], changed: readonly string[]): 'contains' | 'below' | 'apart' {
  const common = Math.min(flagged.length, changed.length);
  for (let index = 0; index < common; index += 1) if (flagged[index] !== '*' && flagged[index] !== changed[index]) return 'apart';
  return flagged.length <= changed.length ? 'contains' : 'below';
}

let known: ReadonlyMap<string, TypeBehaviour> | undefined;

function behaviourOf(type: string): TypeBehaviour | undefined {
  known ??= readData(UPDATE_BEHAVIOUR_DATA);
  return known.get(type);
}

function readData(data: string): ReadonlyMap<string, TypeBehaviour> {
  const types = new Map<string, TypeBehaviour>();
  for (const line of data.trim().split('\n')) {
    const colon = line.indexOf(': ');
    for (const text of line.slice(colon + 2).split('; ')) {
      const [head = '', ...paths] = text.split(' ');
      const [name = '', names] = head.split('=');
      const type = `AWS::${line.slice(0, colon)}::${name}`;
      types.set(type, behaviour(type, names?.split('+') ?? [], paths));
    }
  }
  return types;
}

function behaviour(type: string, names: readonly string[], paths: readonly string[]): TypeBehaviour {
  const { identity = names, verdicts = {} } = OVERRIDES[type] ?? {};
  return {
    identity,
    verdicts: new Map<string, UpdateVerdict>([
      ...names.map((path) => [path, 'replaces'] as const),
      ...paths.map((path) => (path.endsWith('?') ? ([path.slice(0, -1), 'may interrupt'] as const) : ([path, 'replaces'] as const))),
      ...Object.entries(verdicts),
    ]),
  };
}
