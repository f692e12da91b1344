/** Service control policies: those of the root and of units, as the API tells of them. What they deny, the directory of IAM looks at. */

import type { DescribePolicyCommandOutput, ListPoliciesForTargetCommandOutput, PolicySummary } from '@aws-sdk/client-organizations';
import type { MemberAccount, OrganizationsState } from './organization-state';
import type { ApiRequest } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import { drawId } from '../identifiers';
import { pageOf, pageSize } from '../paging';
import type { Answer } from '../sdk';
import type { ServiceContext } from '../service';

type Input = ApiRequest['input'];

const PAGE = 20;
const TYPE = 'SERVICE_CONTROL_POLICY';
/** AWS attaches it to everything as long as nobody takes it off; nothing is allowed without it. */
const FULL_ACCESS = 'p-FullAWSAccess';

export class ControlPolicies {
  constructor(private readonly to: ServiceContext, private readonly state: OrganizationsState) {}

  /** What the units deny that the account is in, those above included. What the root denies is denied everywhere, and looked at elsewhere. */
  public deniedIn({ parentId }: MemberAccount): string[] {
    return this.deniedInUnit(parentId);
  }

  /** The same of a unit. */
  public deniedInUnit(unitId: string): string[] {
    const { units } = this.state;
    const denied: string[] = [];
    let here: string | undefined = unitId;
    for (let steps = 0; here !== undefined && steps <= units.length; steps++) {
      const above: string = here;
      const unit = units.find(({ id }) => id === above);
      denied.push(...unit?.deniedActions ?? []);
      here = unit?.parentId;
    }
    return denied;
  }

  /** ListPoliciesForTarget: those that are attached to the root, unit or account itself. */
  public list(input: Input): Answer<ListPoliciesForTargetCommandOutput> {
    const target = String(input.TargetId);
    if (input.Filter !== TYPE) {
      throw new UnknownToRehearsal(`organizations:ListPoliciesForTarget was called with the filter ${String(input.Filter)}, and the rehearsal knows ${TYPE} only`);
    }
    const { units, accounts } = this.state;
    if (target !== this.to.world.organization.rootId && !units.some(({ id }) => id === target) && !accounts.some(({ id }) => id === target)) {
      throw new ApiError('TargetNotFoundException', 'You specified a target that doesn\'t exist.');
    }
    const own = this.deniedBy(target).length > 0 ? [this.summaryOf(target)] : [];
    const page = pageOf([this.fullAccess(), ...own], input.NextToken, pageSize(input.MaxResults, PAGE, PAGE));
    return { Policies: page.items, NextToken: page.next };
  }

  public describe(input: Input): Answer<DescribePolicyCommandOutput> {
    const id = String(input.PolicyId);
    if (id === FULL_ACCESS) {
      return { Policy: { PolicySummary: this.fullAccess(), Content: contentOf({ Effect: 'Allow', Action: '*', Resource: '*' }) } };
    }
    const target = [this.to.world.organization.rootId, ...this.state.units.map(unit => unit.id)]
      .find(candidate => this.idOf(candidate) === id && this.deniedBy(candidate).length > 0);
    if (target === undefined) {
      throw new ApiError('PolicyNotFoundException', 'We can\'t find a policy with the PolicyId that you specified.');
    }
    const actions = this.deniedBy(target);
    return { Policy: { PolicySummary: this.summaryOf(target), Content: contentOf({ Effect: 'Deny', Action: actions.length === 1 ? actions[0] : [...actions], Resource: '*' }) } };
  }

  /** What the policy denies that is attached to the root or a unit. */
  private deniedBy(targetId: string): readonly string[] {
    const { deniedActions, rootId } = this.to.world.organization;
    return targetId === rootId ? deniedActions : this.state.units.find(({ id }) => id === targetId)?.deniedActions ?? [];
  }

  private summaryOf(targetId: string): PolicySummary {
    const id = this.idOf(targetId);
    const { organization } = this.to.world;
    return {
      Id: id,
      Arn: `arn:${this.to.partition}:organizations::${organization.managementAccountId}:policy/${this.state.id}/service_control_policy/${id}`,
      Name: `denied-in-${targetId}`,
      Description: '',
      Type: TYPE,
      AwsManaged: false,
    };
  }

  private fullAccess(): PolicySummary {
    return {
      Id: FULL_ACCESS,
      Arn: `arn:${this.to.partition}:organizations::aws:policy/service_control_policy/${FULL_ACCESS}`,
      Name: 'FullAWSAccess',
      Description: 'Allows access to every operation',
      Type: TYPE,
      AwsManaged: true,
    };
  }

  private idOf(targetId: string): string {
    return drawId(this.to.clock, 'p-', 10, 'control-policy', targetId);
  }
}

function contentOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
