#!/usr/bin/env bash
# aws-cdk-lib 2.276.0
#
# CloudWatch takes composite rules of at most 10,240 characters. CompositeAlarm checks that limit when it is made, on the text that
# still holds tokens, not on the rule that is deployed: a rule of imported alarms is refused that fits. The same alarms named by
# AlarmRule.fromString are accepted.
#
# Seen: 95 imported alarms are refused; named by their names they are a rule of less than half of the limit.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null
cat > app.js <<'JS'
const { App, Stack } = require('aws-cdk-lib');
const { Alarm, AlarmRule, AlarmState, CompositeAlarm } = require('aws-cdk-lib/aws-cloudwatch');
const names = Array.from({ length: 95 }, (_, index) => `shop-availability-${String(index).padStart(3, '0')}`);
const made = (rule) => {
  const stack = new Stack(new App(), 'Alarms', { env: { region: 'eu-central-1' } });
  try {
    new CompositeAlarm(stack, 'Any', { alarmRule: rule(stack) });
  } catch (error) {
    return `refused: ${error.message.replace(/\d{4,}/g, 'N')}`;
  }
  return "accepted";
};
const imported = (stack) =>
  AlarmRule.anyOf(
    ...names.map((name) => {
      const arn = stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: name, arnFormat: 'arn:aws:service:region:account:resource:resourceName' });
      return AlarmRule.fromAlarm(Alarm.fromAlarmArn(stack, name, arn), AlarmState.ALARM);
    }),
  );
const deployed = names.map((name) => `ALARM("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${name}")`).join(' OR ');
const named = names.map((name) => `ALARM("${name}")`).join(' OR ');
console.log(`imported: ${made(imported)}`);
console.log(`imported, as deployed: ${deployed.length + 2 <= 10240 ? 'within' : 'above'} 10240 characters`);
console.log(`named: ${made(() => AlarmRule.fromString(named))}, ${named.length <= 5120 ? 'less than half of the limit' : 'more than half'}`);
JS
seen=$(node app.js)
echo "$seen"
expected='imported: refused: Alarm Rule expression cannot be greater than N characters, please reduce the conditions in the Alarm Rule
imported, as deployed: within 10240 characters
named: accepted, less than half of the limit'
[ "$seen" = "$expected" ] || { echo "not as it was seen before"; exit 1; }
