import { statedService } from './stated-service';

/** Traces: every one that was stated, whatever the filter says of it. https://docs.aws.amazon.com/xray/latest/api/API_GetTraceSummaries.html */
export const STATED_XRAY = statedService(
  { name: 'xray', title: 'X-Ray', invalid: 'InvalidRequestException' },
  { 'xray trace': { key: ['Id'], like: 'xray:GetTraceSummaries $.TraceSummaries[0]' } },
  {
    GetTraceSummaries: {
      effect: 'read',
      input: ['StartTime', 'EndTime', 'TimeRangeType', 'Sampling', 'FilterExpression'],
      run: (_input, call) => {
        const traces = call.store.list('xray trace', call.region);
        return { TraceSummaries: traces, TracesProcessedCount: traces.length };
      },
    },
  },
);
