// The site: Markdown in pages/, much of it made from the engine by the loaders beside it; formulas rendered at build time.
import { katex } from '@mdit/plugin-katex';
import { defineConfig } from 'vitepress';
import { searched } from '../src/build/searched.js';
import { later } from '../src/build/later.js';
import { previewed } from '../src/build/previewed.js';
import { siteBase } from '../src/build/site-base.js';
import { withoutNode } from '../src/build/without-node.js';
import { navigation, sidebar } from '../src/navigation.js';

const search = searched();
const parts = later(siteBase);

export default defineConfig({
  base: siteBase,
  srcDir: 'pages',
  outDir: 'dist/site',
  cacheDir: '../.cache/vitepress',
  title: 'expfam',
  description: 'From a probability density, written as on a blackboard, to a trained model.',
  lang: 'en-GB',
  cleanUrls: false,
  // pages hold whole derivations: what nobody opens is not loaded
  router: { prefetchLinks: false },
  // a preview leaves pages out
  ignoreDeadLinks: previewed !== null,
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => {
      // the plugin brings types of its own for the same markdown-it
      katex(md as unknown as Parameters<typeof katex>[0], {
        output: 'htmlAndMathml',
        throwOnError: true,
        strict: false,
        // Vue must not read the braces of a formula, and makes an element of each part of one with an attribute it does not know
        transformer: (html: string) =>
          html
            .replace(/^<(span|p)/, '<$1 v-pre')
            .replace(/<mtable[^>]*>/g, (table) => table.replace(/ (row|column)(spacing|align)="[^"]*"/g, '')),
      });
      parts.fences(md);
    },
  },
  transformHead: ({ pageData }) => [
    ['meta', { name: 'formulas', content: String(pageData.params?.['formulas'] ?? '') }],
  ],
  themeConfig: {
    nav: navigation,
    sidebar: sidebar(),
    search: { provider: 'local', options: { miniSearch: { _splitIntoSections: search.split } } },
    outline: [2, 3],
    notFound: {
      title: 'No such page',
      quote: 'Nothing on this site has this address. The search knows every page.',
      linkText: 'To the first page',
      linkLabel: 'To the first page',
    },
  },
  vite: {
    plugins: [withoutNode(), search.plugin, parts.plugin],
    worker: { format: 'es', plugins: () => [withoutNode()] },
    build: { target: 'es2022', chunkSizeWarningLimit: 2000 },
  },
});
