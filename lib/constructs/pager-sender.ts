import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnPermission, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnSubscription, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SentPagerPlan } from '../plan/incident-plan';
import { SENDER_LIMITS } from '../plan/plan-pagers';
import { handlerCode } from './handler-code';

/** Properties of {@link PagerSender}. */
export interface PagerSenderProps {
  readonly plan: SentPagerPlan;
  /** What it hears. A topic that is encrypted is decrypted by SNS itself. */
  readonly topics: readonly ITopic[];
  /** For what the pager did not take, and for what SNS could not hand over: it has to let SNS in for the topics. */
  readonly deadLetters: Queue;
}

/**
 * A function that posts what topics publish to a pager, in its own event format. One for each pager: what one does not take is not sent
 * to another again, and each reads its own key and no other. The key is read from Parameter Store when the function runs, and stands in
 * no template. Lambda starts a run that failed twice again and then keeps the message as a dead letter.
 */
export class PagerSender extends Construct {
  readonly function: Function;

  constructor(scope: Construct, id: string, { plan, topics, deadLetters }: PagerSenderProps) {
    super(scope, id);
    this.function = this.#addFunction(plan, deadLetters);
    const { functionArn } = this.function;
    topics.forEach(({ topicArn }, index) => {
      new CfnPermission(this, `StartByTopic${index + 1}`, {
        action: 'lambda:InvokeFunction',
        functionName: functionArn,
        principal: 'sns.amazonaws.com',
        sourceArn: topicArn,
      });
      // Only an error of ours comes here, such as a permission that is missing: of a Lambda that is down, SNS tries for weeks.
      new CfnSubscription(this, `Topic${index + 1}`, {
        topicArn,
        protocol: 'lambda',
        endpoint: functionArn,
        redrivePolicy: { deadLetterTargetArn: deadLetters.queueArn },
      });
    });
  }

  #addFunction({ id, functionName, policy }: SentPagerPlan, deadLetters: Queue): Function {
    const logGroup = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
    const role = new Role(this, 'FunctionRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const parameters = [policy.keyParameter, policy.urlParameter].map((name) =>
      Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
    // The key aws/ssm lets every role of the account decrypt what it may read.
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-restrict-decryption.html
    role.addToPolicy(new PolicyStatement({ actions: ['ssm:GetParameters'], resources: parameters }));
    return new Function(this, 'Function', {
      functionName,
      description: `Posts to the pager ${id} what its topics publish`,
      // The newest that Lambda has; AwsSolutions-L1 asks for it.
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(SENDER_LIMITS.timeoutSeconds),
      code: handlerCode('pager-sender', { 'policy.json': `${JSON.stringify(policy, null, 2)}\n` }),
      handler: 'index.handler',
      role,
      logGroup,
      retryAttempts: SENDER_LIMITS.retries,
      maxEventAge: Duration.seconds(SENDER_LIMITS.eventAgeSeconds),
      deadLetterQueue: deadLetters,
    });
  }
}
