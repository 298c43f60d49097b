import {
  alarmName,
  ENVIRONMENT_ALARMS,
  GATEWAY_ALARMS,
  platformStackName,
  UI_NODES_BUSY,
  WEB_ACL_ALARMS,
} from '../gateway/names';
import { attention, type StatusFinding } from './finding';
import type { OpenAlarm } from './ports';

/** Returns the open alarms of a gateway. They are found by their whole names: one reseller's id may begin another's. */
export function gatewayAlarms(
  environment: string,
  resellerId: string,
  open: readonly OpenAlarm[],
): readonly StatusFinding[] {
  return alarmFindings(
    GATEWAY_ALARMS.map((alarm) => alarmName(environment, resellerId, alarm)),
    open,
  );
}

/** Returns the open alarms of an environment's shared parts. */
export function sharedAlarms(environment: string, open: readonly OpenAlarm[]): readonly StatusFinding[] {
  return alarmFindings(
    [...ENVIRONMENT_ALARMS, ...WEB_ACL_ALARMS, UI_NODES_BUSY].map(
      (alarm) => `${platformStackName(environment)}-${alarm}`,
    ),
    open,
  );
}

function alarmFindings(names: readonly string[], open: readonly OpenAlarm[]): readonly StatusFinding[] {
  return open
    .filter(({ name }) => names.includes(name))
    .map(({ name, since, reason }) => {
      const from = since ? ` since ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC` : '';
      return attention('alarm', name, `the alarm is open${from}${reason ? `: ${reason}` : ''}`);
    });
}
