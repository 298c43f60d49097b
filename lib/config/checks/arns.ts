import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

interface WrittenArn {
  /** The reseller whose file has it; absent for platform.yaml. */
  readonly resellerId?: string;
  readonly path: readonly (string | number)[];
  /** An ARN, or a word in its place. */
  readonly arn: string | undefined;
}

/** Checks that certificates and keys belong to the declared account and region, where these are declared. */
export function checkArns(platform: PlatformDeclaration, declared: Declarations): readonly HierarchyProblem[] {
  const { account, region } = platform;
  return writtenArns(platform, declared).flatMap(({ arn, ...at }): HierarchyProblem[] => {
    if (!arn?.startsWith('arn:')) return [];
    const [, , , itsRegion, itsAccount] = arn.split(':');
    if (region && itsRegion !== region)
      return [{ ...at, message: 'is in another region than the gateway', allowed: `an ARN in ${region}` }];
    if (account && itsAccount !== account)
      return [{ ...at, message: 'is in another account than the gateway', allowed: `an ARN of account ${account}` }];
    return [];
  });
}

function writtenArns({ uiNodes, protection }: PlatformDeclaration, declared: Declarations): readonly WrittenArn[] {
  return [
    { path: ['uiNodes', 'private', 'certificateArn'], arn: uiNodes.private?.certificateArn },
    ...(uiNodes.private?.furtherCertificates ?? []).map(({ certificateArn }, index) => ({
      path: ['uiNodes', 'private', 'furtherCertificates', index, 'certificateArn'],
      arn: certificateArn,
    })),
    { path: ['uiNodes', 'clientCertificate'], arn: uiNodes.clientCertificate },
    { path: ['protection', 'encryptionKey'], arn: protection?.encryptionKey },
    ...[...declared].flatMap(([resellerId, own]) => [
      { resellerId, path: ['uiNodes', 'clientCertificate'], arn: own.uiNodes?.clientCertificate },
      { resellerId, path: ['mutualTls', 'ownershipCertificateArn'], arn: own.mutualTls?.ownershipCertificateArn },
      ...(own.domains ?? []).map(({ certificateArn }, index) => ({
        resellerId,
        path: ['domains', index, 'certificateArn'],
        arn: certificateArn,
      })),
    ]),
  ];
}
