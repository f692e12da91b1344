import { PROCESS } from '../../../rehearsal/kernel/function-realm';
import { Uncaught } from '../../../rehearsal/kernel/uncaught';

const listeners = () => PROCESS.rawListeners('unhandledRejection');

test.each<[string, (first: Uncaught, second: Uncaught) => void]>([
  ['one after another', (first, second) => [first, second].forEach(each => {
    each.begin();
    each.end();
  })],
  ['one within another', (first, second) => {
    first.begin();
    second.begin();
    second.end();
    first.end();
  }],
  ['taking turns', (first, second) => {
    first.begin();
    second.begin();
    first.end();
    second.end();
  }],
  ['that begin and end twice', first => {
    first.begin();
    first.begin();
    first.end();
    first.end();
  }],
])('rehearsals %s leave the listeners of the process as they were', (_, work) => {
  const before = listeners();
  work(new Uncaught(() => undefined), new Uncaught(() => undefined));
  expect(listeners()).toEqual(before);
});

test('while one is at work, nobody else hears', () => {
  const uncaught = new Uncaught(() => undefined);
  uncaught.begin();
  try {
    expect(listeners()).toHaveLength(1);
  } finally {
    uncaught.end();
  }
});
