import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { inputMembers, statedService, withoutMembers, type StatedCall } from './stated-service';

/** Seconds a rotation takes, when it is not stated. */
const SECONDS_OF_ROTATION = 30;
const BESIDES = ['secondsOfRotation', 'rotationFails'];

/** Secrets, without their values. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html */
export const STATED_SECRETS_MANAGER = statedService(
  { name: 'secretsmanager', title: 'Secrets Manager', invalid: 'InvalidParameterException' },
  { 'secretsmanager secret': { key: ['Name'], like: 'secretsmanager:DescribeSecret $', besides: BESIDES } },
  {
    DescribeSecret: {
      effect: 'read',
      input: ['SecretId'],
      resource: secretArn,
      run: (input, call) => ({ ARN: secretArn(input, call), ...withoutMembers(secretOf(input, call), ...BESIDES) }),
    },
    RotateSecret: {
      effect: 'write',
      input: ['SecretId', 'ClientRequestToken', 'RotateImmediately', 'RotationLambdaARN', 'RotationRules'],
      resource: secretArn,
      run: (input, call) => {
        const secret = secretOf(input, call);
        Object.assign(secret, inputMembers(input, 'RotationLambdaARN', 'RotationRules'));
        if (secret.RotationLambdaARN === undefined && secret.OwningService === undefined) {
          throw new ServiceError('InvalidRequestException', 'No Lambda rotation function ARN is associated with this secret.');
        }
        if (Object.values(stagesOf(secret)).some((stages) => stages.includes('AWSPENDING') && !stages.includes('AWSCURRENT'))) {
          throw new ServiceError('InvalidRequestException', 'A previous rotation is not complete. That rotation will be reattempted.');
        }
        secret.RotationEnabled = true;
        return { ARN: secretArn(input, call), Name: secret.Name, VersionId: rotate(secret, String(input.ClientRequestToken ?? call.nextId()), call) };
      },
    },
    UpdateSecretVersionStage: {
      effect: 'write',
      input: ['SecretId', 'VersionStage', 'MoveToVersionId', 'RemoveFromVersionId'],
      resource: secretArn,
      run: (input, call) => {
        const secret = secretOf(input, call);
        const { VersionStage: stage, MoveToVersionId: to, RemoveFromVersionId: from } = input;
        moveStage(secret, String(stage), from as string | undefined, to as string | undefined);
        return { ARN: secretArn(input, call), Name: secret.Name };
      },
    },
  },
);

/** The new version is pending until the function of the secret has tried it. A rotation that fails leaves it so. */
function rotate(secret: Stated, versionId: string, call: StatedCall): string {
  secret.VersionIdsToStages = { ...stagesOf(secret), [versionId]: ['AWSPENDING'] };
  call.after(Number(secret.secondsOfRotation ?? SECONDS_OF_ROTATION), () => {
    if (secret.rotationFails === true) return;
    const current = Object.keys(stagesOf(secret)).find((id) => stagesOf(secret)[id]!.includes('AWSCURRENT'));
    moveStage(secret, 'AWSCURRENT', current, versionId);
    secret.LastRotatedDate = call.now.toISOString();
    secret.LastChangedDate = call.now.toISOString();
  });
  return versionId;
}

/** A version that is current no more becomes the previous one. */
function moveStage(secret: Stated, stage: string, from: string | undefined, to: string | undefined): void {
  const stages = stagesOf(secret);
  const holder = Object.keys(stages).find((id) => stages[id]!.includes(stage));
  if (holder !== undefined && holder !== from && to !== undefined) {
    throw new ServiceError('InvalidParameterException', `Staging label ${stage} is attached to version ${holder}, and not to ${from ?? 'none'}`);
  }
  if (to !== undefined && stages[to] === undefined) {
    throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret version.");
  }
  const moved = Object.entries(stages).map(([id, labels]) => {
    let left = labels.filter((label) => label !== stage && !(stage === 'AWSCURRENT' && id === to && label === 'AWSPENDING'));
    if (stage === 'AWSCURRENT' && to !== undefined) left = left.filter((label) => label !== 'AWSPREVIOUS');
    if (id === to) left = [...left, stage];
    if (stage === 'AWSCURRENT' && to !== undefined && id === holder) left = [...left, 'AWSPREVIOUS'];
    return [id, left] as const;
  });
  secret.VersionIdsToStages = Object.fromEntries(moved.filter(([, labels]) => labels.length > 0));
}

function stagesOf({ VersionIdsToStages: stages = {} }: Stated): Readonly<Record<string, readonly string[]>> {
  return (isJsonObject(stages) ? stages : ({} as JsonObject)) as Readonly<Record<string, readonly string[]>>;
}

/** Secrets are named by name or ARN, whose last six characters nobody knows before. */
function nameOf({ SecretId: written }: CallInput): string {
  const text = String(written);
  return text.startsWith('arn:') ? text.split(':secret:')[1]!.replace(/-\w{6}$/, '') : text;
}

function secretOf(input: CallInput, call: StatedCall): Stated {
  const missing = new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return call.existing('secretsmanager secret', nameOf(input), missing);
}

function secretArn(input: CallInput, call: StatedCall): string {
  return call.arn(`secret:${nameOf(input)}-AbCdEf`);
}
