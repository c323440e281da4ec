#!/usr/bin/env bash
# aws-cdk-lib 2.276.0
#
# `automaticallyAfter: Duration.days(0)` of a rotation schedule means "never by itself": the template gets a rotation schedule without a
# rotation rule, which CloudFormation deploys, and the secret never rotates. Neither synthesis nor CloudFormation's own rules, switched
# on, say a word; what looks into the template for a rotation schedule finds one.
#
# Seen: a resource of type RotationSchedule, no RotationRules, and a synthesis without a finding.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null
cat > app.js <<'JS'
const { App, Duration, Stack } = require('aws-cdk-lib');
const { Function, Code, Runtime } = require('aws-cdk-lib/aws-lambda');
const { Secret } = require('aws-cdk-lib/aws-secretsmanager');
const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
const stack = new Stack(app, 'Secrets');
const rotate = new Function(stack, 'Rotate', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};') });
new Secret(stack, 'Secret').addRotationSchedule('Rotation', { rotationLambda: rotate, automaticallyAfter: Duration.days(0) });
const { template } = app.synth().getStackByName('Secrets');
const schedules = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::SecretsManager::RotationSchedule');
console.log(`rotation schedules: ${schedules.length}, with rules: ${schedules.filter(({ Properties }) => Properties.RotationRules !== undefined).length}, exit code of the synthesis: ${process.exitCode ?? 0}`);
JS
seen=$(node app.js 2>&1 | grep '^rotation schedules' || true)
echo "$seen"
[ "$seen" = 'rotation schedules: 1, with rules: 0, exit code of the synthesis: 0' ] || { echo "not as it was seen before"; exit 1; }
