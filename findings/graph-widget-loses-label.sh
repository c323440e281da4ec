#!/usr/bin/env bash
# aws-cdk-lib 2.276.0
#
# A GraphWidget holds each metric once. When an expression and one of the metrics it uses are both drawn, the first of the two decides what the
# row of the metric carries: with the expression first, the label and the colour of the drawn metric are dropped without a warning.
#
# Seen: drawn before the expression, the row has its label and colour; drawn after it, it has neither.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null
cat > app.js <<'JS'
const { Stack } = require('aws-cdk-lib');
const { GraphWidget, MathExpression, Metric } = require('aws-cdk-lib/aws-cloudwatch');
const metric = (metricName) => new Metric({ namespace: 'Shop', metricName });
const drawn = metric('Failures').with({ label: 'failed orders', color: '#d62728' });
const ratio = new MathExpression({ expression: 'failed / orders', usingMetrics: { failed: metric('Failures'), orders: metric('Orders') }, label: 'ratio' });
const stack = new Stack();
const optionsOf = (left) => {
  const [{ properties }] = stack.resolve(new GraphWidget({ left }).toJson());
  const { label, color } = properties.metrics.find(([, name]) => name === 'Failures')[2];
  return `${label ?? 'no label'}, ${color ?? 'no colour'}`;
};
console.log(`metric first: ${optionsOf([drawn, ratio])}; expression first: ${optionsOf([ratio, drawn])}`);
JS
seen=$(node app.js 2>/dev/null | grep '^metric first')
echo "$seen"
[ "$seen" = 'metric first: failed orders, #d62728; expression first: no label, no colour' ] || { echo "not as it was seen before"; exit 1; }
