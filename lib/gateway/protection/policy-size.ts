import { Stack } from 'aws-cdk-lib';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { isObject } from '../../is-object';

/** Characters that IAM allows in a managed policy (IAM and AWS STS quotas). */
export const MOST_POLICY_CHARACTERS = 6144;

/** Longest values of references in the policies of this package. */
const LONGEST = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-southeast-7',
  'AWS::AccountId': '123456789012',
} as const;
/** Ids of APIs and usage plans have ten characters; an ARN of a table or a key has more. */
const [LONGEST_ID, LONGEST_ARN] = ['x'.repeat(10), 'x'.repeat(150)];

/** Returns the characters of a policy once CloudFormation has resolved its references, or a few more. */
export function policyCharacters(scope: Construct, document: PolicyDocument): number {
  return JSON.stringify(withReferences(Stack.of(scope).resolve(document))).length;
}

function withReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReferences);
  if (!isObject(value)) return value;
  const { Ref: name, 'Fn::Join': join } = value;
  if (typeof name === 'string') return name in LONGEST ? LONGEST[name as keyof typeof LONGEST] : LONGEST_ID;
  if (Array.isArray(join)) return (join[1] as unknown[]).map(withReferences).join(String(join[0]));
  if ('Fn::GetAtt' in value || 'Fn::ImportValue' in value) return LONGEST_ARN;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withReferences(one)]));
}
