// What the page of every family must hold, one row a section: a sign of it, and what may stand in its place with the reason why.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@expfam/family';
import { describe, expect, test } from 'vitest';
import { siteFolder } from './serve-site.fixture.js';

interface Section {
  readonly heading: string;
  /** One of these shows that it is there. */
  readonly signs: readonly RegExp[];
  /** A reason that may stand in its place. */
  readonly unless?: RegExp;
}

const formula = /class="katex"/;
const figure = /class="figure"/;
const without = /None: \S/;

const sections: readonly Section[] = [
  { heading: 'Derivation', signs: [/class="step"[^]*checked at \d+ points to \d+ digits[^]*rewrite/] },
  { heading: 'The response as a curve', signs: [figure], unless: without },
  ...[
    'Natural parameters', 'Sufficient statistics', 'Log-partition function', 'Log base measure', 'Loss', 'Gradient', 'Hessian',
    'Variance', 'Fisher information',
  ].map((heading) => ({ heading, signs: [formula] })), // prettier-ignore
  ...['Mean', 'Link', 'Entropy', 'Divergence', 'Conjugate prior', 'Unit deviance', 'Hypothesis'].map(
    (heading) => ({
      heading,
      signs: [formula],
      unless: without,
    }),
  ),
  { heading: 'Kernels', signs: [/expfam generate \w+ --target ts,wgsl,wasm[^]*The files/] },
  { heading: 'Measured', signs: [/<td[^]*<td/], unless: /Not yet[:;] .*expfam|its specification allows/ },
  {
    heading: 'Fitting it',
    signs: [/expfam fit [^]*coefficients[^]*The same from TypeScript[^]*await fit\(/i],
  },
  { heading: 'Kin', signs: [/families\/\w+\.html/], unless: /None of the other families/ },
];

const bare = (html: string): string => html.replace(/<[^>]*>/g, '').replace(/&ZeroWidthSpace;|\u200b/g, '').trim(); // prettier-ignore

/** What stands under each heading, of the headings below it too. */
const partsOf = (html: string): ReadonlyMap<string, string> => {
  const heads = [...html.matchAll(/<h([23])[^>]*>([^]*?)<\/h\1>/g)].map((found) => ({
    level: Number(found[1]),
    title: bare(found[2].replace(/<a [^]*$/, '')),
    at: found.index,
  }));
  return new Map(
    heads.map(({ level, title, at }, i) => {
      const end = heads.slice(i + 1).find((next) => next.level <= level)?.at;
      return [title, html.slice(at, end)];
    }),
  );
};

describe.each(catalogue)('the page of $name', ({ name }) => {
  const path = join(siteFolder, 'families', `${name}.html`);
  const html = existsSync(path) ? (/<main[^]*<\/main>/.exec(readFileSync(path, 'utf8'))?.[0] ?? '') : '';
  const parts = partsOf(html);

  test('shows the density with its picture', () => {
    expect(html.split('<h2')[0]).toMatch(figure);
  });

  test('holds every section, or says why not', () => {
    const missing = sections.filter(({ heading, signs, unless }) => {
      const part = parts.get(heading) ?? '';
      const words = bare(part);
      return !signs.some((sign) => sign.test(part) || sign.test(words)) && !(unless?.test(words) ?? false);
    });
    expect(missing.map(({ heading }) => heading)).toEqual([]);
  });
});
