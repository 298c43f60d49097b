import { callerName } from '../../lib/onboarding/caller-name';

test.each([
  ['arn:aws:sts::123456789012:assumed-role/operators/jane@example.com', 'jane@example.com (role operators)'],
  ['arn:aws-cn:iam::123456789012:user/team/jane', 'jane (IAM user)'],
  ['arn:aws:sts::123456789012:federated-user/jane', 'jane (federated user)'],
  ['arn:aws:iam::123456789012:root', 'the root user'],
  ['cloudformation.amazonaws.com', 'cloudformation.amazonaws.com'],
])('the caller %s is known as %s', (arn, name) => expect(callerName(arn)).toBe(name));
