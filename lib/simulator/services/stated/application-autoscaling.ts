import { ServiceError } from '../../../aws/errors';
import { inputMembers, statedService, textsIn } from './stated-service';

const KIND = 'application-autoscaling scalable target';

/** Scalable targets. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_Operations.html */
export const STATED_APPLICATION_AUTOSCALING = statedService(
  { name: 'application-autoscaling', title: 'Application Auto Scaling' },
  { [KIND]: { key: ['ServiceNamespace', 'ResourceId', 'ScalableDimension'], like: 'application-autoscaling:DescribeScalableTargets $.ScalableTargets[0]' } },
  {
    DescribeScalableTargets: {
      effect: 'read',
      input: ['ServiceNamespace', 'ResourceIds', 'ScalableDimension'],
      run: (input, call) => {
        const ids = textsIn(input, 'ResourceIds');
        const found = call.store
          .list(KIND, call.region)
          .filter(
            ({ ServiceNamespace, ResourceId, ScalableDimension }) =>
              ServiceNamespace === input.ServiceNamespace &&
              ids?.includes(String(ResourceId)) !== false &&
              (input.ScalableDimension ?? ScalableDimension) === ScalableDimension,
          );
        return { ScalableTargets: found };
      },
    },
    RegisterScalableTarget: {
      effect: 'write',
      input: ['ServiceNamespace', 'ResourceId', 'ScalableDimension', 'MinCapacity', 'MaxCapacity', 'RoleARN', 'SuspendedState'],
      resource: (_input, call) => call.arn('scalable-target/*'),
      run: (input, call) => {
        const key = ['ServiceNamespace', 'ResourceId', 'ScalableDimension'];
        const before = call.store.find(KIND, call.region, ...key.map((name) => String(input[name])));
        const target = { ...before, ...inputMembers(input, ...key, 'MinCapacity', 'MaxCapacity', 'RoleARN', 'SuspendedState') };
        const { MinCapacity: min, MaxCapacity: max } = target;
        if (min === undefined || max === undefined)
          throw new ServiceError('ValidationException', 'MinCapacity and MaxCapacity are required for a new scalable target');
        if (Number(min) > Number(max)) throw new ServiceError('ValidationException', 'Maximum capacity cannot be less than minimum capacity');
        call.store.put(KIND, call.region, target);
        return { ScalableTargetARN: call.arn('scalable-target/stated') };
      },
    },
  },
);
