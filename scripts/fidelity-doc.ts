/** Writes the generated part of docs/fidelity.md from the lists that stand beside what they are about. Run it after changing one; a test compares them. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { FIDELITY as engine } from '../rehearsal/cloudformation/fidelity';
import { FIDELITY as evaluator } from '../rehearsal/iam/fidelity';
import type { Behaviour } from '../rehearsal/kernel/behaviour';
import { FIDELITY as kernel } from '../rehearsal/kernel/fidelity';
import { FIDELITY as billing } from '../rehearsal/services/billing/fidelity';
import { FIDELITY as chatbot } from '../rehearsal/services/chatbot/fidelity';
import { FIDELITY as cloudFormation } from '../rehearsal/services/cloudformation/fidelity';
import { FIDELITY as cloudWatch } from '../rehearsal/services/cloudwatch/fidelity';
import { FIDELITY as cloudwatchLogs } from '../rehearsal/services/cloudwatch-logs/fidelity';
import { FIDELITY as controlTower } from '../rehearsal/services/control-tower/fidelity';
import { FIDELITY as costExplorer } from '../rehearsal/services/cost-explorer/fidelity';
import { FIDELITY as deliveries } from '../rehearsal/services/deliveries/fidelity';
import { FIDELITY as dynamoDb } from '../rehearsal/services/dynamodb/fidelity';
import { FIDELITY as eventBridge } from '../rehearsal/services/eventbridge/fidelity';
import { FIDELITY as executeApi } from '../rehearsal/services/execute-api/fidelity';
import { FIDELITY as iam } from '../rehearsal/services/iam/fidelity';
import { FIDELITY as innovationSandbox } from '../rehearsal/services/innovation-sandbox/fidelity';
import { FIDELITY as kms } from '../rehearsal/services/kms/fidelity';
import { FIDELITY as lambda } from '../rehearsal/services/lambda/fidelity';
import { FIDELITY as organizations } from '../rehearsal/services/organizations/fidelity';
import { FIDELITY as scheduler } from '../rehearsal/services/scheduler/fidelity';
import { FIDELITY as secretsManager } from '../rehearsal/services/secrets-manager/fidelity';
import { FIDELITY as serviceCatalog } from '../rehearsal/services/service-catalog/fidelity';
import { FIDELITY as serviceQuotas } from '../rehearsal/services/service-quotas/fidelity';
import { FIDELITY as sns } from '../rehearsal/services/sns/fidelity';
import { FIDELITY as ssm } from '../rehearsal/services/ssm/fidelity';
import { FIDELITY as ssoAdmin } from '../rehearsal/services/sso-admin/fidelity';
import { FIDELITY as stepFunctions } from '../rehearsal/services/step-functions/fidelity';
import { FIDELITY as sts } from '../rehearsal/services/sts/fidelity';

/** Where the document stands in the repository. */
export const FIDELITY_DOC = path.join(__dirname, '..', 'docs', 'fidelity.md');
const [BEGIN, END] = ['<!-- generated: behaviours -->', '<!-- end of behaviours -->'];

/** All lists, by folder: what runs and what it runs in first, then the services. */
export const BEHAVIOURS: Readonly<Record<string, readonly Behaviour[]>> = {
  'kernel': kernel,
  'cloudformation': engine,
  'iam': evaluator,
  'services/billing': billing,
  'services/chatbot': chatbot,
  'services/cloudformation': cloudFormation,
  'services/cloudwatch': cloudWatch,
  'services/cloudwatch-logs': cloudwatchLogs,
  'services/control-tower': controlTower,
  'services/cost-explorer': costExplorer,
  'services/deliveries': deliveries,
  'services/dynamodb': dynamoDb,
  'services/eventbridge': eventBridge,
  'services/execute-api': executeApi,
  'services/iam': iam,
  'services/innovation-sandbox': innovationSandbox,
  'services/kms': kms,
  'services/lambda': lambda,
  'services/organizations': organizations,
  'services/scheduler': scheduler,
  'services/secrets-manager': secretsManager,
  'services/service-catalog': serviceCatalog,
  'services/service-quotas': serviceQuotas,
  'services/sns': sns,
  'services/ssm': ssm,
  'services/sso-admin': ssoAdmin,
  'services/step-functions': stepFunctions,
  'services/sts': sts,
};

/** The document with its generated part made anew. */
export function fidelityDoc(text: string): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) {
    throw new Error(`docs/fidelity.md lacks the marks '${BEGIN}' and '${END}', between which the generated part stands; put them back`);
  }
  return `${text.slice(0, from + BEGIN.length)}\n\n${content()}\n\n${text.slice(to)}`;
}

function content(): string {
  const every = Object.values(BEHAVIOURS).flat();
  const counted = (mark: Behaviour['mark']) => every.filter(behaviour => behaviour.mark === mark).length;
  const held = every.filter(({ heldAgainst = [] }) => heldAgainst.length > 0).length;
  return [
    `${every.length} behaviours: ${counted('documented')} documented, ${counted('seen in source')} seen in source, ${counted('observed')} observed, ${counted('inferred')} inferred; ${held} held against what isn't ours.`,
    ...Object.entries(BEHAVIOURS).map(([folder, behaviours]) => [
      `### ${folder}`,
      '',
      '| behaviour | mark | source | held against |',
      '|---|---|---|---|',
      ...behaviours.map(({ does, heldAgainst = [], mark, source }) => `| ${cell(does)} | ${mark} | ${cell(linked(source))} | ${heldAgainst.join(', ')} |`),
    ].join('\n')),
  ].join('\n\n');
}

/** Pages of AWS go by their last part: whole addresses make no table. */
function linked(source: string): string {
  return source.replace(/https:\/\/[^\s;,]+/g, address => `[${address.replace(/^https:\/\//, '').split('/').at(-1)!.replace(/\.html/, '') || address}](${address})`);
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

if (require.main === module) {
  fs.writeFileSync(FIDELITY_DOC, fidelityDoc(fs.readFileSync(FIDELITY_DOC, 'utf8')));
}
