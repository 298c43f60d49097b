import type { PropProblem } from '../config/resolve-props';
import { formatFinding } from '../config/problem';

/** The props of a gateway are invalid; `problems` lists every reason. */
export class GatewayPropsError extends Error {
  override readonly name = 'GatewayPropsError';

  /** @param construct path of the construct, such as `Stack/Acme` */
  constructor(
    construct: string,
    readonly problems: readonly PropProblem[],
  ) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    super(
      `The props of ResellerGateway ${construct} have ${count}:\n${problems.map((one) => `  ${formatFinding(one)}`).join('\n')}`,
    );
  }
}
