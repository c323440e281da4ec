import type { ProblemCatalogue } from '../problem-catalogue';

/** What can be wrong with an objective that is well formed. */
export const MODEL_PROBLEMS = {
  CHK001: { meaning: 'an outage uses up the whole error budget before anybody can be notified' },
  CHK002: {
    meaning: 'an outage uses up a large part of the error budget before anybody can be notified',
    level: 'warning',
  },
  CHK003: { meaning: 'a single bad event is enough to wake somebody', level: 'warning' },
  CHK004: { meaning: 'every burn-rate alert of an urgency is left out, so nothing would ever page, or open a ticket', level: 'warning' },
  CHK005: { meaning: 'in the quietest hour a full outage has too few events for any burn-rate alert that pages', level: 'warning' },
  CHK006: { meaning: 'the short window of a burn-rate alert is a single datapoint', level: 'warning' },
  CHK007: { meaning: 'a burn-rate alert reports a full outage when the error budget is gone already', level: 'warning' },
  CHK008: { meaning: 'an objective over events declares no traffic, so its burn-rate alerts have no guard against chance', level: 'warning' },
  CHK009: { meaning: 'nobody is on call, so alarms tell no person', level: 'warning' },
  CHK010: { meaning: 'the short window of a burn-rate alert is empty between two events, so its alarm flaps', level: 'warning' },
  RUN001: { meaning: 'the alarms of an objective name no runbook' },
} as const satisfies ProblemCatalogue;
