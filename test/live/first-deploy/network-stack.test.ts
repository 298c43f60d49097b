import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { loadEnvironment } from '../../../lib/config/load-environment';
import { NETWORK, networkStack } from './network-stack';
import { ENVIRONMENT, INTERNAL_RESELLER, writeScratch } from './scratch';

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const template = Template.fromStack(networkStack(new App())).toJSON() as {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
};
const resources = Object.values(template.Resources);
const propertiesOf = (type: string) =>
  resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);

test('the deletion of the stack retains nothing', () => {
  expect(resources.filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')).toEqual([]);
});

test('nothing connects the network to the internet', () => {
  const gateways = resources.filter(({ Type }) => /NatGateway|InternetGateway/.test(Type));
  expect(gateways).toEqual([]);
});

test('the network has the addresses that a request is expected to come from', () => {
  const [vpc] = propertiesOf('AWS::EC2::VPC');
  expect(vpc!.CidrBlock).toBe(`${NETWORK.address}/${NETWORK.prefix}`);
});

test('three VPC endpoints for execute-api are in one zone each, without private DNS names', () => {
  const endpoints = propertiesOf('AWS::EC2::VPCEndpoint');
  expect(endpoints).toHaveLength(3);
  for (const { ServiceName, PrivateDnsEnabled, SubnetIds } of endpoints) {
    expect(JSON.stringify(ServiceName)).toContain('.execute-api');
    expect([PrivateDnsEnabled, (SubnetIds as unknown[]).length]).toEqual([false, 1]);
  }
});

test('the function runs in the network, with code that CloudFormation accepts inline', () => {
  const [sender] = propertiesOf('AWS::Lambda::Function');
  expect(sender).toMatchObject({ VpcConfig: { SubnetIds: [expect.anything()] } });
  expect((sender!.Code as { readonly ZipFile: string }).ZipFile.length).toBeLessThanOrEqual(4096);
});

test('each VPC endpoint has outputs with its id and its DNS name', () => {
  expect(Object.keys(template.Outputs).toSorted()).toEqual(
    ['SenderName', 'firstDns', 'firstId', 'secondDns', 'secondId', 'undeclaredDns', 'undeclaredId'].toSorted(),
  );
  expect(JSON.stringify(template.Outputs.firstDns!.Value)).toContain('DnsEntries');
});

describe('the scratch environment', () => {
  const root = mkdtempSync(join(tmpdir(), 'aps-first-deploy-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const gatewaysWith = (vpcEndpoints?: readonly string[]) => {
    const settings = { node: 'https://node.example', cloudWatchRole: false, terminationProtection: false };
    writeScratch({ ...settings, ...(vpcEndpoints && { vpcEndpoints }) }, root);
    return loadEnvironment(root, ENVIRONMENT).gateways;
  };

  test('has a gateway for an internal audience at the declared VPC endpoints', () => {
    const ids = ['vpce-0123456789abcdef0', 'vpce-0fedcba9876543210'];
    const gateway = gatewaysWith(ids).find(({ resellerId }) => resellerId === INTERNAL_RESELLER);
    expect([gateway?.audience, gateway?.vpcEndpoints.map(({ id }) => id)]).toEqual(['internal', ids]);
  });

  test('has none before the network is deployed', () => {
    expect(gatewaysWith().map(({ audience }) => audience)).not.toContain('internal');
  });
});
