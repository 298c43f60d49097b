import {
  App,
  Aspects,
  type CfnElement,
  CfnOutput,
  CfnResource,
  NestedStack,
  RemovalPolicies,
  RemovalPolicy,
  Stack,
  Stage,
  Tags,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ResellerGateway } from '../../lib';
import { resourcesOf, text } from '../gateway/support/synthesis';
import { addGateway, done, templateWith } from './support/gateways';

const app = new App();
const stack = new Stack(app, 'Shop');
const gateway = addGateway(stack);
const DOMAIN = { name: 'api.acme.test', certificateArn: 'arn:aws:acm:eu-west-3:111122223333:certificate/c-1' };

test('three props are enough', () => templateWith().resourceCountIs('AWS::ApiGateway::RestApi', 1));

test('the environment is that of the command when none is given', () =>
  templateWith().hasResourceProperties('AWS::SSM::Parameter', { Name: '/aps-gateway/lab/gateways/acme' }));

test('logical ids stay as they are', () => {
  const ids = Object.keys(templateWith().toJSON()['Resources'] as object).map((id) =>
    id.replace(/(Deployment[0-9A-F]{8})[0-9a-f]{32}/, '$1<hash>'),
  );
  expect(ids.toSorted()).toMatchSnapshot();
});

test('it shows its API, authorizer, usage plans and URL as resources of the CDK', () => {
  const { Ref } = stack.resolve(gateway.usagePlans['bronze']?.usagePlanId) as { Ref: string };
  expect(Template.fromStack(stack).toJSON()['Resources'][Ref].Type).toBe('AWS::ApiGateway::UsagePlan');
  expect(stack.resolve(gateway.authorizer.authorizerId)).toEqual({ Ref: expect.stringContaining('Authorizer') });
  expect(text(stack.resolve(gateway.urls[0]))).toBe(
    `https://${text(stack.resolve(gateway.restApi.restApiId))}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}`,
  );
});

test('it shows its domains by name, and the targets of their records', () => {
  const made = addGateway(new Stack(new App(), 'Own'), 'Acme', { domains: [DOMAIN] });
  expect(made.domains[DOMAIN.name]?.domainName).toBeDefined();
  expect(Object.keys(made.dnsTargets)).toEqual([DOMAIN.name]);
  expect(made.urls).toEqual([`https://${DOMAIN.name}`]);
});

test('a stack that uses a gateway of another stack gets what it needs', () => {
  const both = new App();
  const url = addGateway(new Stack(both, 'Gateways')).urls[0];
  const other = new Stack(both, 'Other');
  new CfnOutput(other, 'Url', { value: url });
  expect(JSON.stringify(Template.fromStack(other).toJSON())).toContain('Acme');
});

describe('several gateways', () => {
  test('stand in one stack', () => {
    const two = new Stack(new App(), 'Two');
    addGateway(two, 'Acme');
    addGateway(two, 'Globex', { resellerId: 'globex' });
    const ids = resourcesOf(Template.fromStack(two), 'AWS::ApiGateway::RestApi').map(([id]) => id.slice(0, 6));
    expect(ids.toSorted()).toEqual(['AcmeAp', 'Globex']);
  });

  test('of one environment and reseller are refused in one account and Region', () => {
    const two = new Stack(new App(), 'Two');
    addGateway(two, 'Acme');
    expect(() => addGateway(two, 'Again')).toThrow(
      'resellerId: already has the gateway Two/Acme in environment lab, got "acme"; allowed: a name that no other gateway has',
    );
  });

  test('of one environment and reseller are possible in two Regions, and in two stages', () => {
    const several = new App();
    for (const region of ['eu-west-3', 'eu-north-1'])
      addGateway(new Stack(several, region, { env: { region, account: '111122223333' } }));
    for (const stage of ['Test', 'Live']) addGateway(new Stack(new Stage(several, stage), 'Shop'));
    expect(several.node.findAll().filter((node) => node instanceof ResellerGateway)).toHaveLength(4);
  });

  test('may not have the same domain', () => {
    const two = new Stack(new App(), 'Two');
    addGateway(two, 'Acme', { domains: [DOMAIN] });
    expect(() => addGateway(two, 'Globex', { resellerId: 'globex', domains: [DOMAIN] })).toThrow(
      'domains.0.name: is already a domain of Two/Acme, got "api.acme.test"',
    );
  });
});

test('it stands in a nested stack', () => {
  const nested = new NestedStack(new Stack(new App(), 'Parent'), 'Nested');
  addGateway(nested);
  Template.fromStack(nested).resourceCountIs('AWS::ApiGateway::RestApi', 1);
});

test('another method of the API renews its deployment', () => {
  const deployment = (template: Template) => resourcesOf(template, 'AWS::ApiGateway::Deployment')[0]?.[0];
  const extended = done(({ restApi }) => restApi.root.addResource('health').addMethod('GET'));
  expect(deployment(extended)).not.toBe(deployment(done(() => undefined)));
});

