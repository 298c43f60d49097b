import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { noticeTableName } from '../../notices/memory-table';
import { keyOfTable } from '../protection/key-of-table';

/** A sender of notices. */
export interface MailSender {
  readonly from: string;
  readonly configurationSet?: string | undefined;
}

/**
 * Allows sending from a sender. The identity that SES uses is that of the address if there is one, otherwise that of its
 * domain.
 */
export function sendFrom(scope: Construct, sender: MailSender): PolicyStatement {
  const { configurationSet: set } = sender;
  const sets = set === undefined ? [] : [sesArn(scope, 'configuration-set', set)];
  return new PolicyStatement({ actions: ['ses:SendEmail'], resources: [...identities(scope, sender), ...sets] });
}

/** Allows what `preflight` reads of SES. */
export function lookAtSender(scope: Construct, sender: MailSender): readonly PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['ses:GetEmailIdentity'], resources: identities(scope, sender) }),
    // This action does not support resource-level permissions.
    new PolicyStatement({ actions: ['ses:GetAccount'], resources: ['*'] }),
  ];
}

function identities(scope: Construct, { from }: MailSender): string[] {
  return [from, from.replace(/^.*@/, '')].map((name) => sesArn(scope, 'identity', name));
}

function sesArn(scope: Construct, resource: string, resourceName: string): string {
  return Stack.of(scope).formatArn({ service: 'ses', resource, resourceName });
}

/** Allows remembering what was sent, in the table of an environment. */
export function rememberNotices(
  scope: Construct,
  environment: string,
  encryptionKeyArn: string | undefined,
): readonly PolicyStatement[] {
  const resource = { service: 'dynamodb', resource: 'table', resourceName: noticeTableName(environment) };
  return [
    new PolicyStatement({
      actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [Stack.of(scope).formatArn(resource)],
    }),
    ...(encryptionKeyArn === undefined ? [] : [keyOfTable(scope, encryptionKeyArn)]),
  ];
}
