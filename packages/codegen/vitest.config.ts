import { project } from '../../vitest.project.ts';

export default project('codegen', { webgpu: true });
