import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { acknowledgeDocumentName, type NamedScope } from '../incident/lifecycle/engine-policy';
import { automationRole } from './automation-role';

/** A short name has 40, an incident that of its service and a number. */
const MOST_ID_CHARACTERS = 60;

/** Properties of {@link AcknowledgeDocument}. */
export interface AcknowledgeDocumentProps extends NamedScope {
  /** The incident engine. */
  readonly engine: Function;
}

/**
 * The runbook with which somebody takes an incident from the Systems Manager console. It hands the acknowledgement to
 * the engine and is done; the engine refuses what makes no sense, and notifies everybody who was paged.
 */
export class AcknowledgeDocument extends Construct {
  readonly document: CfnDocument;

  constructor(scope: Construct, id: string, props: AcknowledgeDocumentProps) {
    super(scope, id);
    const role = automationRole(this, 'Role');
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.engine.functionArn] }));
    this.document = new CfnDocument(this, 'Document', {
      name: acknowledgeDocumentName(props),
      documentType: 'Automation',
      documentFormat: 'JSON',
      updateMethod: 'NewVersion',
      content: {
        schemaVersion: '0.3',
        description: `Takes an incident of ${props.application} ${props.environment}: nobody else is paged for it as long as updates come. What happened stands in the log of the incident engine and in the OpsItem of the incident.`,
        assumeRole: role.roleArn,
        parameters: {
          IncidentId: {
            type: 'String',
            description: '(Required) The incident, as the page names it, such as checkout-7.',
            allowedPattern: '^[a-z0-9][a-z0-9-]*-[1-9][0-9]*$',
            maxChars: MOST_ID_CHARACTERS,
          },
          Responder: {
            type: 'String',
            description: '(Required) Who takes it: your short name in the roster, such as ana.',
            allowedPattern: '^[a-z0-9][a-z0-9-]*$',
            maxChars: MOST_ID_CHARACTERS,
          },
        },
        mainSteps: [
          {
            name: 'acknowledge',
            action: 'aws:invokeLambdaFunction',
            isEnd: true,
            inputs: {
              FunctionName: props.engine.functionName,
              InvocationType: 'Event',
              InputPayload: { kind: 'command', command: 'acknowledge', incident: '{{ IncidentId }}', by: '{{ Responder }}', via: 'console' },
            },
          },
        ],
      },
    });
    this.document.node.addDependency(role);
  }
}
