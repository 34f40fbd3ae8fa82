// The response function of a page, ready to be drawn.
import type { Expression } from '@expfam/expression';
import { readExpressions, text } from '@expfam/expression';
import { drawResponse } from './plots.js';
import type { ResponseData } from './response-data.js';
import { responseFigure } from './response-figure.js';
import { tableFigure } from './response-table.js';
import type { Values } from './value.js';

/** What draws the curves at given positions of the sliders. */
export const openResponse = (response: ResponseData): ((values: Values, width: number) => Element) => {
  if (!('nodes' in response))
    return (values, width) => drawResponse(tableFigure(response, values), response.axis, width);
  const expressions = readExpressions(response.nodes);
  const at = (place: number): Expression => expressions[place];
  const curves = response.means.map(({ name, place }) => ({ name, mean: at(place) }));
  const eta = at(response.eta);
  return (values, width) => drawResponse(responseFigure(curves, eta, values), text(eta), width);
};
