import { andThen, fenced } from '../../../core/reconcile/fence';

const OPEN = async () => true;
const CLOSED = async () => false;

describe('the fence', () => {
  test('lets a call pass as long as the order stands', async () => {
    const calls: string[] = [];
    await expect(fenced(OPEN, async () => void calls.push('call'))).resolves.toBe('done');
    expect(calls).toEqual(['call']);
  });

  test('keeps a call back for an order that stands no more', async () => {
    const calls: string[] = [];
    await expect(fenced(CLOSED, async () => void calls.push('call'))).resolves.toBe('fenced');
    expect(calls).toEqual([]);
  });

  test('waits for the call, and hands on what it fails with', async () => {
    await expect(fenced(OPEN, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  test('closed, it leaves nothing to go on from: only what was done is known', () => {
    expect(andThen('done', { tags: [] })).toEqual({ known: { tags: [] } });
    expect(andThen('fenced', { tags: [] })).toBe('fenced');
  });
});
