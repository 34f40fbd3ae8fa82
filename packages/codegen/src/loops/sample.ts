// One class of the loop form as row kernels, for what is composed of operations: any other class takes the same ones.
import { exponentFloor } from '../float/rounding.js';
import type { Kernel, KernelNode, RowKernel } from '../kernel.js';
import { kernelBuilder } from '../kernel.js';
import { treeOf } from './looped.js';

/** The operations on the way to one class of so many. */
export const sampleOfLoops = (classes: number): Pick<Kernel, 'rows'> => {
  const { call, constant, input } = kernelBuilder();
  const [eta, m] = [input('eta'), input('m')];
  const e = call('exp', call('maximum', call('subtract', eta, m), constant(exponentFloor.f32)));
  let sum: KernelNode = e;
  for (let level = 0; level <= treeOf(classes).depth; level++) sum = call('add', sum, sum);
  const p = call('divide', e, sum);
  const loss = call('add', call('subtract', m, eta), call('log1p', sum));
  const row = (outputs: readonly KernelNode[], own: KernelNode | null): RowKernel => ({
    inputs: ['eta', 'm'],
    lets: [],
    valid: call('lessEqual', eta, m),
    checked: 0,
    loss: own,
    outputs,
  });
  const second = row([call('multiply', p, p)], null);
  return {
    rows: {
      response: row([p], null),
      loss: row([], loss),
      gradient: row([p], loss),
      hessian: second,
      jacobian: second,
    },
  };
};
