// A special function as a function of JavaScript, from the very definition that every target prints.
import { printRow } from '../print.js';
import type { SpecialFunction } from '../kernel.js';
import { javascript } from '../targets/ts.js';
import { specialRow, specialsOf } from './print.js';

const text = (special: SpecialFunction): string => {
  const row = specialRow(special, 'f64');
  const { before, declarations, outputs } = printRow(row, javascript.f64);
  return `function ${special.name}(${row.inputs.join()}) { ${[...before, ...declarations].join(' ')} return ${outputs[0]}; }`;
};

/** The function, with those that it calls. */
export const compiled = async (special: SpecialFunction): Promise<(...args: number[]) => number> => {
  const parts = [...specialsOf(specialRow(special, 'f64').outputs, 'f64'), special].map(text);
  const module = `${parts.join('\n')}\nexport { ${special.name} as default };`;
  const imported = (await import(`data:text/javascript,${encodeURIComponent(module)}`)) as {
    readonly default: (...args: number[]) => number;
  };
  return imported.default;
};
