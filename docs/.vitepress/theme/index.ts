// The theme: VitePress's own, with KaTeX's fonts and the parts that move. Each of those loads what it needs when it is shown.
import 'katex/dist/katex.min.css';
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineAsyncComponent, h } from 'vue';
import FamilyMap from './components/FamilyMap.vue';
import { keepLandmark } from './landmark.js';
import { loadLater } from './load-later.js';
import { markScrollable } from './scrollable.js';
import './style.css';

const components = {
  ClippingPlot: () => import('./components/ClippingPlot.vue'),
  DensityPlot: () => import('./components/DensityPlot.vue'),
  PlaygroundPage: () => import('./components/PlaygroundPage.vue'),
  ResponsePlot: () => import('./components/ResponsePlot.vue'),
};

const HomeHero = defineAsyncComponent(() => import('./components/HomeHero.vue'));

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-image': () => h(HomeHero) }),
  enhanceApp({ app }) {
    // not loaded later, for what it holds is drawn beforehand
    app.component('FamilyMap', FamilyMap);
    for (const [name, load] of Object.entries(components)) app.component(name, defineAsyncComponent(load));
    if (typeof document === 'undefined') return;
    markScrollable();
    keepLandmark();
    loadLater();
  },
} satisfies Theme;
