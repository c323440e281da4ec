#!/usr/bin/env bash
# aws-cdk-lib 2.276.0
#
# `new ScalableTarget` without `role` makes an IAM role that Application Auto Scaling may assume and that permits nothing: no policy is attached,
# inline or managed. Nobody is told; the `scaleOnUtilization` of an ECS service or a table does not come this way, which hides it. What scales in
# the end is the service-linked role, so the template carries a role of no use that reviews and policies have to explain.
#
# Seen: one role for application-autoscaling, no policies of any kind.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null
cat > app.js <<'JS'
const { App, Stack } = require('aws-cdk-lib');
const { ScalableTarget, ServiceNamespace } = require('aws-cdk-lib/aws-applicationautoscaling');
const app = new App();
const stack = new Stack(app, 'Scaling');
new ScalableTarget(stack, 'Target', { serviceNamespace: ServiceNamespace.ECS, resourceId: 'service/shop/web', scalableDimension: 'ecs:service:DesiredCount', minCapacity: 1, maxCapacity: 4 });
const resources = Object.values(app.synth().getStackByName('Scaling').template.Resources);
const roles = resources.filter(({ Type }) => Type === 'AWS::IAM::Role');
const policies = resources.filter(({ Type }) => /^AWS::IAM::.*Policy$/.test(Type)).length + roles.flatMap(({ Properties }) => [...(Properties.Policies ?? []), ...(Properties.ManagedPolicyArns ?? [])]).length;
console.log(`roles: ${roles.map(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement[0].Principal.Service).join(', ')}; policies: ${policies}`);
JS
seen=$(node app.js 2>/dev/null | grep '^roles')
echo "$seen"
[ "$seen" = 'roles: application-autoscaling.amazonaws.com; policies: 0' ] || { echo "not as it was seen before"; exit 1; }
