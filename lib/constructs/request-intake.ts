import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnPermission, CfnUrl, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnReceiptRule } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { RequestIntakePlan } from '../plan/incident-plan';
import { addActivityTable } from './activity-table';
import { deadLetterQueue } from './dead-letters';
import { handlerCode } from './handler-code';

/** Properties of {@link RequestIntake}. */
export interface RequestIntakeProps {
  readonly plan: RequestIntakePlan;
}

/** Seconds a run may take: whoever posts a request waits for its answer. */
const TIMEOUT_SECONDS = 10;

/**
 * Where requests of people arrive: a function that records them in a table of their own, and an address that only the callers may post to,
 * with requests that are signed as calls of AWS are; besides a rule by which SES hands over mail. Nothing in it is secret, and whoever IAM does not let in never starts the function. It may
 * read and add requests, and nothing else; what follows from one is the incident engine's.
 */
export class RequestIntake extends Construct {
  readonly function: Function;
  /** The records of all requests. It outlives the stack. */
  readonly table: Table;

  constructor(scope: Construct, id: string, { plan }: RequestIntakeProps) {
    super(scope, id);
    this.table = addActivityTable(this, plan.tableName);
    this.function = this.#addFunction(plan);
    if (plan.callers.length > 0) this.#addAddress(plan);
    if (plan.mail !== undefined) this.#addReceiptRule(plan.mail);
  }

  #addFunction({ functionName, policy, mail }: RequestIntakePlan): Function {
    const logGroup = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
    const role = new Role(this, 'FunctionRole', {
      roleName: functionName,
      description: `Intake of requests of ${policy.application} ${policy.environment}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['dynamodb:Query', 'dynamodb:PutItem'], resources: [this.table.tableArn] }));
    return new Function(this, 'Function', {
      functionName,
      description: `Intake of requests of ${policy.application} ${policy.environment}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(TIMEOUT_SECONDS),
      code: handlerCode('request-intake', { 'policy.json': `${JSON.stringify(policy, null, 2)}\n` }),
      handler: 'index.handler',
      role,
      logGroup,
      // Whoever posts a request is answered; of a mail this is all that is left when it could not be recorded.
      ...(mail !== undefined && { deadLetterQueue: deadLetterQueue(this, 'DeadLetters') }),
    });
  }

  /**
   * A caller is allowed both actions that IAM asks for at a function URL, the second through the URL alone.
   * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
   */
  #addAddress({ callers, policy }: RequestIntakePlan): void {
    const { functionArn } = this.function;
    const url = new CfnUrl(this, 'Url', { targetFunctionArn: functionArn, authType: 'AWS_IAM' });
    callers.forEach((principal, index) => {
      new CfnPermission(this, `PostThroughUrl${index + 1}`, {
        action: 'lambda:InvokeFunctionUrl',
        functionName: functionArn,
        principal,
        functionUrlAuthType: 'AWS_IAM',
      });
      new CfnPermission(this, `InvokeThroughUrl${index + 1}`, {
        action: 'lambda:InvokeFunction',
        functionName: functionArn,
        principal,
        invokedViaFunctionUrl: true,
      });
    });
    new CfnOutput(Stack.of(this), 'RequestsUrl', {
      description: `Address that requests of ${policy.application} ${policy.environment} are posted to`,
      value: url.attrFunctionUrl,
    });
  }

  /**
   * A rule of the rule set that is active: an account has one in a region, and no template can say which. SES asks when the rule is made
   * whether it may start the function.
   * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html
   */
  #addReceiptRule({ recipients, ruleSet, ruleName }: NonNullable<RequestIntakePlan['mail']>): void {
    const stack = Stack.of(this);
    const { functionArn } = this.function;
    const permission = new CfnPermission(this, 'StartByMail', {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: 'ses.amazonaws.com',
      sourceAccount: stack.account,
      sourceArn: stack.formatArn({ service: 'ses', resource: 'receipt-rule-set', resourceName: `${ruleSet}:receipt-rule/${ruleName}` }),
    });
    const rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName: ruleSet,
      rule: {
        name: ruleName,
        enabled: true,
        recipients: [...recipients],
        scanEnabled: true,
        actions: [{ lambdaAction: { functionArn, invocationType: 'Event' } }],
      },
    });
    rule.addResourceDependency(permission);
  }
}
