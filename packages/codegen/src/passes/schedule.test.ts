// The last pass: what gets a name, and in which order things are computed.
import { describe, expect, test } from 'vitest';
import { kernelBuilder } from '../kernel.js';
import { scheduleRow } from './schedule.js';

describe('schedule', () => {
  const builder = kernelBuilder();
  const { call, input, constant, named } = builder;
  const x = input('eta1');
  const valid = call('less', call('abs', x), constant(Infinity));
  const once = call('exp', call('negate', call('abs', x)));
  const twice = call('multiply', once, once);
  const row = scheduleRow(
    { inputs: ['eta1'], valid, loss: call('add', twice, x), outputs: [twice], symbol: 'g' },
    builder,
  );

  test('names what is used twice, and only that', () => {
    expect(row.lets.map(({ node }) => node)).toEqual([call('abs', x), once, twice]);
  });
  test('names an output after its place', () => {
    expect(row.lets.at(-1)?.name).toBe('g1');
  });
  test('puts first what the check of the row needs', () => {
    expect(row.checked).toBe(1);
    expect(row.lets[0]?.node).toBe(call('abs', x));
  });
  test('keeps names apart, from inputs and from the words of the loops', () => {
    const own = kernelBuilder();
    const z = own.input('s');
    const [first, second] = [own.named('s', own.call('exp', z)), own.named('total', own.call('log', z))];
    const scheduled = scheduleRow(
      { inputs: ['s'], valid: own.call('less', z, z), loss: first, outputs: [second], symbol: 'g' },
      own,
    );
    expect(scheduled.lets.map(({ name }) => name)).toEqual(['s_2', 'total_2']);
  });
  test('names what asks for a name', () => {
    const s = named('s', call('sqrt', x));
    expect(scheduleRow({ inputs: ['eta1'], valid, loss: s, outputs: [], symbol: 'g' }, builder).lets).toEqual(
      [{ name: 's', node: s }],
    );
  });
});
