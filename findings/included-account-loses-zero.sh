#!/usr/bin/env bash
# aws-cdk-lib 2.276.0
#
# `CfnInclude` reads a key of a YAML template that looks like a number as one. An account in a mapping that begins with a zero and
# stands there without quotes loses the zero: the template that comes out of the synthesis has an account that there is not, no
# `Fn::FindInMap` by `AWS::AccountId` finds it, and nothing says a word before the deployment to that one account fails.
#
# Seen: of two accounts without quotes both are a digit shorter, the quoted one is as it was.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null
cat > limits.yaml <<'YAML'
Mappings:
  Limits:
    012345678901: { errors: 5 }
    012345670123: { errors: 6 }
    "012345678999": { errors: 7 }
Resources:
  Pages:
    Type: AWS::SNS::Topic
    Properties: { DisplayName: !FindInMap [Limits, !Ref AWS::AccountId, errors] }
YAML
cat > app.js <<'JS'
const { App, Stack } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const stack = new Stack(new App(), 'Pages');
new CfnInclude(stack, 'Template', { templateFile: 'limits.yaml' });
const { Limits } = stack.node.root.synth().getStackByName('Pages').template.Mappings;
console.log(Object.keys(Limits).sort().join(' '));
JS
seen=$(node app.js)
expected='012345678999 12345670123 12345678901'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "not as it was seen before"; exit 1; }
