// The site: Markdown in pages/, much of it made from the engine by the loaders beside it; formulas rendered at build time.
import { katex } from '@mdit/plugin-katex';
import { defineConfig } from 'vitepress';
import { runningFences } from '../src/build/running-fences.js';
import { withoutNode } from '../src/build/without-node.js';
import { navigation, sidebar } from '../src/navigation.js';

/** The sub-path that the site is served from; `EXPFAM_SITE_BASE=/expfam/ npm run docs` for another than the root. */
const base = process.env['EXPFAM_SITE_BASE'] ?? '/';

export default defineConfig({
  base,
  srcDir: 'pages',
  outDir: 'dist/site',
  cacheDir: '../.cache/vitepress',
  title: 'expfam',
  description: 'From a probability density, written as on a blackboard, to a trained model.',
  lang: 'en-GB',
  cleanUrls: false,
  markdown: {
    config: (md) => {
      runningFences(md);
      // the plugin brings types of its own for the same markdown-it
      katex(md as unknown as Parameters<typeof katex>[0], {
        output: 'htmlAndMathml',
        throwOnError: true,
        strict: false,
        // Vue must not read the braces of a formula
        transformer: (html: string) => html.replace(/^<(span|p)/, '<$1 v-pre'),
      });
    },
  },
  themeConfig: {
    nav: navigation,
    sidebar: sidebar(),
    search: { provider: 'local' },
    outline: [2, 3],
  },
  vite: {
    plugins: [withoutNode()],
    worker: { format: 'es', plugins: () => [withoutNode()] },
    build: { target: 'es2022', chunkSizeWarningLimit: 2000 },
  },
});
