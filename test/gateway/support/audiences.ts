import type { Declared } from './environment';

type Reseller = NonNullable<Declared['resellers']>[string];

export const VPC_ENDPOINT = 'vpce-0123456789abcdef0';
/** Belongs to another account. */
export const OTHER_VPC_ENDPOINT = 'vpce-0123456789abcdef1';

/** A reseller whose gateway answers through two VPC endpoints, without a domain. */
export const INTERNAL_AUDIENCE: Reseller = {
  audience: 'internal',
  vpcEndpoints: [{ id: VPC_ENDPOINT }, { id: OTHER_VPC_ENDPOINT, otherAccount: true }],
};

/** A reseller whose gateway answers on the internet as well, at one domain. */
export const BOTH_AUDIENCES: Reseller = {
  ...INTERNAL_AUDIENCE,
  audience: 'both',
  domains: [
    {
      name: 'api.alpha.test',
      certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-1111-4444-8888-0123456789ab',
    },
  ],
};
