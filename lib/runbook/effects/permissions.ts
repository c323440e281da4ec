import { formatArn, isArn } from '../../aws/arn';
import type { JsonObject } from '../../aws/cloudformation/template';
import { matchesWildcard } from '../../aws/iam/condition';
import { allSteps, type RunbookDocument, type RunbookParameter, type RunbookStep } from '../document/document';
import { findOperation, type Operation } from '../operations/operation';
import { askedActions, operationKey, ownActions } from './iam-action';
import { passedRoles, type PassedRole } from './passed-roles';
import { patternGlobs } from './pattern-globs';
import { resourcePatterns, textsOf, type KnownValues, type ResourcePattern, type RunScope } from './resource-patterns';
import type { StepCall } from './step-call';
import { callsOfStep, givenMembers } from './step-calls';

/** Values that a key of the request has to have, by operator and key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** A statement of the policy of a document's role. */
export interface DerivedStatement {
  /** Sorted. */
  readonly actions: readonly string[];
  /** Sorted by ARN; each with the reason for which it is no narrower. */
  readonly resources: readonly ResourcePattern[];
  readonly conditions?: Conditions;
  /** The steps that ask for it, in order of the document. */
  readonly steps: readonly string[];
}

/** What a role has to be allowed for a document to run. */
export interface DerivedPermissions {
  readonly statements: readonly DerivedStatement[];
  /** Steps that may ask for more, and why that is not known. */
  readonly undetermined: readonly { readonly step: string; readonly why: string }[];
}

/** What is known of the runs of a document. */
export interface RunKnowledge {
  readonly scope: RunScope;
  /** Every value that a parameter may have, by its name. A default is not enough: whoever starts the document may say otherwise. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** The role that a document names itself; undefined for one that is not known, or that names none. */
  readonly roleOf?: (documentName: string) => string | undefined;
}

interface Grant {
  readonly action: string;
  readonly resource: ResourcePattern;
  readonly conditions?: Conditions;
  readonly step: string;
}

/**
 * The permissions of a document's role, derived from its steps: for each call the IAM actions that it asks for, on the resources
 * that the input names in literals, in parameters whose values are known or limited (`allowedValues`, or `allowedPattern` where it
 * narrows safely, see {@link patternGlobs}), or else on the narrowest pattern; `iam:PassRole` where a step sets a role, on that role, for the service that takes it. Documents that it starts have
 * roles of their own; starting them, following them and passing their role is what this one is allowed.
 */
export function derivePermissions(document: RunbookDocument, knowledge: RunKnowledge): DerivedPermissions {
  const known = knownValues(document, knowledge);
  const grants: Grant[] = [];
  const undetermined: { step: string; why: string }[] = [];
  for (const step of allSteps(document.steps)) {
    const { calls, doubt } = callsOfStep(step);
    if (doubt !== undefined) undetermined.push({ step: step.name, why: doubt });
    for (const call of calls) {
      const operation = findOperation(call.service, call.operation);
      if ('unknown' in operation || ownActions(operation).length === 0) {
        undetermined.push({ step: step.name, why: `what ${call.service}:${call.operation} asks for is not known` });
      } else grants.push(...grantsOf(step, call, operation, knowledge, known));
    }
  }
  return { statements: statementsOf(grants), undetermined };
}

/** The statements as a policy document. */
export function policyOf(statements: readonly DerivedStatement[]): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ actions, resources, conditions }) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: resources.map(({ arn }) => arn),
      ...(conditions !== undefined && { Condition: conditions }),
    })),
  };
}

function grantsOf(
  { name: step }: RunbookStep,
  { input }: StepCall,
  operation: Operation,
  { scope, roleOf }: RunKnowledge,
  known: KnownValues,
): readonly Grant[] {
  const conditions = conditionsOf(operation, input, known);
  const own = askedActions(operation, givenMembers(input)).flatMap((asked) =>
    resourcePatterns(asked, operation, input, scope, known).map((resource): Grant => ({
      action: asked.action.name,
      resource,
      step,
      ...(conditions !== undefined && { conditions }),
    })),
  );
  if (ownActions(operation).every(({ level }) => level !== 'Write')) return own;
  const passed = [...passedRoles(operation, input), ...ownRoles(operation, input, roleOf, known)].flatMap(({ role, services }) =>
    rolePatterns(role, scope, known).map((resource): Grant => ({
      action: 'iam:PassRole',
      resource,
      step,
      conditions: { StringEquals: { 'iam:PassedToService': services } },
    })),
  );
  return [...own, ...passed];
}

