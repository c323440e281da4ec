import type { Service } from '../core/service-host';
import { CLOUDWATCH } from './cloudwatch/service';
import { DYNAMODB } from './dynamodb/service';
import { EVENTS } from './events/service';
import { KMS } from './kms/service';
import { LAMBDA } from './lambda/service';
import { SCHEDULER } from './scheduler/service';
import { SNS } from './sns/service';
import { SQS } from './sqs/service';
import { SSM } from './ssm/service';
import { STS } from './sts/service';

/** Every simulated service, in the order in which they read the templates: what they note comes in that order. */
export const SERVICES: readonly Service[] = [KMS, SNS, EVENTS, CLOUDWATCH, SQS, LAMBDA, SSM, DYNAMODB, STS, SCHEDULER];
