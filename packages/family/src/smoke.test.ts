import { test } from 'vitest';
import * as e from '@expfam/expression';
import { catalogue } from './catalogue/index.js';
import { readDensities } from './text.js';
import { derivationJson } from './formats/json.js';
import { deriveDensity } from './derive.js';
const t = (x: e.Expression | null) => (x ? e.text(x) : 'null');
const show = (d: ReturnType<typeof deriveDensity>, ms: number) => {
  console.log(
    d.name,
    'dim',
    t(d.dimension),
    'curved',
    d.curved,
    'ident',
    d.identified,
    JSON.stringify(d.certificate),
    ms.toFixed(0) + 'ms',
    '\n η',
    d.natural.map((n) => t(n.symbol) + ' = ' + t(n.expression)).join('; '),
    '\n T',
    d.statistics.map(t).join('; '),
    '\n A',
    t(d.logPartition),
    '|',
    t(d.logPartitionNatural),
    '\n h',
    t(d.logBaseMeasure),
    '\n φ',
    [...d.sourceFromNatural].map(([k, v]) => k + ' = ' + t(v)).join('; '),
    '\n mean',
    d.meanStatistics?.map(t).join('; '),
    '\n cov',
    d.covariance?.map((r) => r.map(t).join(', ')).join(' ; '),
    '\n resp',
    d.response?.map(t).join('; '),
    '\n jac',
    d.jacobian?.map((r) => r.map(t).join(', ')).join(' ; '),
    '\n link',
    d.canonicalLink?.map(t).join('; '),
    '\n V',
    t(d.varianceFunction),
    '\n loss',
    t(d.loss),
    '\n grad',
    d.gradient?.map(t).join('; '),
    '\n steps',
    d.steps.map((s) => s.rule + '(' + s.steps.length + ')').join(' '),
  );
};
const run = (text: string, o = {}) => {
  const t0 = performance.now();
  try {
    const [den] = readDensities(text);
    const d = deriveDensity(den!, o);
    show(d, performance.now() - t0);
    const j = derivationJson(d);
    delete j['steps'];
    delete j['covariance'];
    delete j['jacobian'];
    delete j['gradient'];
    delete j['hessian'];
    console.log(JSON.stringify(j), performance.now() - t0);
  } catch (x) {
    const p = x as e.Problem & { witness?: string; memberIfFixed?: unknown };
    console.log(
      '!!',
      p.code
        ? `${p.code}: ${p.what} | ${p.witness} | ${JSON.stringify(p.memberIfFixed)} | ${p.needed} | ${p.help}`
        : p.stack,
    );
  }
};
test.each(catalogue.map((c) => [c.name, c.density]))('%s', (_, d) => {
  run(d);
});
test('more', () => {
  run(catalogue.find((c) => c.name === 'categorical')!.density, { classes: 3 });
  run(catalogue.find((c) => c.name === 'categorical')!.density, { classes: 3, form: 'symmetric' });
  run(catalogue.find((c) => c.name === 'categorical')!.density, { form: 'symmetric' });
  run('rayleigh(y | sigma) = y / sigma^2 * exp(-y^2 / (2 * sigma^2))\n  y in (0, inf)\n  sigma in (0, inf)');
  run('cauchy(y | m) = 1 / (pi * (1 + (y - m)^2))\n  y in real\n  m in real');
  run('loaded_die(y) = maxent(y)\n  y in 1..6');
  run('n(y) = maxent(y, y^2)\n  y in real');
});
