#!/usr/bin/env bash
# cdk-nag 3.0.2, aws-cdk-lib 2.276.0
#
# Up to version 2 a rule pack is an aspect, and nearly every page about cdk-nag adds it with Aspects.of(scope).add(). In version 3 it is a
# validation plugin and has no visit(): the line still looks right, and JavaScript takes it, until synthesis fails with a message that names
# neither cdk-nag nor the line.
#
# Seen: synthesis ends with a TypeError about visit; the pack has a validate method and no visit method.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cdk-nag@3.0.2 aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null
cat > app.js <<'JS'
const { App, Aspects, Stack } = require('aws-cdk-lib');
const { Topic } = require('aws-cdk-lib/aws-sns');
const { AwsSolutionsChecks } = require('cdk-nag');
const app = new App();
const stack = new Stack(app, 'Shop');
new Topic(stack, 'Alarms');
const pack = new AwsSolutionsChecks();
Aspects.of(stack).add(pack);
let seen = 'synthesized';
try {
  app.synth();
} catch (error) {
  seen = `${error.constructor.name}: ${/\w+\.visit is not a function/.exec(error.message)?.[0] ?? error.message}`;
}
console.log(`visit: ${typeof pack.visit}, validate: ${typeof pack.validate}; ${seen}`);
JS
seen=$(node app.js 2>/dev/null | grep '^visit')
echo "$seen"
[ "$seen" = 'visit: undefined, validate: function; TypeError: aspect.visit is not a function' ] || { echo "not as it was seen before"; exit 1; }
