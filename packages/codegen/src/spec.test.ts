// Every law of the table can fail: each is broken once.
import { add, element, exp, indexSymbol, log, one, sum, symbol } from '@expfam/expression';
import { describe, expect, test } from 'vitest';
import { bernoulli } from './tests/derivations.fixture.js';
import { kernelBuilder } from './kernel.js';
import { decompose } from './passes/decompose.js';
import { schedule } from './passes/schedule.js';
import { share } from './passes/share.js';
import { stabilise } from './passes/stabilise.js';
import { unroll } from './passes/unroll.js';
import type { Handed } from './spec.js';
import { check, specification } from './spec.js';

const unrolled = unroll(bernoulli);
const stabilised = stabilise(unrolled);
const rounding = { precision: 'f64', compensated: true } as const;
const drafts = decompose(stabilised, rounding);
const states: Handed = {
  unroll: unrolled,
  stabilise: stabilised,
  decompose: drafts,
  share: share(drafts),
  schedule: schedule(share(drafts)),
};

const real = unrolled.etaDomains[0];
const j = indexSymbol('j', one, symbol('K', real));
const withLoss = <S extends { readonly sheet: typeof unrolled.sheet }>(state: S, loss: typeof one): S => ({
  ...state,
  sheet: { ...state.sheet, loss: [loss] },
});
const { builder } = drafts;
const [x, label] = [builder.input('eta1'), builder.input('stranger')];
const withDraft = (node: typeof x): Handed['share'] => ({
  builder,
  rows: { loss: { ...drafts.rows.loss!, loss: node } },
});
const row = states.schedule['gradient'];
const malformed = { ...builder.call('exp', x), args: [] } as typeof x;
const always = builder.call('less', x, x);

/** A state that breaks each law. */
const broken: { readonly [Pass in keyof Handed]: { readonly [law: string]: Handed[Pass] } } = {
  unroll: {
    'no sum, product or integral is left': withLoss(unrolled, sum(exp(j), j, one, symbol('K', real))),
    'no component of a vector is left': withLoss(unrolled, element(symbol('v', real), one)),
    'one loss for each class, or one': { ...unrolled, sheet: { ...unrolled.sheet, loss: [one, one] } },
    'as many gradients as natural parameters': { ...unrolled, sheet: { ...unrolled.sheet, gradient: [] } },
  },
  stabilise: {
    'no sum of exponentials is divided by or under a logarithm': withLoss(
      stabilised,
      log(add(one, exp(unrolled.eta[0]))),
    ),
    'every symbol is a natural parameter, the outcome or a primitive': withLoss(
      stabilised,
      symbol('stranger', real),
    ),
  },
  decompose: {
    'every operation has its arguments': withDraft(malformed),
    'every input is one of the row': withDraft(label),
    'no constant is NaN': withDraft(builder.constant(Number.NaN)),
  },
  share: {
    'every operation has its arguments': withDraft(malformed),
    'every input is one of the row': withDraft(label),
    'no constant is NaN': withDraft(builder.constant(Number.NaN)),
    'no choice between equals is left': withDraft(builder.call('select', always, x, x)),
  },
  schedule: {
    'names are unique': { gradient: { ...row, lets: row.lets.map((each) => ({ ...each, name: 'same' })) } },
    'nothing is used before it is named': { gradient: { ...row, lets: [...row.lets].reverse() } },
    'the check of a row comes first': { gradient: { ...row, checked: row.lets.length } },
  },
};

describe.each(Object.keys(specification) as (keyof Handed)[])('after %s', (pass) => {
  test('the laws hold for what the pass made', () => {
    expect(() => check(pass, states[pass])).not.toThrow();
  });
  test.each(Object.keys(specification[pass]))('%s', (law) => {
    const state = broken[pass][law];
    expect(state).toBeDefined();
    expect(() => check(pass, state, 'a family')).toThrow(
      `pass-broke-its-law: a pass over a family broke its law: ${pass}: ${law}`,
    );
  });
});

test('a builder refuses the wrong number of arguments', () => {
  const own = kernelBuilder();
  expect(() => own.call('add', own.constant(1))).toThrow(TypeError);
});
