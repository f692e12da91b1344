import { AccountEnrolment } from 'account-robot';
import { AccountOutcome } from '../../rehearsal/report';
import { HOLDING } from '../support/rehearse-app';
import { rehearseRoad, rehearseSandboxRoad } from '../support/road-app';
import { eventsOf } from '../support/sandbox-app';

const source = { enrolment: AccountEnrolment.AUTOMATIC };
const world = { organization: { autoEnrollment: true } };

describe('enrolment by the move', () => {
  test('of an account that is vended only: through the holding unit, and done when it is enrolled', async () => {
    const run = await rehearseRoad({ source, world });
    expect(run.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(eventsOf(run, 'pool-001')).toEqual(['create-accepted', 'account-made', 'moved Root to Pool', 'enrolled']);
    expect(run.report.iam.denied).toEqual([]);
  });

  test('of an account that goes on into the pool: enrolled first; a pool that isn\'t registered un-enrols it', async () => {
    const run = await rehearseSandboxRoad({ source, world });
    expect(run.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Available' });
    expect(eventsOf(run, 'pool-001').slice(0, 6)).toEqual(['create-accepted', 'account-made', 'moved Root to Pool', 'enrolled', 'moved Pool to Entry', 'unenrolled']);
  });

  test.each([
    ['it is off', {}, 'it is off in the landing zone'],
    ['the unit isn\'t registered', { autoEnrollment: true, organizationalUnits: [{ id: HOLDING, name: 'Pool', registered: false }] }, `organizational unit ${HOLDING} is not registered`],
    ['there is no landing zone', { autoEnrollment: true, homeRegion: 'us-west-2' }, 'there is no landing zone in this region'],
  ])('while %s is refused in one sentence, before anything is made', async (_, organization, words) => {
    const { codes, report, state } = await rehearseRoad({ source, world: { organization } });
    expect(codes).toEqual(['AR-AUTO-ENROLMENT-OFF']);
    expect(report.accounts[0].error?.what ?? JSON.stringify(report.stacks)).toContain(words);
    expect(state.services.organizations.creations).toEqual([]);
  });
});
