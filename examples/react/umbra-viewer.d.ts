export * from '../../public/umbra-viewer.d.ts';
