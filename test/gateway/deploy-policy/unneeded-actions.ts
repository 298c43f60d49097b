/**
 * Actions of the registry's handlers that these templates never need, with the reason. The handlers serve every property
 * of a resource type; the policy leaves out those that no template sets.
 */
export const UNNEEDED: readonly (readonly [actions: RegExp, reason: string])[] = [
  [/^acm-pca:/, 'certificates of a private authority'],
  [/^(amplify|apprunner|appsync|bedrock-agentcore|cognito-idp):/, 'web ACLs and logins of other services'],
  [/^ec2:.*VerifiedAccess/, 'web ACLs of other services'],
  [/^elasticloadbalancing:.*WebACL/, 'web ACLs of load balancers'],
  [/^ec2:DescribeIpamPools$/, 'load balancers with public addresses'],
  [/^(elasticfilesystem|s3files):/, 'file systems of functions'],
  [/^lambda:(GetLayerVersion|GetCodeSigningConfig|PassCapacityProvider)$/, 'layers, code signing, capacity providers'],
  [/^(firehose|kinesis):/, 'streams'],
  [/^dynamodb:(.*KinesisStreamingDestination|.*ResourcePolicy)$/, 'streams and resource policies of tables'],
  [/^dynamodb:(.*Item|Query|Scan|.*TableReplica|ImportTable|DescribeImport)$/, 'replicas and imports of tables'],
  [/^s3:(?!GetObject(Version)?$)/, 'imports and logs in buckets'],
  [/^iam:DescribeOrganization$/, 'logging of web ACLs of an organization'],
  [/^iam:(Attach|Detach)(Group|User)Policy$/, 'policies that a template attaches to people'],
  [/^iam:.*PermissionsBoundary$/, 'permissions boundaries'],
  [/^iam:(DeleteServiceLinkedRole|GetServiceLinkedRoleDeletionStatus)$/, 'other VPC links use the same linked role'],
];

/** Actions of resource types without handlers in the registry (Service Authorization Reference of the service). */
export const WITHOUT_HANDLERS: Readonly<Record<string, readonly string[]>> = {
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': [
    'elasticloadbalancing:AddListenerCertificates',
    'elasticloadbalancing:DescribeListenerCertificates',
    'elasticloadbalancing:RemoveListenerCertificates',
  ],
  'AWS::Route53::RecordSet': [
    'route53:ChangeResourceRecordSets',
    'route53:GetChange',
    'route53:GetHostedZone',
    'route53:ListResourceRecordSets',
  ],
  'AWS::SNS::TopicPolicy': ['sns:GetTopicAttributes', 'sns:SetTopicAttributes'],
};

/**
 * Actions that the handlers do not name: mutual TLS of a domain, and the association of a private one with a VPC endpoint
 * (Service Authorization Reference, "Amazon API Gateway Management", CreateDomainName, CreateDomainNameAccessAssociation).
 */
export const BESIDE_HANDLERS: readonly string[] = [
  'apigateway:AddCertificateToDomain',
  'apigateway:CreateAccessAssociation',
  'apigateway:RemoveCertificateFromDomain',
];
