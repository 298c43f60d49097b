import {
  alarmName,
  backendAlarm,
  ENVIRONMENT_ALARMS,
  GATEWAY_ALARMS,
  NOTICE_ALARMS,
  platformStackName,
  PROBE_ALARMS,
  probeAlarm,
  uiNodesBusyAlarm,
  WEB_ACL_ALARMS,
} from '../gateway/names';
import { attention, type StatusFinding } from './finding';
import type { OpenAlarm } from './ports';

/**
 * Returns the open alarms of a gateway. They are found by their whole names: one reseller's id may begin another's.
 *
 * @param brandEndpoints of its routes, as far as they have some of their own
 */
export function gatewayAlarms(
  { environment, resellerId }: { readonly environment: string; readonly resellerId: string },
  brandEndpoints: readonly string[],
  open: readonly OpenAlarm[],
): readonly StatusFinding[] {
  const backends = brandEndpoints.filter((url) => URL.canParse(url)).map((url) => backendAlarm(new URL(url).host));
  return alarmFindings(
    [...GATEWAY_ALARMS, ...backends].map((alarm) => alarmName(environment, resellerId, alarm)),
    open,
  );
}

/** Returns the open alarms of an environment's shared parts. */
export function sharedAlarms(environment: string, open: readonly OpenAlarm[]): readonly StatusFinding[] {
  return alarmFindings(
    [
      ...[...ENVIRONMENT_ALARMS, ...WEB_ACL_ALARMS, ...NOTICE_ALARMS].map(
        (alarm) => `${platformStackName(environment)}-${alarm}`,
      ),
      uiNodesBusyAlarm(environment),
      ...PROBE_ALARMS.map((alarm) => probeAlarm(environment, alarm)),
    ],
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
