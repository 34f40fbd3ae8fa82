// What a user may call a link, and which kernels serve it: those of the canonical link, or kernels made for another.
import { Problem } from './problems.js';

/** The links of a fit: of the mean, or of single natural parameters. */
export interface Links {
  /** The name that the report gives. */
  readonly name: string;
  /** Of E[y], where kernels of their own are needed for it. */
  readonly mean: string | null;
  /** Of single natural parameters. */
  readonly parameters: Readonly<Record<string, string>>;
}

// Canonical links by the names and with the signs that R gives them. The kernels of the natural parameter itself serve those
// that have no minus or factor: 1/μ is not −1/μ.
const canonical: Readonly<Record<string, { readonly name: string; readonly own?: true }>> = {
  bernoulli: { name: 'logit' },
  binomial: { name: 'logit' },
  categorical: { name: 'logit' },
  exponential: { name: 'inverse', own: true },
  gamma: { name: 'inverse', own: true },
  gaussian: { name: 'identity' },
  inverse_gaussian: { name: 'inverse_square', own: true },
  poisson: { name: 'log' },
};

// Where the canonical link is not what R takes unless told otherwise.
const customary: Readonly<Record<string, string>> = { negative_binomial: 'log' };

const known = [
  'canonical',
  'identity',
  'log',
  'logit',
  'probit',
  'cloglog',
  'cauchit',
  'inverse',
  'inverse_square',
  'sqrt',
];
const parameterLinks = ['canonical', 'identity', 'log'];

/** Whether a name is that of a natural parameter: eta1, eta2, … */
export const isParameterName = (name: string): boolean => /^eta[1-9]\d*$/.test(name);

/**
 * The links that `given` stands for: `log`, `power(0.5)`, or `eta1=canonical,eta2=log`.
 *
 * @throws Problem `unknown-link`
 */
export const linksOf = (family: string, given: string | undefined): Links => {
  const text = (given ?? customary[family] ?? 'canonical').trim();
  if (text.includes('=')) return ofParameters(text);
  if (!known.includes(text) && !/^power\(.+\)$/.test(text))
    throw new Problem('unknown-link', `there is no link \`${text}\``, {
      needed: `${known.join(', ')} or power(p)`,
    });
  const own = canonical[family];
  if (text === 'canonical' || text === own?.name)
    return {
      name: own?.name ?? 'canonical',
      mean: own?.own === true ? own.name : null,
      parameters: {},
    };
  return { name: text, mean: text, parameters: {} };
};

const ofParameters = (text: string): Links => {
  const entries = text.split(',').map((part) => part.split('=').map((side) => side.trim()));
  const bad = entries.find(
    ([name = '', link = '', ...rest]) =>
      rest.length > 0 || !isParameterName(name) || !parameterLinks.includes(link),
  );
  if (bad !== undefined)
    throw new Problem('unknown-link', `\`${bad.join('=')}\` is no link of a natural parameter`, {
      needed: `etaN=LINK with one of ${parameterLinks.join(', ')}`,
    });
  const parameters = Object.fromEntries(
    entries.filter(([, link]) => link === 'log').map(([name = '', link = '']) => [name, link]),
  );
  return { name: text, mean: null, parameters };
};
