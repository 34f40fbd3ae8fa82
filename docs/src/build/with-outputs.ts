// Shows each fence marked `run` with what it printed: ```sh run, ```ts run, and `exit=3` where it is expected to fail. The
// blocks of a page share a folder, so that one may read what another wrote.
import { code } from '../pages/markdown.js';
import { Workbench } from './run-block.js';

const running = /^```(sh|ts) run(?: exit=(\d+))?\n([^]*?)^```$/gm;

/**
 * The text of a page with its blocks executed.
 *
 * @throws Error where an exit status is not the expected one
 */
export const withOutputs = async (content: string): Promise<string> => {
  const blocks = [...content.matchAll(running)];
  if (blocks.length === 0) return content;
  const bench = new Workbench();
  try {
    const shown: string[] = [];
    for (const [, language = '', status = '0', text = ''] of blocks) {
      const ran = await bench.run({ language, text });
      if (ran.status !== Number(status))
        throw new Error(
          `exit status ${String(ran.status)} instead of ${status} from\n${text}\n${ran.output}`,
        );
      const output = ran.output.trimEnd();
      shown.push(code(language, text) + (output === '' ? '' : code('txt', output)));
    }
    let at = 0;
    return content.replace(running, () => shown[at++] ?? '');
  } finally {
    bench.close();
  }
};
