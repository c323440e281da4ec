import { App, Validations, type AppProps } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { TemplateChecksPlugin } from '../constructs/template-checks-plugin';
import type { OperationsPlan } from '../plan/alarm-plan';
import { OperationsStage } from './operations-stage';

/** Properties of {@link OperationsApp}. */
export interface OperationsAppProps extends AppProps {
  /** One a stage. */
  readonly plans: readonly OperationsPlan[];
  /** Whether cdk-nag and our own checks run. @default true */
  readonly isValidated?: boolean;
}

/**
 * The environments of an application, each as a stage. Its synthesis fails on any finding of cdk-nag's AwsSolutions
 * or of our own checks, and on CloudFormation's own rules where the context has
 * `@aws-cdk/core:validateAgainstDefaultRules`.
 */
export class OperationsApp extends App {
  constructor({ plans, isValidated = true, ...props }: OperationsAppProps) {
    super(props);
    for (const plan of plans) new OperationsStage(this, plan.environment, { plan });
    if (isValidated) Validations.of(this).addPlugins(new AwsSolutionsChecks(this), new TemplateChecksPlugin());
  }
}
