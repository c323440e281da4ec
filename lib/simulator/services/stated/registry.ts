import { STATED_CLOUDFORMATION } from './cloudformation';
import { STATED_ECS } from './ecs';
import { STATED_IAM } from './iam';
import { STATED_KMS } from './kms';
import { STATED_LAMBDA } from './lambda';
import { STATED_SECRETS_MANAGER } from './secretsmanager';
import { STATED_SQS } from './sqs';
import type { StatedKinds } from './stated-resources';
import type { StatedService } from './stated-service';

/** Every service with operations over stated resources. */
export const STATED_SERVICES: readonly StatedService[] = [
  STATED_CLOUDFORMATION,
  STATED_ECS,
  STATED_IAM,
  STATED_KMS,
  STATED_LAMBDA,
  STATED_SECRETS_MANAGER,
  STATED_SQS,
];

/** Every kind of resource that can be stated. */
export const STATED_KINDS: StatedKinds = Object.assign({}, ...STATED_SERVICES.map(({ kinds }) => kinds)) as StatedKinds;
