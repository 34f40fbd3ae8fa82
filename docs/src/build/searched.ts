// The pages that loaders make are no files, so the search of VitePress would not know them: here it is given their words,
// without formulas and code.
import { relative } from 'node:path';
import { createMarkdownRenderer } from 'vitepress';

interface Route {
  readonly path: string;
  readonly content?: string;
}

/** A part of a page that the search leads to. */
interface Section {
  readonly anchor: string;
  readonly titles: string[];
  readonly text: string;
}

interface Resolved {
  readonly vitepress?: {
    readonly srcDir: string;
    readonly dynamicRoutes: { readonly routes: readonly Route[] };
  };
}

/** A plugin that learns what pages there are, and what splits them for the index. */
export const searched = () => {
  let known: Resolved['vitepress'];
  let renderer: ReturnType<typeof createMarkdownRenderer> | undefined;
  const plugin = {
    name: 'searched',
    configResolved: (config: object): void => {
      known = (config as Resolved).vitepress;
    },
  };
  /** The sections of a page; `html` is empty where a loader made it. */
  const split = async (file: string, html: string): Promise<Section[]> => {
    const path = known && relative(known.srcDir, file).replaceAll('\\', '/');
    const content = known?.dynamicRoutes.routes.find((route) => route.path === path)?.content;
    if (known === undefined || content === undefined) return sectionsOf(html);
    // as VitePress makes it, so that anchors are the same
    renderer ??= createMarkdownRenderer(known.srcDir, { highlight: () => '' });
    return sectionsOf((await renderer).render(worded(content)));
  };
  return { plugin, split };
};

/** What can be searched for: no formulas, no code; what is loaded later belongs to it. */
const worded = (markdown: string): string =>
  markdown
    .replace(/^(`{3,})later.*?\n(.*?)^\1$/gms, '$2')
    .replace(/^(`{3,}).*?^\1$/gms, '')
    .replace(/^\$\$\n.*?\n\$\$$/gms, '');

const heading = /<h(\d)[^>]*? id="([^"]*)"[^>]*>(.*?)<a class="header-anchor".*?<\/h\1>/gs;

const sectionsOf = (html: string): Section[] => {
  const found = [...html.matchAll(heading)];
  const above: string[] = [];
  return found.map(({ 0: whole, 1: level = '1', 2: anchor = '', 3: title = '', index }, at) => {
    above.length = Math.min(above.length, Number(level) - 1);
    above.push(plain(title));
    return {
      // the page itself, where it begins
      anchor: at === 0 ? '' : anchor,
      titles: [...above],
      text: plain(html.slice(index + whole.length, found[at + 1]?.index)),
    };
  });
};

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
