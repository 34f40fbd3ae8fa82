// How large second moments are near the top of a weight, looked for ever closer to it: the grid on which a hull was found may have
// no place there, where other peaks lie far away.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { loop } from './loop.js';
import type { Heights, Tops } from './marks.js';

const mostTurns = 64;
/** So little below its top the weight is as good as at it. */
const near = 1;

/** The crests that are known, or higher ones within `width` of the peak. */
export const closerCrests = (
  heightsAt: (u: KernelNode) => Heights,
  { peak, width, top, crests }: Tops & { readonly peak: KernelNode; readonly width: KernelNode },
  builder: KernelBuilder,
): readonly KernelNode[] => {
  const { call, constant } = builder;
  const names = crests.map((_, i) => `crestNear${i + 1}`);
  const known = Object.fromEntries(names.map((name, i) => [name, crests[i]]));
  const start = { turn: constant(0), span: width, lower: constant(2 * near), ...known };
  const found = loop<string>(builder, start, (now) => {
    const [left, right] = [call('subtract', peak, now['span']), call('add', peak, now['span'])].map(
      heightsAt,
    );
    const low = call('minimum', left.weight, right.weight);
    const higher = names.map(
      (name, i) =>
        [name, call('maximum', now[name], call('maximum', left.moments[i], right.moments[i]))] as const,
    );
    return {
      while: call(
        'and',
        call('less', now['turn'], constant(mostTurns)),
        call('less', constant(near), now['lower']),
      ),
      next: {
        turn: call('add', now['turn'], constant(1)),
        span: call('multiply', constant(0.5), now['span']),
        lower: call('subtract', top, low),
        ...Object.fromEntries(higher),
      },
    };
  });
  return names.map((name) => found[name]);
};
