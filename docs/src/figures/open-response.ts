// The response function of a page, ready to be drawn.
import type { Expression } from '@expfam/expression';
import { readExpressions, text } from '@expfam/expression';
import { drawResponse } from './plots.js';
import type { ResponseData } from './response-data.js';
import { responseFigure } from './response-figure.js';
import type { Values } from './value.js';

/** What draws the curves at given positions of the sliders. */
export const openResponse = ({ nodes, means, eta }: ResponseData): ((values: Values) => Element) => {
  const expressions = readExpressions(nodes);
  const at = (place: number): Expression => expressions[place];
  const curves = means.map(({ name, place }) => ({ name, mean: at(place) }));
  return (values) => drawResponse(responseFigure(curves, at(eta), values), text(at(eta)));
};
