/** What a line in the timeline of an incident's record can be about. Programs read it; the words beside it are for people. */
export type RecordedCode =
  /** An alarm or a person opened the incident. */
  | 'detected'
  /** It waits for the mutes of its alarms to end. */
  | 'suppressed'
  /** Escalation began at a severity. */
  | 'classified'
  /** Mutes of alarms are over. */
  | 'mute ended'
  /** An alarm is on that no mute suppresses. */
  | 'unmuted'
  /** Nothing is muted any more and nothing is on. */
  | 'nothing on'
  /** A tier is due. */
  | 'tier paged'
  /** People of a tier were paged. */
  | 'people paged'
  /** A tier has nobody. */
  | 'tier skipped'
  /** No tier is left. */
  | 'exhausted'
  /** Nobody acknowledged: everybody is paged again. */
  | 'paged again'
  /** Something that was to be done failed and is tried again. */
  | 'effect failed'
  /** Somebody has it. */
  | 'acknowledged'
  /** Somebody else would have acknowledged. */
  | 'acknowledged too'
  /** Nothing was heard from whoever has it. */
  | 'acknowledgement stale'
  /** The shift of whoever has it is over. */
  | 'shift over'
  /** Somebody else has it now. */
  | 'taken over'
  /** Somebody said that users are well again. */
  | 'mitigated'
  /** A short window burns although it was mitigated: the escalation goes on. */
  | 'burning again'
  /** The short windows are over. */
  | 'not burning'
  /** Somebody said how it stands. */
  | 'updated'
  /** A status update is due. */
  | 'update due'
  /** A status update is overdue. */
  | 'update overdue'
  /** Somebody changed the severity. */
  | 'reclassified'
  /** The severity became worse. */
  | 'promoted'
  /** An alarm belongs to it from now on. */
  | 'alarm joined'
  /** An alarm of it changed. */
  | 'alarm changed'
  /** An old change of an alarm arrived late, and nothing follows from it. */
  | 'alarm overtaken'
  /** An alarm changed long ago, and whether it is still on could not be asked. */
  | 'alarm unverified'
  /** CloudWatch was asked: an alarm that was unverified is on. */
  | 'alarm verified'
  /** An alarm of it has no data. */
  | 'alarm blind'
  /** An alarm of it was deleted. */
  | 'alarm deleted'
  /** A service that depends on its service goes down with it. */
  | 'dependent affected'
  /** An alarm of such a service is over, or pages by itself. */
  | 'dependent left'
  /** No alarm of it is on. */
  | 'alarms over'
  /** What it is about was not remedied by when it had to be. */
  | 'remedy overdue'
  /** An alarm of it is on again. */
  | 'alarm back'
  /** A person resolved it although alarms of it are on, with a reason. */
  | 'alarms answered'
  /** Its alarms stay over. */
  | 'monitoring'
  /** A runbook is started by itself. */
  | 'healing started'
  /** None is, although the alarm has one. */
  | 'healing refused'
  /** An automatic dry run is over. */
  | 'healing dry run'
  /** An automatic run helped, as far as the last minutes show. */
  | 'healed'
  /** It did not help, or nobody can tell: people are paged. */
  | 'not healed'
  /** A fix of it went on although nobody could read the change calendar. */
  | 'calendar unread'
  /** A runbook asked for an approval, and nobody gave it in time: the next tier is paged. */
  | 'not approved'
  /** Somebody took over from an automatic run. */
  | 'healing stopped'
  /** A drill is over because something real began. */
  | 'gave way'
  /** Somebody, or the engine, resolved it. */
  | 'resolved'
  /** It is back. */
  | 'reopened'
  /** It is closed. */
  | 'closed'
  /** An item of the checklist is done. */
  | 'item done'
  /** A postmortem is due. */
  | 'postmortem due'
  /** The owners of the postmortem were reminded. */
  | 'postmortem reminder'
  /** The postmortem is overdue. */
  | 'postmortem overdue'
  /** The postmortem waits until the incident is over again. */
  | 'postmortem paused'
  /** The postmortem was accepted. */
  | 'postmortem filed'
  /** Somebody waived the postmortem. */
  | 'postmortem waived'
  /** An action of the postmortem got another status. */
  | 'action moved';