describe('tags, aspects and removal policies', () => {
  test('every resource has the tag of its reseller, and tags of the app', () => {
    const template = done((made) => Tags.of(made).add('team', 'edge'));
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      Tags: [
        { Key: 'aps-gateway:reseller', Value: 'acme' },
        { Key: 'team', Value: 'edge' },
      ],
    });
  });

  test('an aspect sees its resources', () => {
    const seen: string[] = [];
    done((_made, own) => {
      Aspects.of(own).add({
        visit: (node) => void (CfnResource.isCfnResource(node) && seen.push(node.cfnResourceType)),
      });
    });
    expect(seen).toEqual(expect.arrayContaining(['AWS::ApiGateway::Method', 'AWS::Lambda::Function']));
  });

  test('a removal policy of the app replaces its own', () => {
    const template = done((made) => RemovalPolicies.of(made).retain());
    template.hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' });
  });

  test('its own removal policy keeps the logs of requests and of the authorizer', () => {
    const kept = templateWith({ removalPolicy: RemovalPolicy.RETAIN });
    const policies = resourcesOf(kept, 'AWS::Logs::LogGroup').map(([, { DeletionPolicy }]) => DeletionPolicy);
    expect(policies).toEqual(['RetainExceptOnCreate', 'RetainExceptOnCreate']);
  });

  test('logs are deleted with the gateway when no removal policy is given', () =>
    templateWith().hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' }));
});

describe('resources of the app', () => {
  test('its key encrypts logs, nonces and credentials secrets', () => {
    const own = new Stack(new App(), 'Own');
    addGateway(own, 'Acme', { encryptionKey: new Key(own, 'Key') });
    const template = Template.fromStack(own);
    const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: key });
    template.hasResourceProperties('AWS::DynamoDB::Table', { SSESpecification: { KMSMasterKeyId: key } });
    expect(JSON.stringify(template.findResources('AWS::SSM::Parameter'))).toContain('credentialsKeyArn');
  });

  test('alarms notify its topic, and nothing without one', () => {
    const own = new Stack(new App(), 'Own');
    addGateway(own, 'Acme', { alarms: {}, alarmTopic: new Topic(own, 'Topic') });
    Template.fromStack(own).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^Topic') }],
    });
    templateWith({ alarms: {} }).hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
  });

  test('its web ACL stands in front of the stage', () => {
    const arn = 'arn:aws:wafv2:eu-west-3:111122223333:regional/webacl/front/a-1';
    templateWith({ webAclArn: arn }).hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: arn });
  });

  test('a dashboard and alarms are made only if they are asked for', () => {
    templateWith().resourceCountIs('AWS::CloudWatch::Alarm', 0);
    templateWith().resourceCountIs('AWS::CloudWatch::Dashboard', 0);
    templateWith({ dashboard: true }).resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });

  test('the forwarder is made only for forwarding by lambda', () => {
    templateWith().resourceCountIs('AWS::Lambda::Function', 1);
    templateWith({
      uiNodes: { brandEndpoint: 'https://brand.provider.test', forwarding: 'lambda' },
    }).resourceCountIs('AWS::Lambda::Function', 2);
  });
});

describe('values that are known only at deployment', () => {
  const own = new Stack(new App(), 'Own');
  const certificate = new Certificate(own, 'Certificate', { domainName: 'api.acme.test' });
  const bucket = new Bucket(own, 'Bucket');
  addGateway(own, 'Acme', {
    domains: [{ name: 'api.acme.test', certificateArn: certificate.certificateArn }],
    mutualTls: {
      truststore: `s3://${bucket.bucketName}/authorities.pem`,
      version: own.resolve('v-3') as string,
      ownershipCertificateArn: certificate.certificateArn,
    },
  });
  const template = Template.fromStack(own);

  test('reach the template as references', () =>
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      RegionalCertificateArn: { Ref: Match.stringLikeRegexp('^Certificate') },
      OwnershipVerificationCertificateArn: { Ref: Match.stringLikeRegexp('^Certificate') },
    }));

  test('may be part of a text', () => {
    const [, { Properties }] = resourcesOf(template, 'AWS::ApiGateway::DomainName')[0]!;
    expect(text((Properties['MutualTlsAuthentication'] as Record<string, unknown>)['TruststoreUri'])).toMatch(
      /^s3:\/\/\$\{Bucket[0-9A-F]{8}\}\/authorities\.pem$/,
    );
  });
});

test('its logical ids do not depend on the order of construction', () => {
  const idOf = (element: CfnElement, own: Stack) => own.resolve(element.logicalId) as string;
  const [first, second] = [new Stack(new App(), 'First'), new Stack(new App(), 'Second')];
  addGateway(second, 'Globex', { resellerId: 'globex' });
  const ids = [first, second].map((own) => idOf(addGateway(own).restApi.node.defaultChild as CfnElement, own));
  expect(ids[0]).toBe(ids[1]);
});
