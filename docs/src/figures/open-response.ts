// The response function of a page, ready to be drawn.
import type { Expression, ExpressionData } from '@expfam/expression';
import { readExpressions, text } from '@expfam/expression';
import { drawResponse } from './plots.js';
import { responseFigure } from './response-figure.js';
import type { Values } from './value.js';

/** A mean and its natural parameter, as places in a list of nodes. */
export interface ResponseData {
  readonly nodes: ExpressionData;
  readonly mean: number;
  readonly eta: number;
  readonly label: string;
}

/** What draws the curve at given values of the known constants. */
export const openResponse = ({ nodes, mean, eta, label }: ResponseData): ((values: Values) => Element) => {
  const expressions = readExpressions(nodes);
  const at = (place: number): Expression => expressions[place];
  return (values) =>
    drawResponse(responseFigure(at(mean), at(eta), values), { eta: text(at(eta)), mean: label });
};
