/** What somebody who knows only the Python package reads: its page in the registry, and what help() prints. */

import type { Run } from './run';

/** Looks at both. Throws what a reader of Python could make nothing of. */
export async function pythonPage(run: Run): Promise<void> {
  const page = await run.folder.run('cat .venv/lib/python3*/site-packages/account_robot-*.dist-info/METADATA');
  const complaints = [
    ...page.match(/\]\((?!https:\/\/)[^)]*\)|(?:src|srcset|href)="(?!https:\/\/)[^"]*"/g)?.map(link => `the page has a link that leads nowhere there: ${link}`) ?? [],
    ...page.match(/^```(ts|typescript)$/gm)?.map(() => 'the page has an example in TypeScript') ?? [],
    ...page.includes('AccountPool(Stack(App(), "Pool"), "Pool", size=10)') ? [] : ['the page has no first example in Python'],
  ];
  const help = await run.folder.run('python3 -c "import account_robot; help(account_robot.AccountPool); help(account_robot.SandboxAccess)"');
  for (const example of ['pool = AccountPool(stack, "Pool", size=40, skip_numbers=[7])', 'SandboxAccess.machine_client(']) {
    if (!help.includes(example)) {
      complaints.push(`help() has no example ${example}`);
    }
  }
  if (complaints.length > 0) {
    throw new Error(complaints.join('\n'));
  }
  run.notes.push('its page and help() show Python');
}
