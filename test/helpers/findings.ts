import type { JsonObject } from '../../lib/aws/cloudformation/template';
import type { SecurityPolicy } from '../../lib/incident/lifecycle/engine-policy';
import { REGION } from './simulated-account';

/** Every source, with a severity for some of its levels. */
export const SECURITY: SecurityPolicy = {
  severities: {
    guardDuty: { high: 'S1', critical: 'S0' },
    securityHub: { critical: 'S1' },
    config: { 's3-bucket-public': 'S1' },
    cloudTrail: { rootSignIn: 'S0', trailStopped: 'S1', detectionDisabled: 'S1' },
  },
  owner: 'security',
  runbook: 'incident-response-s1',
};

const envelope = (source: string, detailType: string, detail: JsonObject): JsonObject => ({
  version: '0',
  id: '0f2b9b8e-5f0d-4e39-9c4e-3f1f3a1f0001',
  'detail-type': detailType,
  source,
  account: '111122223333',
  time: '2026-03-02T08:01:00Z',
  region: REGION,
  resources: [],
  detail,
});

/** As GuardDuty reports it. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html */
export const guardDutyFinding = (changes: Partial<{ readonly id: string; readonly severity: number; readonly updatedAt: string }> = {}): JsonObject =>
  envelope('aws.guardduty', 'GuardDuty Finding', {
    schemaVersion: '2.0',
    accountId: '111122223333',
    region: REGION,
    id: 'a1b2',
    type: 'Backdoor:EC2/C&CActivity.B!DNS',
    resource: { resourceType: 'Instance', instanceDetails: { instanceId: 'i-0a1b2c3d4e5f60718' } },
    service: { serviceName: 'guardduty', archived: false, count: 1 },
    severity: 8,
    createdAt: '2026-03-02T08:01:00.000Z',
    updatedAt: '2026-03-02T08:01:00.000Z',
    title: 'An instance calls a command server',
    description: 'it asks for a name that is known',
    ...changes,
  });

/** As Security Hub imports it. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html */
export const hubFinding = (changes: JsonObject = {}): JsonObject =>
  envelope('aws.securityhub', 'Security Hub Findings - Imported', {
    findings: [
      {
        Id: 'arn:aws:inspector2:eu-central-1:111122223333:finding/0001',
        ProductName: 'Inspector',
        AwsAccountId: '111122223333',
        Region: REGION,
        Title: 'CVE-2026-0001 in openssl',
        Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
        Severity: { Label: 'CRITICAL' },
        Workflow: { Status: 'NEW' },
        RecordState: 'ACTIVE',
        CreatedAt: '2026-03-02T08:00:00.000Z',
        FirstObservedAt: '2026-03-02T07:58:00.000Z',
        UpdatedAt: '2026-03-02T08:01:00.000Z',
        Resources: [{ Type: 'AwsEc2Instance', Id: 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b2c3d4e5f60718' }],
        ...changes,
      },
    ],
  });

/** As AWS Config reports it. https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html */
export const complianceChange = (complianceType = 'NON_COMPLIANT', configRuleName = 's3-bucket-public'): JsonObject =>
  envelope('aws.config', 'Config Rules Compliance Change', {
    messageType: 'ComplianceChangeNotification',
    configRuleName,
    awsAccountId: '111122223333',
    resourceType: 'AWS::S3::Bucket',
    resourceId: 'edi-prod-documents',
    newEvaluationResult: { complianceType, resultRecordedTime: '2026-03-02T08:01:00.000Z' },
  });

/** As CloudTrail reports a call. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
export const trailCall = (source: string, eventName: string, changes: JsonObject = {}): JsonObject =>
  envelope(source, 'AWS API Call via CloudTrail', {
    eventID: 'e-1',
    eventName,
    eventTime: '2026-03-02T08:01:00Z',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/mallory' },
    sourceIPAddress: '203.0.113.9',
    recipientAccountId: '111122223333',
    ...changes,
  });

/** As CloudTrail reports that somebody signed in. */
export const signIn = (type = 'Root', outcome = 'Success'): JsonObject =>
  envelope('aws.signin', 'AWS Console Sign In via CloudTrail', {
    eventID: 'e-2',
    eventName: 'ConsoleLogin',
    eventTime: '2026-03-02T08:01:00Z',
    userIdentity: { type, arn: 'arn:aws:iam::111122223333:root' },
    responseElements: { ConsoleLogin: outcome },
  });
