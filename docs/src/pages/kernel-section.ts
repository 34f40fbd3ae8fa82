// The kernels of a family in every target, as they would be generated, with what they cost and the budget they are held to.
import { CodegenError, generate, targets } from '@expfam/codegen';
import type { TargetName } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import { escape, folded, tabs } from './markdown.js';

const languages: Readonly<Record<string, string>> = { ts: 'ts', wgsl: 'wgsl' };

/** The section; families whose kernels cannot be printed say why. */
export const kernelSection = async (derivation: Derivation): Promise<string> => {
  const heading = '\n## Kernels\n';
  try {
    const files = await generate(derivation, { target: Object.keys(targets) as TargetName[] });
    const panes = files
      .filter(({ path }) => languages[path.split('.').at(-1) ?? ''] !== undefined)
      .map(({ path, contents }) => {
        const language = languages[path.split('.').at(-1) ?? ''] ?? '';
        return { title: path, language: language === 'wgsl' ? 'rust' : language, text: String(contents) };
      });
    return `${heading}\n${folded(`${panes.map(({ title }) => escape(title)).join(', ')}`, tabs(panes), 'kernels')}`;
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    return `${heading}\n${escape(error.what)}. Needed: ${escape(error.needed)}.\n`;
  }
};
