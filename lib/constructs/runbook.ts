import { Stack, Tags } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { runbookLink } from '../incident/message/console-links';
import type { RunbookPlan } from '../plan/runbook-plan';
import { readRunbookDocument } from '../runbook/document/read-document';
import { derivePermissions, type DerivedStatement } from '../runbook/effects/permissions';
import { runbookRoleName, withDefaults } from '../runbook/library/runbook';
import { automationRole } from './automation-role';
import { acknowledgeWildcard } from './wildcard-resource';

/** Properties of {@link Runbook}. */
export interface RunbookProps {
  readonly plan: RunbookPlan;
}

/**
 * A runbook that an operator starts from the Systems Manager console: the document under its fixed name, each change of which is a
 * new version, and the role it runs with. What the role may do is derived from the document: a runbook that only reads has no
 * write.
 */
export class Runbook extends Construct {
  readonly document: CfnDocument;
  readonly role: Role;
  /** Page of the console that starts it. */
  readonly consoleLink: string;

  /** @throws Error for a document that cannot be read, or of a step of which it is not known what it asks for */
  constructor(scope: Construct, id: string, { plan }: RunbookProps) {
    super(scope, id);
    const { documentName, facts, content } = plan;
    this.role = this.#addRole(plan);
    this.document = new CfnDocument(this, 'Document', {
      name: documentName,
      documentType: 'Automation',
      documentFormat: 'JSON',
      updateMethod: 'NewVersion',
      content: withDefaults(content, { AutomationAssumeRole: this.role.roleArn }),
    });
    this.document.node.addDependency(this.role);
    Tags.of(this).add('runbook', plan.name);
    Tags.of(this).add('owner', facts.owner);
    Tags.of(this).add('risk', facts.risk);
    this.consoleLink = runbookLink(Stack.of(this).region, documentName);
  }

  #addRole({ name, documentName, facts, content, values }: RunbookPlan): Role {
    const stack = Stack.of(this);
    const prefix = documentName.slice(0, -name.length);
    const role = automationRole(this, 'Role', { roleName: runbookRoleName(documentName), description: `Runbook: ${facts.title}` });
    const read = readRunbookDocument(content, (path) => ({ path: path.join('.') }));
    if ('problems' in read) throw new Error(`${documentName}: ${read.problems.map(({ what, where }) => `${where.path}: ${what}`).join('; ')}`);
    const { statements, undetermined } = derivePermissions(read.document, {
      scope: { partition: stack.partition, region: stack.region, account: stack.account },
      values,
      // The role of every runbook of the environment is named after its document.
      roleOf: (document) =>
        document.startsWith(prefix) ? stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: runbookRoleName(document) }) : undefined,
    });
    if (undetermined.length > 0) throw new Error(`${documentName}: ${undetermined.map(({ step, why }) => `${step}: ${why}`).join('; ')}`);
    for (const statement of statements) this.#allow(role, statement);
    return role;
  }

  #allow(role: Role, { actions, resources, conditions, steps }: DerivedStatement): void {
    role.addToPolicy(
      new PolicyStatement({ actions: [...actions], resources: resources.map(({ arn }) => arn), ...(conditions !== undefined && { conditions }) }),
    );
    for (const { arn, why } of resources) {
      if (arn.includes('*')) acknowledgeWildcard(role, arn, `${steps.join(', ')}: ${why ?? 'the resource is only known in a run'}`);
    }
  }
}
