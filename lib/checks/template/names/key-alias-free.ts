import type { ResourceCheck } from '../template-check';

/** The alias of a key begins with `alias/`, and not with what AWS keeps for its own keys. */
export const keyAliasFree: ResourceCheck = {
  code: 'KMS004',
  requirement: 'the alias of a key begins with alias/ and not with alias/aws/, which AWS keeps for its own keys',
  why: 'CloudFormation takes the name, and KMS refuses the alias',
  source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html',
  appliesTo: { description: 'aliases of KMS keys', includes: ({ type }) => type === 'AWS::KMS::Alias' },
  *check(alias) {
    const name = alias.at('AliasName');
    if (/^alias\/(?!aws\/)[\w/:-]+$/.test(name.text())) return;
    yield {
      at: name,
      what: name.text().startsWith('alias/aws/') ? 'aliases that begin like this belong to AWS' : 'this is no name of an alias',
      received: name.shown,
      allowed: 'alias/ and letters, digits, slashes, hyphens and underscores, but not alias/aws/',
      change: 'name it after your application: alias/<application>/…',
    };
  },
};
