import { neighbouringRegion } from '../aws/neighbouring-region';
import type { OnCall, OnCallModel } from './model';

/** Who is on call for services that run in a region: the watchdog stands in a neighbouring one where nothing else is said. */
export function onCallIn(onCall: OnCall, region: string): OnCallModel {
  const { watchdog, chat = [], externalContacts = [] } = onCall;
  return { ...onCall, chat, externalContacts, watchdog: { ...watchdog, region: watchdog.region ?? neighbouringRegion(region) } };
}
