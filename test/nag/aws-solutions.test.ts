import { AwsSolutionsChecks } from 'cdk-nag';
import { AWS_SOLUTIONS } from './acknowledgements';
import { compare } from './compare';
import { nagFindings } from './findings';

const { open, unused } = compare(nagFindings([AwsSolutionsChecks]), AWS_SOLUTIONS);

test('every finding of the AWS Solutions rules is acknowledged', () => expect(open).toEqual([]));

test('every acknowledgement has a finding', () => expect(unused).toEqual([]));
