// A link on the page of a derivation: one more section of formulas.
import * as e from '@expfam/expression';
import { domainTex } from '../formats/domain-tex.js';
import { domainText } from '../density/domain-text.js';
import { ofSymbol, secondSlopeOf, slopeOf, spelled } from '../formats/spelled.js';
import type { Spelled } from '../formats/spelled.js';
import { entry } from '../formats/summary.js';
import type { Entry, Section } from '../formats/summary.js';
import type { Derivation } from '../derivation/derivation.js';
import type { LinkDerivation } from './derive-link.js';

/** How a user names a link. */
const linkTitle = ({ choice }: Pick<LinkDerivation, 'choice'>): string =>
  typeof choice === 'string'
    ? choice
    : Object.entries(choice)
        .map(([name, link]) => `${name}=${link}`)
        .join(', ');

const expected = ({ text, tex }: Spelled): Spelled =>
  spelled(`E[${text}]`, `\\mathrm{E}\\left[${tex}\\right]`);

/** The formulas of a link, in its linear predictors. */
export const linkSection = (derivation: Derivation, link: LinkDerivation): Section => {
  const names = link.predictors.map(ofSymbol);
  const loss = spelled('loss', '\\ell');
  const information = (rows: LinkDerivation['observedInformation'], mean: boolean): Entry[] =>
    rows.flatMap((row, j) =>
      row.flatMap((each, k) => {
        const name = secondSlopeOf(loss, names[j], names[k]);
        return k < j ? [] : entry(mean ? expected(name) : name, each);
      }),
    );
  const y = ofSymbol(derivation.outcome.symbol);
  return {
    title: `link ${linkTitle(link)}`,
    entries: [
      ...entry(spelled(`E[${y.text}]`, `\\mathrm{E}[${y.tex}]`), link.response),
      ...link.natural.flatMap((each, i) => {
        const { domain } = e.variableOf(link.predictors[i]);
        const note = spelled(`${names[i].text} in ${domainText(domain)}`, `${names[i].tex} \\in ${domainTex(domain)}`);
        return entry(ofSymbol(derivation.natural[i].symbol), each, note);
      }),
      ...entry(loss, link.loss),
      ...link.gradient.flatMap((each, j) => entry(slopeOf(loss, names[j]), each)),
      ...information(link.observedInformation, false),
      ...information(link.expectedInformation, true),
    ],
  }; // prettier-ignore
};
