import { type Check, judge, type Reading } from '../check';

/** Oldest bootstrap stack that takes the CDK's assets (aws-cdk-lib, DefaultStackSynthesizer). */
const OLDEST_VERSION = 6;
/** SSM parameter of the default bootstrap stack. */
export const BOOTSTRAP_PARAMETER = '/cdk-bootstrap/hnb659fds/version';

/** Checks that the account and Region are bootstrapped for the CDK. */
export function checkBootstrap(place: string, version: Reading<number | undefined>): Check {
  const line = { id: 'bootstrap', checked: 'CDK bootstrap', needed: `version ${OLDEST_VERSION} or newer` };
  const ask = `npx cdk bootstrap ${place}`;
  return judge(line, version, (found) => {
    if (found === undefined) return { verdict: 'missing', found: 'not bootstrapped', ask };
    return found >= OLDEST_VERSION
      ? { verdict: 'fine', found: `version ${found}` }
      : { verdict: 'missing', found: `version ${found}`, ask };
  });
}
