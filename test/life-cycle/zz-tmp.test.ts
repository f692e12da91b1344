import { GENERATIONS, rehearseSandbox } from '../support/sandbox-app';
test.each(GENERATIONS)('x %s', async (_, access) => {
  const faults = [{ kind: 'creation-takes', minutes: 25 }, { kind: 'cleaning-takes', minutes: 9 }];
  const { report } = await rehearseSandbox({ world: { faults } }, { access } as any);
  process.stderr.write(JSON.stringify({ calls: report.apiCalls, acc: report.accounts }, null, 1) + '\n');
});
