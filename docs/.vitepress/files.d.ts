// What TypeScript sees of files that are not TypeScript.
declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export { component as default };
}

declare module '*.css';
