import type { Refusal } from '../../lambda/authorizer/contract';

/** Meaning of a reason, and what to do about it. */
export type Explanation = Pick<Refusal, 'message' | 'remedy'>;

/** Reasons that only the logs have: no caller gets them as a code. */
export const LOGGED_REASONS: Readonly<Record<string, Explanation>> = {
  address_refused: {
    message: "The gateway's resource policy does not allow the address or the VPC endpoint of the caller.",
    remedy:
      'Add the address to allowedSourceIps, or the VPC endpoint to vpcEndpoints, or let the caller send from one that is on the list.',
  },
  answer_broken_off: {
    message: 'The answer of the platform broke off after its beginning had been passed on.',
    remedy: 'The caller got a part of it, and an aborted connection. Look at the UI node and the network to it.',
  },
};
