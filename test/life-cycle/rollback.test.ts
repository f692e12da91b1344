import { names, rehearseApp } from '../support/rehearse-app';

test('an upgrade is not stuck in its rollback because IAM Identity Center was switched off: the accounts exist already', async () => {
  const first = await rehearseApp({ app: names(1) });
  const { report } = await rehearseApp({
    app: names(1),
    state: first.state,
    world: { organization: { identityCenter: false } },
    template: template => {
      for (const { Type, Properties } of Object.values<any>(template.Resources)) {
        if (Type === 'Custom::AccountFactoryPortfolio') {
          Properties.PackageVersion = 'next';
        }
      }
    },
  });
  expect(report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
});

test('a cancellation that comes when the stack is rolling back already changes nothing', async () => {
  const faults = [{ kind: 'call-fails', action: 'servicecatalog:DescribeProductAsAdmin', code: 'InvalidParametersException', message: 'No.', times: 99 }];
  for (const cancelAfterMinutes of [0, 0.5, 1]) {
    const { report } = await rehearseApp({ app: names(1), world: { faults, deployment: { cancelAfterMinutes } } });
    expect(report.stacks).toMatchObject([{ status: 'ROLLBACK_COMPLETE' }]);
  }
});
