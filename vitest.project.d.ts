/** The Vitest configuration of the package `name`. */
export declare const project: (name: string) => import("vite").UserConfig;
//# sourceMappingURL=vitest.project.d.ts.map