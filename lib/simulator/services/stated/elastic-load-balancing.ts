import type { JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import { statedService, textsIn, withoutMembers } from './stated-service';

const KIND = 'elasticloadbalancing target group';

/** Target groups with the health of their targets. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html */
export const STATED_ELASTIC_LOAD_BALANCING = statedService(
  { name: 'elasticloadbalancing', title: 'Elastic Load Balancing', denied: 'AccessDenied', invalid: 'ValidationError' },
  { [KIND]: { key: ['TargetGroupName'], like: 'elasticloadbalancing:DescribeTargetGroups $.TargetGroups[0]', besides: ['targets'] } },
  {
    DescribeTargetGroups: {
      effect: 'read',
      input: ['Names'],
      run: (input, call) => {
        const groups = (textsIn(input, 'Names') ?? []).map((name) => call.existing(KIND, name, notFound()));
        return { TargetGroups: groups.map((group) => withoutMembers(group, 'targets')) };
      },
    },
    DescribeTargetHealth: {
      effect: 'read',
      input: ['TargetGroupArn'],
      run: ({ TargetGroupArn: arn }, call) => {
        const group = call.store.list(KIND, call.region).find(({ TargetGroupArn }) => TargetGroupArn === arn);
        if (group === undefined) throw notFound();
        const targets = (group.targets ?? []) as readonly JsonObject[];
        return { TargetHealthDescriptions: targets.map(({ Id, State }) => ({ Target: { Id: Id! }, TargetHealth: { State: State! } })) };
      },
    },
  },
);

function notFound(): ServiceError {
  return new ServiceError('TargetGroupNotFoundException', 'One or more target groups not found');
}
