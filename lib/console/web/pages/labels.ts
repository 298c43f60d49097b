/** Names of facts and rules as people read them. */
export const LABELS: Readonly<Record<string, string>> = {
  displayName: 'Display name',
  externalReference: 'External reference',
  emails: 'Emails',
  note: 'Note',
  remark: 'Remark',
  validFrom: 'Valid from',
  validUntil: 'Valid until',
  serviceHours: 'Service hours',
  sourceIps: 'Source addresses',
  sourceVpcEndpoints: 'VPC endpoints',
  clientCertificates: 'Client certificates',
  operations: 'Operations',
  groups: 'Operation groups',
  securityLevel: 'Security level',
  signatureMethods: 'Signature methods',
};
