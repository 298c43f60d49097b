import { LAST_PRIORITY } from '../../../lambda/authorizer/contract';
import { object, rule, whole } from './vocabulary';

const AUTOMATIC = rule(
  object({
    from: whole(1, LAST_PRIORITY).describe(
      'Refuses the tiers whose priority is this number or a higher one. 0 is possible only by hand, because it refuses everyone.',
    ),
    serverErrorPercent: whole(1, 100, 'percent')
      .exactOptional()
      .describe(
        'Requests to UI nodes that fail with 5XX, time out or do not arrive, in percent of all, from which a minute counts as busy. Default: 25.',
      ),
    latencyMilliseconds: whole(100, 300_000, 'milliseconds')
      .exactOptional()
      .describe(
        "95th percentile of the UI nodes' response time from which a minute counts as busy. Default: only errors count.",
      ),
    busyMinutes: whole(1, 30, 'minutes')
      .exactOptional()
      .describe('Starts once this many of the last ofMinutes minutes were busy. Default: 3.'),
    ofMinutes: whole(1, 30, 'minutes').exactOptional().describe('See busyMinutes. Default: 5.'),
    holdMinutes: whole(2, 120, 'minutes')
      .exactOptional()
      .describe('Goes on for this long after the platform was last busy. Default: 10.'),
  }),
  ({ busyMinutes = 3, ofMinutes = 5 }) => busyMinutes <= ofMinutes,
  ['busyMinutes'],
  'at most ofMinutes',
);

/** `shedding` of platform.yaml. */
export const SHEDDING = object({
  automatic: AUTOMATIC.exactOptional().describe(
    'Sheds load while the UI nodes fail or are slow. Default: only by hand, with the command shed.',
  ),
})
  .exactOptional()
  .describe(
    'Lets the gateways refuse tiers by priority while the platform is busy (docs/how-to/shed-load.md). Default: none.',
  );
