import type { LintRule } from '../rule';

/** A document that runs scripts runs with a role of its own. */
export const scriptRole: LintRule = {
  code: 'RUN041',
  requirement: 'a document that runs scripts names the role it runs with',
  why: 'without one a script has no credentials, whoever starts it',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-document-script-considerations.html',
  *check({ document, steps }) {
    const script = steps.find(({ step }) => step.action === 'aws:executeScript' && /boto3|AWSPowerShell|AWS\.Tools/.test(String(step.inputs.Script ?? '')));
    if (script === undefined || document.assumeRole !== undefined) return;
    yield { at: script.step.path, what: 'a script calls AWS, and the document has no assumeRole', change: 'add assumeRole' };
  },
};
