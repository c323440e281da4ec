import type { PropertyNode } from '../../../aws/assembly/property-node';
import { walk, type CallNode } from '../../../aws/metric-math/ast';
import { callFault, METRIC_MATH_FUNCTIONS } from '../../../aws/metric-math/functions';
import { MetricMathSyntaxError } from '../../../aws/metric-math/tokenize';
import { didYouMean } from '../../../problems/did-you-mean';
import { METRIC_MATH_ALARMS } from '../scopes';
import type { Finding, ResourceCheck } from '../template-check';
import { expressionNodes, readExpression } from './metric-queries';

/** Every expression is metric math, with functions that exist and as many arguments as they take. */
export const expressionSyntax: ResourceCheck = {
  code: 'MTH001',
  requirement: 'every expression is metric math, with functions that exist and as many arguments as they take',
  why: 'CloudFormation does not read expressions, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    for (const expression of expressionNodes(alarm)) yield* faultsOf(expression);
  },
};

function* faultsOf(expression: PropertyNode): Generator<Finding> {
  try {
    for (const node of walk(readExpression(expression))) if (node.kind === 'call') yield* callFindings(expression, node);
  } catch (error) {
    if (!(error instanceof MetricMathSyntaxError)) throw error;
    yield {
      at: expression,
      what: `the expression cannot be read at position ${error.position}`,
      received: error.received,
      allowed: error.expected,
      change: `correct ${expression.shown}`,
    };
  }
}

function* callFindings(expression: PropertyNode, call: CallNode): Generator<Finding> {
  const fault = callFault(call);
  if (fault === undefined) return;
  const nearest = didYouMean(call.name, [...METRIC_MATH_FUNCTIONS.keys()]);
  const isKnown = METRIC_MATH_FUNCTIONS.has(call.name);
  yield {
    at: expression,
    what: fault,
    received: `${call.name} with ${call.arguments.length} arguments`,
    allowed: 'the documented functions and their arguments',
    change: isKnown ? `correct the arguments of ${call.name}` : nearest === undefined ? `replace ${call.name}` : `use ${nearest}`,
  };
}
