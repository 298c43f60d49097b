/** A finding that we accept. */
export interface Acknowledgement {
  /** Matches a rule's name. */
  readonly rule: RegExp;
  /** Matches the path of a construct. */
  readonly at: RegExp;
  readonly reason: string;
}

/** Accepted findings of the AWS Solutions pack. */
export const AWS_SOLUTIONS: readonly Acknowledgement[] = [
  {
    rule: /^AwsSolutions-APIG2$/,
    at: /\/Gateway\/(?:Internal\/)?Api\/Resource$/,
    reason: 'The APS bus decides which requests are valid; the gateway forwards them as they were signed.',
  },
  {
    rule: /^AwsSolutions-APIG3$/,
    at: /^aps-gateway-lab-/,
    reason: 'A lab without a web ACL; production declares protection.webAcl.',
  },
  {
    rule: /^AwsSolutions-APIG4$/,
    at: /\/RouteUnknown\//,
    reason: 'A MOCK integration answers undeclared paths and methods with 404, so there is nothing to authorize.',
  },
  {
    rule: /^AwsSolutions-APIG6$/,
    at: /^aps-gateway-lab-/,
    reason: 'The access log has a line for each request; production declares logs.executionLevel as well.',
  },
  {
    rule: /^AwsSolutions-COG4$/,
    at: /\/Gateway\/(?:Internal\/)?Api\/(?:Default|RouteUnknown)\//,
    reason: 'Consumers sign with OAuth 1.0a, which the Lambda authorizer verifies and the platform verifies again.',
  },
  {
    rule: /^AwsSolutions-ELB2$/,
    at: /\/UiNodes\/[0-9a-f]{8}\/LoadBalancer$/,
    reason: 'The access log of the gateway already has each request, with the consumer that sent it.',
  },
  {
    rule: /^AwsSolutions-IAM4\[.*AmazonAPIGatewayPushToCloudWatchLogs\]$/,
    at: /\/CloudWatchRole\/Resource$/,
    reason: 'AWS documents this policy for the role with which API Gateway writes logs.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /\/Gateway\/OAuth\/Role\/Resource$/,
    reason: 'The two actions of X-Ray support no resource-level permissions. Only tracing needs them.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:secret:aps-gateway\/(?:lab|production|everything)\/[a-z-]+\/\*\]$/,
    at: /\/Gateway\/OAuth\/Role\/Resource$/,
    reason: "Consumers come and go without a deployment; the prefix is the gateway's own.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:key\/\*\]$/,
    at: /\/(?:Gateway\/OAuth\/Role|Operators\/(?:onboarder|rotator)|Probe\/Role)\/Resource$/,
    reason: 'A secret keeps the key it was created with; its ARN, as encryption context, limits the use.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /\/Gateway\/Forwarder\/Role\/Resource$/,
    reason: 'Network interfaces of a function in a VPC, and traces, support no resource-level permissions.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::(?:\*|arn:.*(?:secret:aps-gateway\/(?:production|everything)\/\*|log-group:\/aps-gateway\/(?:production|everything)\/\*|table\/aps-gateway-everything-\*Lockout\*|insight-rule\/aps-gateway-everything-\*-failed-attempts|\/gateways\*|\/verifications\/\*|\/restapis\/\*\/stages\/aps|\/clientcertificates\/\*|\/(?:apikeys|usageplans)\/\*(?:\/\*|\/keys\*)?|\/tags\/arn%3A[\w%-]+%2Fapikeys%2F\*))\]$/,
    at: /\/Operators\/(?:viewer|onboarder|rotator)\/Resource$/,
    reason: 'Operators work on consumers of every gateway of the environment; ids of API keys are not known before.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:(?:stack\/aps-gateway-(?:production|everything)-\*\/\*|certificate\/\*|table\/aps-gateway-\*|function:aps-gateway-\*|alarm:\*|\/restapis\/\*|\/domainnames\/\*(?:\/basepathmappings)?)\]$/,
    at: /\/Operators\/viewer\/Resource$/,
    reason: 'A status describes resources of every gateway, whose names CloudFormation chooses; it changes none.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*(?:(?:secret:|log-group:\/)aps-gateway\/everything\/[a-z]+\/\*|stack\/aps-gateway-everything-[a-z]+\/\*|\/usageplans\/<\w+>\/(?:\*|keys\*))\]$/,
    at: /\/Gateway\/Operators\/(?:viewer|onboarder|rotator)\/Resource$/,
    reason: 'Operators of one gateway work on its consumers, whose names and API keys are not known before.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:parameter\/aps-gateway\/everything\/gateways\/\*\]$/,
    at: /\/(?:Probe|Notices)\/Role\/Resource$/,
    reason: 'Gateways come and go without a change of the platform stack; both functions read every descriptor.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::(?:\*|arn:.*(?:\/usageplans\/\*|log-group:\/aps-gateway\/everything\/\*))\]$/,
    at: /\/Notices\/Role\/Resource$/,
    reason: 'It reads the usage and the denials of every gateway. Lists and results of queries have no resources.',
  },
  {
    rule: /^AwsSolutions-SF[12]$/,
    at: /\/AutomaticShedding\/Renewal$/,
    reason: 'A standard workflow keeps the history of each execution for 90 days, and makes two calls a minute.',
  },
];

