// The lines of a link: the mean as a function of the linear predictor, and the chain rule to loss, gradient and information.
import * as e from '@expfam/expression';
import type { Derivation } from '../derivation/derivation.js';
import { ofSymbol, secondSlopeOf, slopeOf, spelled } from '../formats/spelled.js';
import type { Spelled } from '../formats/spelled.js';
import type { Trail } from '../derivation/trail.js';
import type { LinkChoice, LinkDerivation, Linked } from './derive-link.js';

type Told = Linked & Omit<LinkDerivation, 'steps'> & { readonly choice: LinkChoice };

const nameOf = (choice: LinkChoice): string =>
  typeof choice === 'string'
    ? `the link ${choice}`
    : Object.entries(choice)
        .map(([name, link]) => `${link} for ${name}`)
        .join(', ');

/** Takes the lines; each is held against the family's own loss by numbers. */
export const tell = (trail: Trail, derivation: Derivation, told: Told): void => {
  const { mean, predictors, natural, choice } = told;
  const at = new Map(derivation.natural.map(({ symbol }, i) => [symbol, natural[i]]));
  if (mean !== null)
    trail.line({
      rule: 'choose-link',
      because: `the mean is a function of the linear predictor: ${nameOf(choice)}`,
      from: e.substitute(derivation.response![0], at),
      to: mean.value,
      latex: `\\mathrm{E}[${e.tex(derivation.outcome.symbol)}] = ${e.tex(mean.value)}`,
      left: `E[${e.text(derivation.outcome.symbol)}]`,
    });
  for (const [i, { symbol }] of derivation.natural.entries())
    if (natural[i] !== predictors[i])
      trail.line({
        rule: 'natural-parameter-of-predictor',
        because:
          mean === null
            ? `the natural parameter is a function of its own linear predictor: ${nameOf(choice)}`
            : 'the mean determines the natural parameter, so that becomes a function of the linear predictor',
        from: mean === null ? natural[i] : e.substitute(mean.natural[i], new Map([[mean.symbol, mean.value]])),
        to: natural[i],
        latex: `${e.tex(symbol)} = ${e.tex(natural[i])}`,
        left: e.text(symbol),
      }); // prettier-ignore
  const loss = e.substitute(derivation.loss!, at);
  trail.line({
    rule: 'loss-in-predictor',
    because: 'the loss is the same function of η, and η is now a function of the linear predictor',
    from: loss,
    to: told.loss,
    latex: `\\ell(${predictors.map((each) => e.tex(each)).join(', ')}; ${e.tex(derivation.outcome.symbol)}) = ${e.tex(told.loss)}`,
    left: 'loss',
  });
  information(trail, told);
};

const lossName = spelled('loss', '\\ell');

const information = (trail: Trail, told: Told): void => {
  const { predictors, gradient, observedInformation, expectedInformation, loss } = told;
  const bend = (j: number, k: number): Spelled =>
    secondSlopeOf(lossName, ofSymbol(predictors[j]), ofSymbol(predictors[k]));
  for (const [j, predictor] of predictors.entries())
    trail.derivative({
      rule: 'gradient-by-chain-rule',
      because: 'expected minus observed, times how fast the natural parameters move with the predictor',
      of: loss,
      by: predictor,
      from: gradient[j],
      to: gradient[j],
      latex: `${slopeOf(lossName, ofSymbol(predictor)).tex} = ${e.tex(gradient[j])}`,
      left: slopeOf(lossName, ofSymbol(predictor)).text,
    });
  for (const [j, row] of observedInformation.entries())
    for (const [k, entry] of row.entries())
      if (k >= j)
        trail.derivative({
          rule: 'observed-information',
          because:
            'the second derivative of the loss: away from the canonical link it depends on what was observed',
          of: gradient[j],
          by: predictors[k],
          from: entry,
          to: entry,
          latex: `${bend(j, k).tex} = ${e.tex(entry)}`,
          left: bend(j, k).text,
        });
  for (const [j, row] of expectedInformation.entries())
    for (const [k, entry] of row.entries())
      if (k >= j)
        trail.line({
          rule: 'expected-information',
          because:
            'its mean: the expected minus observed drops out, and the covariance of the statistics is left',
          from: entry,
          to: entry,
          latex: `\\mathrm{E}\\left[${bend(j, k).tex}\\right] = ${e.tex(entry)}`,
          left: `E[${bend(j, k).text}]`,
        });
};