/**
 * Whoever starts a document hands it the role that it names itself.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
 */
function ownRoles(operation: Operation, input: JsonObject | undefined, roleOf: RunKnowledge['roleOf'], known: KnownValues): readonly PassedRole[] {
  if (operationKey(operation) !== 'ssm:StartAutomationExecution' || input?.DocumentName === undefined || roleOf === undefined) return [];
  return textsOf(input.DocumentName, known).flatMap((name) => {
    const role = roleOf(name);
    return role === undefined ? [] : [{ role, services: ['ssm.amazonaws.com'] }];
  });
}

/** Metrics are no resources; what may be published is limited by namespace. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html */
function conditionsOf(operation: Operation, input: JsonObject | undefined, known: KnownValues): Conditions | undefined {
  if (operationKey(operation) !== 'cloudwatch:PutMetricData' || input?.Namespace === undefined) return undefined;
  const namespaces = textsOf(input.Namespace, known);
  return namespaces.some((namespace) => namespace.includes('*')) ? undefined : { StringEquals: { 'cloudwatch:namespace': namespaces } };
}

function rolePatterns(role: string | undefined, { partition, account }: RunScope, known: KnownValues): readonly ResourcePattern[] {
  return (role === undefined ? ['*'] : textsOf(role, known)).map((text) => ({
    arn: isArn(text) ? text : formatArn({ partition, service: 'iam', region: '', account, resource: `role/${text}` }),
    ...(text.includes('*') && { why: role === undefined ? 'which role the instance profile holds is not known' : `${role} is only known in a run` }),
  }));
}

function knownValues({ parameters }: RunbookDocument, { scope, values = {} }: RunKnowledge): KnownValues {
  const globals: Readonly<Record<string, readonly string[]>> = {
    'global:ACCOUNT_ID': [scope.account],
    'global:AWS_PARTITION': [scope.partition],
    'global:REGION': [scope.region],
  };
  const limited = Object.fromEntries(
    parameters.flatMap((parameter) => {
      const allowed = allowedTexts(parameter);
      return allowed === undefined ? [] : [[parameter.name, allowed] as const];
    }),
  );
  const all: Readonly<Record<string, readonly string[]>> = { ...limited, ...values, ...globals };
  return (reference) => (Object.hasOwn(all, reference) ? all[reference] : undefined);
}

/** The texts that a parameter may be, with `*` for what its pattern leaves open; undefined for one that may be anything. */
function allowedTexts({ allowedValues, allowedPattern, defaultValue }: RunbookParameter): readonly string[] | undefined {
  if (allowedValues.length > 0) return allowedValues.map(String);
  const globs = allowedPattern === undefined ? undefined : patternGlobs(allowedPattern);
  // No page of AWS says that a default is held against the pattern.
  return globs && (typeof defaultValue === 'string' && defaultValue !== '' ? [...globs, defaultValue] : globs);
}

/** A statement for all actions with the same resources and conditions; of an action, resources that a wider one of it covers are left out. */
function statementsOf(grants: readonly Grant[]): readonly DerivedStatement[] {
  const byAction = groups(grants, ({ action, conditions }) => JSON.stringify([action, conditions]));
  const needed = byAction.map((same) => {
    const arns = [...new Set(same.map(({ resource }) => resource.arn))].toSorted();
    const widest = arns.filter((arn) => !arns.some((other) => other !== arn && matchesWildcard(arn, other)));
    return { same, arns: widest, key: JSON.stringify([widest, same[0]!.conditions]) };
  });
  return groups(needed, ({ key }) => key).map((group): DerivedStatement => {
    const all = group.flatMap(({ same }) => same);
    const { conditions } = all[0]!;
    return {
      actions: group.map(({ same }) => same[0]!.action).toSorted(),
      resources: group[0]!.arns.map((arn) => all.find(({ resource }) => resource.arn === arn)!.resource),
      ...(conditions !== undefined && { conditions }),
      steps: [...new Set(all.map(({ step }) => step))],
    };
  });
}

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly Item[])[] {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group === undefined) found.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...found.values()];
}
