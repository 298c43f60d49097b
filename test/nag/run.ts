import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R4Checks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import { AWS_SOLUTIONS, OTHER_PACKS } from './acknowledgements';
import { compare } from './compare';
import { nagFindings } from './findings';

const PACKS = [
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R4Checks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
];

/** `npm run nag`: fails on a finding without an acknowledgement, and on an acknowledgement without a finding. */
function main(): number {
  const findings = nagFindings(PACKS);
  const { open, unused } = compare(findings, [...AWS_SOLUTIONS, ...OTHER_PACKS]);
  for (const { rule, at } of open) console.error(`${rule}: ${at}`);
  for (const { rule, at } of unused) console.error(`no finding matches the acknowledgement of ${rule} at ${at}`);
  console.log(`${findings.length} findings of ${PACKS.length} packs: ${open.length} open, ${unused.length} unused`);
  return open.length + unused.length === 0 ? 0 : 1;
}

process.exitCode = main();
