import { evaluateAlarmRule } from '../../../aws/alarm-rule/evaluate-alarm-rule';
import type { Assumptions } from '../../core/assumptions';
import type { Alarm, CompositeAlarm } from './alarm';
import type { AlarmState } from './metric-alarm';

/** What the evaluation of composite alarms reports to its owner. */
export interface CompositeEvaluationPorts {
  /** The rule of an alarm was judged, because of these children (none at its creation). */
  readonly onVerdict: (alarm: CompositeAlarm, verdict: AlarmState, changedChildren: readonly Alarm[]) => void;
  /** The suppressor of an alarm changed its state. */
  readonly onSuppressorChange: (alarm: CompositeAlarm) => void;
}

/**
 * Decides which composite alarms are judged, and in which order. An alarm comes after the alarms it depends on, so
 * that one change below is one change above, not a flicker; where alarms depend on each other in a circle each of
 * them is judged once per change, which ends it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
 */
export class CompositeEvaluation {
  /** Composite alarms in the order they are judged. */
  #ordered: readonly CompositeAlarm[] = [];
  /** Positions in `#ordered` of the alarms that depend on an alarm, by rule or as suppressor. */
  #dependents = new Map<Alarm, number[]>();
  readonly #assumptions: Assumptions;
  readonly #ports: CompositeEvaluationPorts;
  readonly #removed = new Set<CompositeAlarm>();

  constructor(composites: readonly CompositeAlarm[], assumptions: Assumptions, ports: CompositeEvaluationPorts) {
    this.#assumptions = assumptions;
    this.#ports = ports;
    this.#arrange(composites);
  }

  #arrange(composites: readonly CompositeAlarm[]): void {
    this.#ordered = inDependencyOrder(composites);
    this.#dependents = new Map();
    this.#ordered.forEach((alarm, position) => {
      for (const dependency of dependenciesOf(alarm)) {
        const positions = this.#dependents.get(dependency) ?? [];
        positions.push(position);
        this.#dependents.set(dependency, positions);
      }
    });
  }

  /** An alarm is new, or looks at other alarms than before: it is judged as if it were new. */
  put(alarm: CompositeAlarm): void {
    const others = this.#ordered.filter((other) => other !== alarm && !this.#removed.has(other));
    this.#arrange([...others, alarm]);
    this.#judge(alarm, []);
  }

  /** Alarms whose rule looks at an alarm, or that it suppresses. */
  dependentsOf(alarm: Alarm): readonly CompositeAlarm[] {
    const positions = this.#dependents.get(alarm) ?? [];
    return positions.map((position) => this.#ordered[position]!).filter((dependent) => !this.#removed.has(dependent));
  }

  /** Judges an alarm no more. */
  remove(alarm: CompositeAlarm): void {
    this.#removed.add(alarm);
  }

  /** Judges every composite alarm for the first time. */
  evaluateAll(): void {
    for (const alarm of this.#ordered) if (!this.#removed.has(alarm)) this.#judge(alarm, []);
  }

  /**
   * Judges what depends on the changed alarms.
   *
   * @param changed alarms that have changed their state; alarms that change on the way are added
   */
  evaluateDependents(changed: Set<Alarm>): void {
    const due = new Set<number>();
    const judged = new Set<number>();
    const addDependents = (alarm: Alarm) => this.#dependents.get(alarm)?.forEach((position) => due.add(position));
    changed.forEach(addDependents);
    while (due.size > 0) {
      const position = Math.min(...due);
      due.delete(position);
      if (judged.has(position)) continue;
      judged.add(position);
      const alarm = this.#ordered[position]!;
      if (this.#removed.has(alarm)) continue;
      const before = alarm.state.value;
      if (alarm.suppressor !== undefined && changed.has(alarm.suppressor)) this.#ports.onSuppressorChange(alarm);
      const children = new Set(alarm.children.values());
      const changedChildren = [...changed].filter((child) => children.has(child));
      if (changedChildren.length > 0) this.#judge(alarm, changedChildren);
      if (alarm.state.value === before) continue;
      changed.add(alarm);
      addDependents(alarm);
    }
  }

  #judge(alarm: CompositeAlarm, changedChildren: readonly Alarm[]): void {
    const holds = evaluateAlarmRule(alarm.rule, (name) => alarm.children.get(name)!.state.value, this.#assumptions.atLeastPercentRounding);
    this.#ports.onVerdict(alarm, holds ? 'ALARM' : 'OK', changedChildren);
  }
}

function dependenciesOf(alarm: CompositeAlarm): Set<Alarm> {
  const dependencies = new Set(alarm.children.values());
  if (alarm.suppressor !== undefined) dependencies.add(alarm.suppressor);
  return dependencies;
}

/** Depth first, dependencies before dependents; a circle is entered at the alarm that comes first in the templates. */
function inDependencyOrder(composites: readonly CompositeAlarm[]): CompositeAlarm[] {
  const ordered: CompositeAlarm[] = [];
  const seen = new Set<Alarm>();
  const visit = (alarm: Alarm): void => {
    if (alarm.type === 'metric' || seen.has(alarm)) return;
    seen.add(alarm);
    dependenciesOf(alarm).forEach(visit);
    ordered.push(alarm);
  };
  composites.forEach(visit);
  return ordered;
}
