import type { ConsumerImpact, Impact } from '../../impact/impact';
import { describeLoss } from '../../impact/losses';
import type { Context } from '../context';
import { EXIT_CODES } from '../exit-codes';

/**
 * Prints the effects of a change, and returns the exit code of the command.
 *
 * @param from source of the gateways before the change
 * @param compared number of compared consumers
 */
export function tellImpact(
  { out, environment }: Context,
  from: string,
  compared: number,
  { consumers, goneHosts, goneTiers }: Impact,
): number {
  const losing = consumers.filter(({ losses }) => losses.length > 0);
  for (const [owner, hosts] of Object.entries(goneHosts)) {
    out.line(`${out.colors.red('goes')}   ${hosts.join(', ')} of the gateway of ${owner}`);
  }
  for (const [owner, tiers] of Object.entries(goneTiers)) {
    out.line(
      `${out.colors.red('goes')}   tier ${tiers.join(', ')} of the gateway of ${owner}, with the calls counted there: write "usage report" before the deployment`,
    );
  }
  for (const one of consumers) for (const line of linesOf(one)) out.line(line);
  const json = consumers.map(({ losses, ...one }) => ({
    ...one,
    losses: losses.map((loss) => ({ ...loss, message: describeLoss(loss) })),
  }));
  const value = { environment, from, compared, losing: losing.length, consumers: json, goneHosts, goneTiers };
  out.result(value, () =>
    losing.length === 0
      ? `None of ${compared} consumers loses anything.`
      : `${losing.length} of ${compared} consumers lose something.`,
  );
  return losing.length > 0 ? EXIT_CODES.finding : EXIT_CODES.done;
}

function linesOf({ consumerKey, reseller, losses, notes }: ConsumerImpact): readonly string[] {
  return [
    ...losses.map((loss) => `loses  ${consumerKey} of ${reseller}: ${describeLoss(loss)}`),
    ...notes.map((note) => `note   ${consumerKey} of ${reseller}: ${note}`),
  ];
}
