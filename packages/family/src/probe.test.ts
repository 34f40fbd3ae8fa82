import { test } from 'vitest';
import { text } from '@expfam/expression';
import { deriveDensity } from './index.js';
import { digitsOf, Judge } from './judge.fixture.js';
import { readDensities } from './text.js';
import { readFileSync } from 'node:fs';
const all = readFileSync(process.env['PROBE']!, 'utf8')
  .split(/\n\s*\n/)
  .filter((x) => x.trim());
test.each(all)('%s', (each) => {
  const [first, ...rest] = each.split('\n');
  let o = {};
  let body = each;
  if (first!.startsWith('!')) {
    o = JSON.parse(first!.slice(1));
    body = rest.join('\n');
  }
  const t0 = performance.now();
  let out = body.split('\n')[0] + '\n';
  try {
    const d = deriveDensity(readDensities(body)[0]!, o);
    const ms = performance.now() - t0;
    const judge = new Judge(d);
    out += `  dim ${text(d.dimension)} curved ${d.curved} ident ${d.identified} cert ${d.certificate.lower}/${d.certificate.upper} T=${d.statistics.map(text).join('; ')} | eta ${d.natural.map((n) => text(n.expression)).join('; ')} | h ${text(d.logBaseMeasure)} | A ${d.logPartitionNatural ? text(d.logPartitionNatural) : 'NULL ' + text(d.logPartition)} | phi ${[...d.sourceFromNatural].map(([k, v]) => k + '=' + (v ? text(v) : 'NULL'))} | mean ${d.meanStatistics?.map(text)} | resp ${d.response?.map(text)} | link ${d.canonicalLink?.map(text)} | ${ms.toFixed(0)}ms\n`;
    try {
      for (const s of judge.samples(4)) {
        const [l, r] = judge.normalForm(s);
        out += ' ' + digitsOf([l], [r]);
      }
      if (d.logPartitionNatural) {
        const s = judge.sample();
        const eta = judge.eta(s);
        const mo = judge.moments(eta, s.constants);
        const sc = { ...s.constants, ...judge.named(eta) };
        out += ' A ' + digitsOf([judge.value(d.logPartitionNatural, sc)], [mo.logPartition]);
        if (d.meanStatistics)
          out += ' mean ' + digitsOf(judge.list(d.meanStatistics, sc, s.constants), mo.meanStatistics);
        if (d.response && !Array.isArray(mo.mean))
          out += ' resp ' + digitsOf([judge.value(d.response[0]!, sc)], [mo.mean as never]);
      }
    } catch (x) {
      out += ' JUDGE ' + (x as Error).message;
    }
  } catch (x) {
    const p = x as Error & Record<string, unknown>;
    out += `  !! ${p['code'] ? `${p['code']}: ${p['what']} | witness ${p['witness']} | mif ${JSON.stringify(p['memberIfFixed'])} | ${p['needed']} | ${p['help']}` : p.stack} ${(performance.now() - t0).toFixed(0)}ms`;
  }
  process.stdout.write(out + '\n');
});
