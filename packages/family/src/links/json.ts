// A link as JSON: the key `link` of a derivation that was asked for one.
import { text, variableOf } from '@expfam/expression';
import { domainText } from '../density/domain-text.js';
import { stepJson } from '../formats/json.js';
import type { LinkDerivation } from './derive-link.js';

/**
 * The link as data: `{ name, predictors, naturalParameters, response, loss, gradient, observedInformation,
 * expectedInformation, steps }`, every formula in the predictors `theta` or `theta1`, …. `name` is a link for E[y], or an
 * object of links for natural parameters; the domain of a predictor says where the link gives a possible mean.
 */
export const linkJson = (link: LinkDerivation): Record<string, unknown> => ({
  name: link.choice,
  predictors: link.predictors.map((symbol) => ({
    symbol: text(symbol),
    domain: domainText(variableOf(symbol).domain),
  })),
  naturalParameters: link.natural.map(text),
  response: link.response && text(link.response),
  loss: text(link.loss),
  gradient: link.gradient.map(text),
  observedInformation: link.observedInformation.map((row) => row.map(text)),
  expectedInformation: link.expectedInformation.map((row) => row.map(text)),
  steps: link.steps.map(stepJson),
});
