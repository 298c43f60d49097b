/** Where account and region are declared, every certificate and key has to be of them. Pure. */
import type { HierarchyProblem } from './parents';
import type { Declarations } from '../resolve/lineage';
import type { PlatformDeclaration } from '../shapes/platform-shape';

interface WrittenArn {
  /** Whose file has it; the platform's when absent. */
  readonly resellerId?: string;
  readonly path: readonly (string | number)[];
  /** An ARN, a word in place of one, or nothing. */
  readonly arn: string | undefined;
}

export function checkArns(platform: PlatformDeclaration, declared: Declarations): readonly HierarchyProblem[] {
  const { account, region } = platform;
  return writtenArns(platform, declared).flatMap(({ arn, ...at }): HierarchyProblem[] => {
    if (!arn?.startsWith('arn:')) return [];
    const [, , , itsRegion, itsAccount] = arn.split(':');
    if (region && itsRegion !== region)
      return [{ ...at, message: 'is in another region', allowed: `an ARN in ${region}` }];
    if (account && itsAccount !== account)
      return [{ ...at, message: 'is of another account', allowed: `an ARN of account ${account}` }];
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
