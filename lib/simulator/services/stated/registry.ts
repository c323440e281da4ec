import { STATED_ACM } from './acm';
import { STATED_ALARMS } from './alarms';
import { STATED_APPLICATION_AUTOSCALING } from './application-autoscaling';
import { STATED_BACKUP } from './backup';
import { STATED_CHANGE_CALENDAR } from './change-calendar';
import { STATED_CLOUDFORMATION } from './cloudformation';
import { STATED_CLOUDWATCH } from './cloudwatch';
import { STATED_CODEDEPLOY } from './codedeploy';
import { STATED_DYNAMODB } from './dynamodb';
import { STATED_EC2 } from './ec2';
import { STATED_ECS } from './ecs';
import { STATED_ELASTIC_LOAD_BALANCING } from './elastic-load-balancing';
import { STATED_IAM } from './iam';
import { STATED_KMS } from './kms';
import { STATED_LAMBDA } from './lambda';
import { STATED_LOGS } from './logs';
import { STATED_OPS_ITEMS } from './ops-items';
import { STATED_PARAMETERS } from './parameters';
import { STATED_RDS } from './rds';
import { STATED_ROUTE53 } from './route53';
import { STATED_SECRETS_MANAGER } from './secretsmanager';
import { STATED_SQS } from './sqs';
import { STATED_SSM } from './ssm';
import type { StatedKinds } from './stated-resources';
import type { StatedService } from './stated-service';
import { STATED_STATES } from './states';
import { STATED_XRAY } from './xray';

/** Every service with operations over stated resources. */
export const STATED_SERVICES: readonly StatedService[] = [
  STATED_ACM,
  STATED_ALARMS,
  STATED_APPLICATION_AUTOSCALING,
  STATED_BACKUP,
  STATED_CHANGE_CALENDAR,
  STATED_CLOUDFORMATION,
  STATED_CLOUDWATCH,
  STATED_CODEDEPLOY,
  STATED_DYNAMODB,
  STATED_EC2,
  STATED_ECS,
  STATED_ELASTIC_LOAD_BALANCING,
  STATED_IAM,
  STATED_KMS,
  STATED_LAMBDA,
  STATED_LOGS,
  STATED_OPS_ITEMS,
  STATED_PARAMETERS,
  STATED_RDS,
  STATED_ROUTE53,
  STATED_SECRETS_MANAGER,
  STATED_SQS,
  STATED_SSM,
  STATED_STATES,
  STATED_XRAY,
];

/** Every kind of resource that can be stated. */
export const STATED_KINDS: StatedKinds = Object.assign({}, ...STATED_SERVICES.map(({ kinds }) => kinds)) as StatedKinds;
