import { compileEventPattern } from '../../lib/aws/events/event-pattern';
import { collectedIn, MOST_OF_A_DAY, withInformation, type InformationDay } from '../../lib/incident/announcements/information-day';
import { collectInformation } from '../../lib/incident/use-cases/collect-information';
import { INFORMATION_SOURCES, informationRules, readInformation } from '../../lib/signals/information-signals';
import { EngineAccount } from '../helpers/engine-account';

const EVENTBRIDGE = { anythingButOnLists: 'any', emptyExists: true } as const;
const ALL = INFORMATION_SOURCES.map(({ id }) => id);
const DEPLOYED = { application: 'shop', deploymentGroup: 'live', deploymentId: 'd-1' };
const STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/edi-prod-web/0b1c';

/** Details as AWS documents them; the sources are in docs/facts.md. */
describe('deployments and scaling (002-27)', () => {
  test.each<[id: string, detailType: string, detail: object, text: string | undefined]>([
    [
      'codeDeploy',
      'CodeDeploy Deployment State-change Notification',
      { ...DEPLOYED, state: 'FAILURE' },
      'CodeDeploy in eu-central-1: deployment of shop/live: FAILURE',
    ],
    ['codeDeploy', 'CodeDeploy Deployment State-change Notification', { ...DEPLOYED, state: 'START' }, undefined],
    ['codeDeploy', 'CodeDeploy Instance State-change Notification', { ...DEPLOYED, state: 'FAILURE' }, undefined],
    [
      'codePipeline',
      'CodePipeline Pipeline Execution State Change',
      { pipeline: 'web', version: 3, state: 'SUCCEEDED' },
      'CodePipeline in eu-central-1: pipeline web: SUCCEEDED',
    ],
    ['codePipeline', 'CodePipeline Pipeline Execution State Change', { pipeline: 'web', version: 3, state: 'STARTED' }, undefined],
    [
      'cloudFormation',
      'CloudFormation Stack Status Change',
      { 'stack-id': STACK, 'status-details': { status: 'UPDATE_ROLLBACK_FAILED', 'status-reason': 'no' } },
      'CloudFormation in eu-central-1: stack edi-prod-web: UPDATE_ROLLBACK_FAILED',
    ],
    ['cloudFormation', 'CloudFormation Stack Status Change', { 'stack-id': STACK, 'status-details': { status: 'UPDATE_IN_PROGRESS' } }, undefined],
    [
      'ecs',
      'ECS Deployment State Change',
      { eventType: 'INFO', eventName: 'SERVICE_DEPLOYMENT_COMPLETED' },
      'ECS in eu-central-1: service prod/web: SERVICE_DEPLOYMENT_COMPLETED',
    ],
    ['ecs', 'ECS Deployment State Change', { eventType: 'INFO', eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS' }, undefined],
    ['ec2AutoScaling', 'EC2 Instance Launch Unsuccessful', { AutoScalingGroupName: 'web' }, 'EC2 Auto Scaling in eu-central-1: group web: launch unsuccessful'],
    [
      'applicationAutoScaling',
      'Application Auto Scaling Scaling Activity State Change',
      { resourceId: 'service/prod/web', scalableDimension: 'ecs:service:DesiredCount', oldDesiredCapacity: 4, newDesiredCapacity: 8, maxCapacity: 8 },
      'Application Auto Scaling in eu-central-1: service/prod/web ecs:service:DesiredCount: from 4 to 8, of at most 8',
    ],
    // What does not have the documented form is listed all the same: nothing about it may fail.
    ['ec2AutoScaling', 'EC2 Instance Terminate Successful', {}, 'EC2 Auto Scaling in eu-central-1: group unknown: terminate successful'],
  ])('%s: %s %j becomes %s, and only where it is collected', (id, detailType, detail, text) => {
    const [{ pattern }] = informationRules([id]) as [ReturnType<typeof informationRules>[number]];
    const source = (pattern as { source: string[] }).source[0]!;
    const resources = ['arn:aws:ecs:eu-central-1:111122223333:service/prod/web'];
    const event = { source, 'detail-type': detailType, region: 'eu-central-1', resources, detail };
    expect(compileEventPattern(pattern, id, EVENTBRIDGE)(event as never)).toBe(text !== undefined);
    if (text === undefined) return;
    const signal = { detailType, region: 'eu-central-1', resources, detail: detail as never };
    expect(readInformation(ALL, signal)).toBe(text);
    expect(
      readInformation(
        ALL.filter((each) => each !== id),
        signal,
      ),
    ).toBeUndefined();
  });

  test('are kept once each, and no more than a record bears; the others are counted', () => {
    let day: InformationDay | undefined;
    for (let index = 0; index < MOST_OF_A_DAY + 5; index++) day = withInformation(day, { id: `e${index}`, at: index, collectedAt: index, text: 't' }) ?? day;
    expect([day!.events.length, day!.omitted]).toEqual([MOST_OF_A_DAY, 5]);
    expect(withInformation(day, { id: 'e7', at: 7, collectedAt: 7, text: 't' })).toBeUndefined();
    expect(collectedIn([day!], 10, 12).map(({ id }) => id)).toEqual(['e11', 'e12']);
  });

  test('that cannot be kept page nobody: the run ends well, and says so', async () => {
    const { engine } = new EngineAccount();
    const information = { day: () => Promise.reject(new Error('the table is gone')), write: () => Promise.resolve(true) };
    const event = { id: 'e', at: 0, text: 'stack web: UPDATE_COMPLETE' };
    expect(await collectInformation({ ...engine, information }, event)).toBe('stack web: UPDATE_COMPLETE could not be kept: Error: the table is gone');
  });
});
