import { ServiceError } from '../service-error';
import { grownAccount, type PretendAccount } from './pretend-account';
import { queryResult } from './query-xml';

/** An operation that the account answers. */
export interface AccountCall {
  readonly service: 'sts' | 'iam' | 'sns' | 'lambda' | 'servicequotas' | 'apigateway';
  readonly operation: string;
}

/** A request as the account sees it. */
export interface AccountRequest {
  readonly method: string;
  readonly path: string;
  readonly target: string;
  readonly body: string;
}

/** Operations by method and path. */
const REST: Readonly<Record<string, AccountCall>> = {
  'GET /2016-08-19/account-settings': { service: 'lambda', operation: 'GetAccountSettings' },
  'GET /restapis': { service: 'apigateway', operation: 'GetRestApis' },
  'GET /account': { service: 'apigateway', operation: 'GetAccount' },
  'GET /domainnames': { service: 'apigateway', operation: 'GetDomainNames' },
  'GET /v2/vpclinks': { service: 'apigateway', operation: 'GetVpcLinks' },
};
/** Operations by the action of a form. */
const QUERY: Readonly<Record<string, AccountCall>> = {
  GetCallerIdentity: { service: 'sts', operation: 'GetCallerIdentity' },
  GetRole: { service: 'iam', operation: 'GetRole' },
  SimulatePrincipalPolicy: { service: 'iam', operation: 'SimulatePrincipalPolicy' },
  ListSubscriptionsByTopic: { service: 'sns', operation: 'ListSubscriptionsByTopic' },
};

/** Answers the calls with which preflight reads an account, except those for usage plans and parameters. */
export class AccountStandIn {
  readonly account: PretendAccount = grownAccount();

  /** The operation that a request stands for, or `undefined`. */
  recognise({ method, path, target, body }: AccountRequest): AccountCall | undefined {
    if (target === 'ServiceQuotasV20190624.ListServiceQuotas') {
      return { service: 'servicequotas', operation: 'ListServiceQuotas' };
    }
    const action = method === 'POST' && path === '/' ? (new URLSearchParams(body).get('Action') ?? '') : '';
    if (Object.hasOwn(QUERY, action)) return QUERY[action];
    const trimmed = `${method} ${path.replace(/\/$/, '')}`;
    return Object.hasOwn(REST, trimmed) ? REST[trimmed] : undefined;
  }

  /** Answers an operation: text is XML, anything else JSON (API references of the services). */
  call({ operation }: AccountCall, body: string): unknown {
    const { account } = this;
    const form = new URLSearchParams(body);
    switch (operation) {
      case 'GetCallerIdentity':
        return queryResult(operation, { Account: account.accountId, Arn: account.callerArn, UserId: 'LOCAL' });
      case 'GetRole':
        return queryResult(operation, { Role: this.role(form.get('RoleName') ?? '') });
      case 'SimulatePrincipalPolicy':
        return queryResult(operation, { EvaluationResults: this.simulate(form), IsTruncated: false });
      case 'ListSubscriptionsByTopic':
        return queryResult(operation, { Subscriptions: this.subscriptions(form.get('TopicArn') ?? '') });
      case 'GetAccountSettings':
        return {
          AccountLimit: {
            ConcurrentExecutions: account.concurrency.limit,
            UnreservedConcurrentExecutions: account.concurrency.unreserved,
          },
        };
      case 'ListServiceQuotas':
        return { Quotas: [...account.serviceQuotas].map(([QuotaCode, Value]) => ({ QuotaCode, Value })) };
      case 'GetAccount':
        return { cloudwatchRoleArn: account.cloudWatchRoleArn };
      case 'GetRestApis':
        return { item: account.restApis.map((name) => ({ name })) };
      case 'GetDomainNames':
        return { item: account.domains.map((domainName) => ({ domainName })) };
      case 'GetVpcLinks':
        return { items: account.vpcLinks.map((name) => ({ name, vpcLinkId: name })) };
      default:
        throw new ServiceError('UnknownOperationException', `${operation} has no stand-in`);
    }
  }

  private role(name: string) {
    const { accountId } = this.account;
    return {
      RoleName: name,
      Arn: `arn:aws:iam::${accountId}:role/team/${name}`,
      Path: '/team/',
      RoleId: 'LOCAL',
      CreateDate: '2026-01-01T00:00:00Z',
    };
  }

  private simulate(form: URLSearchParams) {
    const { refusedActions } = this.account;
    const actions = [...form].filter(([name]) => name.startsWith('ActionNames.member.')).map(([, action]) => action);
    return actions.map((action) => {
      const refused = refusedActions.get(action);
      return {
        EvalActionName: action,
        EvalDecision: refused === undefined ? 'allowed' : refused === 'organization' ? 'explicitDeny' : refused,
        OrganizationsDecisionDetail: { AllowedByOrganizations: refused !== 'organization' },
      };
    });
  }

  private subscriptions(topicArn: string) {
    return this.account.subscriptions.map(({ endpoint, confirmed }, index) => ({
      TopicArn: topicArn,
      Protocol: 'email',
      Endpoint: endpoint,
      SubscriptionArn: confirmed ? `${topicArn}:${index}` : 'PendingConfirmation',
    }));
  }
}
