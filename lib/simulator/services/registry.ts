import { joinServices } from '../core/join-services';
import type { Service } from '../core/service-host';
import { APPLICATION_SIGNALS } from './application-signals/service';
import { BILLING } from './billing/service';
import { CLOUDWATCH } from './cloudwatch/service';
import { DYNAMODB } from './dynamodb/service';
import { EVENTS } from './events/service';
import { KMS } from './kms/service';
import { LAMBDA } from './lambda/service';
import { SCHEDULER } from './scheduler/service';
import { SES } from './ses/service';
import { SNS } from './sns/service';
import { SQS } from './sqs/service';
import { SSM_CHANGE_CALENDAR } from './ssm/change-calendar-service';
import { SSM } from './ssm/service';
import { STATED_SERVICES } from './stated/registry';
import { STS } from './sts/service';

/** Services that read the templates, in the order in which they do: what they note comes in that order. */
const DEPLOYED: readonly Service[] = [KMS, SNS, EVENTS, CLOUDWATCH, SQS, LAMBDA, SSM, DYNAMODB, STS, SCHEDULER, SES, APPLICATION_SIGNALS, BILLING];

/** What is joined with a service of the same name: parts of it that stand alone, and operations over stated resources. */
const JOINED: readonly Service[] = [SSM_CHANGE_CALENDAR, ...STATED_SERVICES.map(({ service }) => service)];

/** Every simulated service: those that read the templates, with their operations over stated resources, then those of stated resources alone. */
export const SERVICES: readonly Service[] = [
  ...DEPLOYED.map((service) => JOINED.filter(({ name }) => name === service.name).reduce(joinServices, service)),
  ...JOINED.filter(({ name }) => !DEPLOYED.some((service) => service.name === name)),
];
