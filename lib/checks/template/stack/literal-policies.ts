import type { StackCheck } from '../template-check';

const POLICIES = ['DeletionPolicy', 'UpdateReplacePolicy'] as const;
const EXTENSIONS = 'AWS::LanguageExtensions';

/** What becomes of a resource is written as a word: CloudFormation reads expressions there with its language extensions alone. */
export const literalPolicies: StackCheck = {
  code: 'STK012',
  requirement: `DeletionPolicy and UpdateReplacePolicy are words, or the template asks for ${EXTENSIONS}`,
  why: 'CloudFormation refuses the template when it is deployed',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html',
  *check({ template, transforms }) {
    if (transforms.includes(EXTENSIONS)) return;
    for (const [logicalId, resource] of Object.entries(template.Resources)) {
      for (const policy of POLICIES) {
        const given = resource[policy];
        if (given === undefined || typeof given === 'string') continue;
        yield {
          at: `Resources.${logicalId}.${policy}`,
          what: `${policy} is an expression`,
          received: JSON.stringify(given),
          allowed: 'Delete, Retain, Snapshot, or RetainExceptOnCreate for DeletionPolicy',
          change: `write the word, or add Transform: ${EXTENSIONS}`,
        };
      }
    }
  },
};
