import { consoleOf } from '../incident/message/console-links';
import { requiredInstant, requiredText, type SignalSource } from './signal-source';

/** Calls of the service come from it, too, by CloudTrail: its own events are those of this type. */
const DETAIL_TYPE = 'Config Rules Compliance Change';

/**
 * AWS Config: one event when the compliance of a resource with a rule changes. The levels are names of rules.
 * Source: https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
 */
export const CONFIG_RULES: SignalSource = {
  id: 'config',
  title: 'AWS Config',
  rules: (levels) => [
    {
      id: 'config-compliance',
      pattern: {
        source: ['aws.config'],
        'detail-type': [DETAIL_TYPE],
        detail: { messageType: ['ComplianceChangeNotification'], configRuleName: [...levels] },
      },
    },
  ],
  read: ({ detailType, region, detail }) => {
    if (detailType !== DETAIL_TYPE) return undefined;
    const [rule, type, id] = ['configRuleName', 'resourceType', 'resourceId'].map((name) => requiredText(detail, name)) as [string, string, string];
    return {
      key: `${rule}/${type}/${id}`,
      level: rule,
      title: `${type} ${id} does not comply with ${rule}`,
      facts: [`account ${requiredText(detail, 'awsAccountId')}, ${region}`],
      link: `${consoleOf(region)}/config/home?region=${region}#/resources/details?resourceId=${encodeURIComponent(id)}&resourceType=${encodeURIComponent(type)}`,
      at: requiredInstant(detail, 'newEvaluationResult', 'resultRecordedTime'),
      // A resource that is deleted, or that the rule is not about any more, is no finding either.
      isOver: requiredText(detail, 'newEvaluationResult', 'complianceType') !== 'NON_COMPLIANT',
      recovers: 'by source',
    };
  },
};