/** Accepted findings of the packs for HIPAA, NIST 800-53, PCI DSS and serverless applications. */
export const OTHER_PACKS: readonly Acknowledgement[] = [
  {
    rule: /-ALBWAFEnabled$/,
    at: /\/UiNodes\/[0-9a-f]{8}\/LoadBalancer$/,
    reason: 'Internal: only API Gateway reaches it, by the VPC link, and the web ACL protects each gateway.',
  },
  {
    rule: /-APIGWAssociatedWithWAF$/,
    at: /^aps-gateway-lab-/,
    reason: 'A lab without a web ACL; production declares protection.webAcl.',
  },
  {
    rule: /-APIGWCacheEnabledAndEncrypted$/,
    at: /\/DeploymentStage\.aps\/Resource$/,
    reason: 'A cache would answer one consumer with what another may see.',
  },
  {
    rule: /-APIGWExecutionLoggingEnabled$/,
    at: /^aps-gateway-lab-/,
    reason: 'The access log has a line for each request; production declares logs.executionLevel as well.',
  },
  {
    rule: /-APIGWSSLEnabled$/,
    at: /\/DeploymentStage\.aps\/Resource$/,
    reason: "Only for UI nodes that request one (uiNodes.clientCertificate); they verify each consumer's signature.",
  },
  {
    rule: /-APIGWXrayEnabled$/,
    at: /^aps-gateway-lab-/,
    reason: 'A lab without traces; production declares tracing.',
  },
  {
    rule: /-CloudWatchLogGroupEncrypted$/,
    at: /^aps-gateway-lab-/,
    reason: 'CloudWatch encrypts with its own key; production declares protection.encryptionKey.',
  },
  {
    rule: /-DynamoDBInBackupPlan$/,
    at: /\/(?:OAuth\/(?:Nonces|Lockout)|Shedding|Notices)\/Table\/Resource$/,
    reason:
      'Nonces, failed attempts, shedding levels and sent notices expire, so a backup would restore nothing of use.',
  },
  {
    rule: /-ELBDeletionProtectionEnabled$/,
    at: /\/UiNodes\/[0-9a-f]{8}\/LoadBalancer$/,
    reason:
      "It holds no data. The stack's termination protection covers it, and another place for the nodes replaces it.",
  },
  {
    rule: /-ELBLoggingEnabled$/,
    at: /\/UiNodes\/[0-9a-f]{8}\/LoadBalancer$/,
    reason: 'The access log of the gateway already has each request, with the consumer that sent it.',
  },
  {
    rule: /-IAMNoInlinePolicy$/,
    at: /\/Gateway\/(?:OAuth|Forwarder)\/Role\/Resource$/,
    reason: 'The policy belongs to one role and goes with it; inline, it exists before the function runs.',
  },
  {
    rule: /-LambdaConcurrency$/,
    at: /\/Gateway\/(?:OAuth|Forwarder)\/Function\/Resource$/,
    reason: 'Declared by isolation: a new account allows 10 executions and none of them can be reserved.',
  },
  {
    rule: /-LambdaDLQ$/,
    at: /\/Gateway\/(?:OAuth|Forwarder)\/Function\/Resource$/,
    reason: 'API Gateway waits for the result; only asynchronous calls use a dead-letter queue.',
  },
  {
    rule: /-LambdaConcurrency$|-LambdaDLQ$/,
    at: /\/(?:Probe|Notices)\/Function\/Resource$/,
    reason: 'The clock starts it again on its next turn; an alarm reports runs that fail.',
  },
  {
    rule: /-LambdaInsideVPC$/,
    at: /\/(?:Gateway\/OAuth|Probe|Notices)\/Function\/Resource$/,
    reason: 'It calls AWS by IAM, and the probe calls public names. A VPC would add endpoints that can fail.',
  },
  {
    rule: /-IAMNoInlinePolicy$/,
    at: /\/(?:AutomaticShedding\/(?:RenewalRole|RuleRole)|(?:Probe|Notices)\/(?:Role|SchedulerRole))\/Resource$/,
    reason: 'The policy belongs to this one role, and is deleted with it.',
  },
  {
    rule: /^Serverless-StepFunctionStateMachineXray$/,
    at: /\/AutomaticShedding\/Renewal$/,
    reason: 'It makes two calls a minute, whose history Step Functions keeps; there is nothing to trace.',
  },
  {
    rule: /^Serverless-EventBusDLQ$/,
    at: /\/AutomaticShedding\/Rule$/,
    reason: 'An event that was not delivered in a day is of no use: the platform is busy now or not at all.',
  },
  {
    rule: /^Serverless-LambdaStarPermissions$/,
    at: /\/(?:Gateway\/(?:OAuth|Forwarder)|Notices)\/Role\/Resource$/,
    reason: 'X-Ray, network interfaces of a function in a VPC, and lists support no resource-level permissions.',
  },
  {
    rule: /^Serverless-LambdaTracing$/,
    at: /^aps-gateway-lab-/,
    reason: 'A lab without traces; production declares tracing.',
  },
  {
    rule: /^Serverless-LambdaTracing$/,
    at: /\/(?:Probe|Notices)\/Function\/Resource$/,
    reason: 'No request waits for it; its log has each run.',
  },
  {
    rule: /^Serverless-SNSRedrivePolicy$/,
    at: /\/Alarms\/[^/]+\/Resource$/,
    reason: 'Mail is not sent again from a queue; the alarm and its history stay in CloudWatch.',
  },
];
