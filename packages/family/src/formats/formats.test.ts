// Pages of a derivation: the textbook forms of ten families as golden TeX, and what every page holds. Golden files are without
// checks, whose numbers belong to no textbook.
import { describe, expect, test } from 'vitest';
import { catalogue } from '../catalogue/index.js';
import type { Derivation } from '../index.js';
import { Refusal } from '../index.js';
import { deriveLink } from '../links/derive-link.js';
import { deriveDensity, readDensities } from '../text.js';
import { escapeTex, derivationLatex } from './latex.js';
import { derivationMarkdown } from './markdown.js';
import { refusalLatex, refusalMarkdown } from './refusal.js';
import { derivationText } from './text.js';

const bestKnown = [
  'bernoulli', 'binomial', 'categorical', 'poisson', 'exponential', 'gamma_shape_rate', 'normal', 'geometric', 'beta', 'gaussian',
]; // prettier-ignore

const derived = (name: string): Derivation => {
  const family = catalogue.find((each) => each.name === name)!;
  return deriveDensity(readDensities(family.density, name)[0], { checked: false });
};

describe.each(bestKnown)('%s', (name) => {
  const derivation = derived(name);

  test('reads as in its golden TeX', async () => {
    await expect(derivationLatex(derivation, { steps: true })).toMatchFileSnapshot(
      `../../golden/${name}.tex`,
    );
  });

  test('has formulas as a person writes them', () => {
    const page = derivationLatex(derivation, { steps: true });
    expect(page).not.toMatch(/- -|\+ -|\{1 \\cdot|-1\s*\\,|\\cdot 1[^\d]|\^\{1\}/);
    for (const [open, close] of [
      ['{', '}'],
      ['\\left', '\\right'],
      ['\\begin', '\\end'],
    ] as const)
      expect(page.split(open).length - (open === '\\left' ? page.split('\\leftarrow').length - 1 : 0)).toBe(
        page.split(close).length - (close === '\\right' ? page.split('\\rightarrow').length - 1 : 0),
      );
  });

  test('names its domains and its natural parameters in every format', () => {
    expect(derivationText(derivation)).toMatch(/^natural parameters +eta/m);
    expect(derivationMarkdown(derivation)).toContain('## Natural parameters');
    expect(derivationLatex(derivation)).toMatch(/y \\in (\\mathbb|\\\{|\()/);
  });
});

describe('a page with steps', () => {
  const [density] = readDensities('f(y | r) = r * exp(-r * y)\n  y in (0, inf)\n  r in (0, inf)');
  const derivation = deriveDensity(density);

  test.each([
    ['text', derivationText],
    ['LaTeX', derivationLatex],
    ['Markdown', derivationMarkdown],
  ])('shows in %s every rule, its reason and its check', (_, write) => {
    const page = write(derivation, { steps: true }).replaceAll('\\', '');
    for (const { rule, steps } of derivation.steps) {
      expect(page).toContain(rule);
      for (const inner of steps) expect(page).toContain(inner.rule);
    }
    expect(page.toLowerCase()).toContain('checked at 64 points to 50 digits');
    expect(write(derivation)).not.toContain('50 digits, worst');
  });

  test('shows a link with its lines and its formulas', () => {
    const link = deriveLink(derivation, 'log');
    const page = derivationText(derivation, { steps: true, link });
    expect(page).toContain('Another link');
    expect(page).toMatch(/^link log +E\[y\] = exp\(theta\)$/m);
    expect(derivationMarkdown(derivation, { link })).toContain('## Link log');
  });
});

describe('a refusal', () => {
  const refusal = new Refusal('not-separable', {
    what: 'log(1 + (y - m)^2) ties `y` to m_1 & more',
    witness: 'log(1 + (y - m)^2)',
    needed: 'a sum',
    memberIfFixed: [['m']],
  });

  test('is a page too, and gives nothing the meaning of markup', () => {
    expect(refusalLatex('my_cauchy', refusal)).toContain('\\section*{my\\_cauchy is no exponential family}');
    expect(refusalLatex('f', refusal)).toContain('m\\_1 \\& more');
    expect(refusalMarkdown('f', refusal)).toContain('``  log(1 + (y - m)^2) ties `y` to m_1 & more  ``'.replaceAll('  ', ' '));
    expect(refusalMarkdown('f', refusal)).toContain('It is a member if m is known.');
  }); // prettier-ignore
});

test('characters that LaTeX keeps for itself are escaped', () => {
  expect(escapeTex('a_b^2 {x} \\input 50% $1 #~&')).toBe(
    'a\\_b\\textasciicircum{}2 \\{x\\} \\textbackslash{}input 50\\% \\$1 \\#\\textasciitilde{}\\&',
  );
});

test.each([
  ['wishart', { classes: 2 }, ['E[X[1, 1]] =', 'E[X[1, 2]] =', 'E[X[2, 2]] =']],
  ['von_mises_fisher', { classes: 3 }, ['E[y[1]] =', 'E[y[2]] =', 'E[y[3]] =']],
  ['dirichlet', {}, ['E[y[i]] =']],
  ['poisson', {}, ['E[y] =']],
])('the response of %s says of which entry of the outcome each mean is', (name, options, wanted) => {
  const { density } = catalogue.find((each) => each.name === name)!;
  const text = derivationText(deriveDensity(readDensities(density, name)[0], { ...options, checked: false }));
  for (const left of wanted) expect(text).toContain(left);
});
