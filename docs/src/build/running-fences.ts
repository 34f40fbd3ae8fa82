// Shows each fence marked `run` with what it printed: ```sh run, ```ts run, and `exit=3` where it is expected to fail.
import { runBlock } from './run-block.js';

interface Token {
  info: string;
  content: string;
}

type Render = (tokens: Token[], index: number, ...rest: never[]) => string;

interface Markdown {
  renderer: { rules: { fence?: unknown } };
}

/** A plugin of markdown-it, to be used after all that change fences. */
export const runningFences = (md: Markdown): void => {
  const render = md.renderer.rules.fence as Render;
  const fence: Render = (tokens, index, ...rest) => {
    const token = tokens[index];
    const [language, ...words] = token.info.split(/\s+/);
    if (!words.includes('run')) return render(tokens, index, ...rest);
    const status = Number(words.find((word) => word.startsWith('exit='))?.slice(5) ?? 0);
    const output = runBlock({ language, text: token.content, status }).trimEnd();
    const shown = render([{ ...token, info: language }], 0, ...rest);
    return output === ''
      ? shown
      : shown + render([{ ...token, info: 'txt', content: `${output}\n` }], 0, ...rest);
  };
  md.renderer.rules.fence = fence;
};
