#!/usr/bin/env bash
# aws-cdk-lib 2.276.0
#
# A function or a queue that is imported by an ARN of another region knows that region (`env.region`), and hands out metrics of
# the region of the stack that imports it. An alarm on such a metric looks where nothing is published: it is silent for ever, and
# neither synthesis nor CloudFormation says a word.
#
# Seen: the construct says eu-west-1, its metric eu-central-1, and no alarm names eu-west-1.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null
cat > app.js <<'JS'
const { App, Stack } = require('aws-cdk-lib');
const { Function } = require('aws-cdk-lib/aws-lambda');
const { Queue } = require('aws-cdk-lib/aws-sqs');
const stack = new Stack(new App(), 'Alarms', { env: { account: '111122223333', region: 'eu-central-1' } });
const worker = Function.fromFunctionArn(stack, 'Worker', 'arn:aws:lambda:eu-west-1:111122223333:function:worker');
const queue = Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:111122223333:work');
for (const [name, construct, metric] of [
  ['function', worker, worker.metricErrors()],
  ['queue', queue, queue.metricApproximateAgeOfOldestMessage()],
]) {
  metric.createAlarm(stack, `${name}Alarm`, { threshold: 1, evaluationPeriods: 1 });
  console.log(`${name}: construct in ${construct.env.region}, metric in ${metric.region ?? 'the region of the alarm'}`);
}
const template = stack.node.root.synth().getStackByName('Alarms').template;
const alarms = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
console.log(`alarms that name another region: ${alarms.filter((alarm) => JSON.stringify(alarm).includes('eu-west-1')).length} of ${alarms.length}`);
JS
seen=$(node app.js)
expected='function: construct in eu-west-1, metric in eu-central-1
queue: construct in eu-west-1, metric in eu-central-1
alarms that name another region: 0 of 2'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "not as it was seen before"; exit 1; }
