import type { Configuration } from 'electron-builder';

/**
 * What electron-builder makes and of what: the built programs, the assets and the packages they need at run time. Native
 * parts lie beside the archive, since the system loads them as files; they are N-API prebuilds and need no rebuild.
 */
export const packagerConfiguration: Configuration = {
  appId: 'law.annex.desktop',
  productName: 'Annex',
  copyright: 'Annex',
  directories: { output: 'out', buildResources: 'build/resources' },
  files: [
    'dist/**/*',
    '!dist/bench/**',
    '!dist/reports/**',
    '!dist/.*',
    '!**/*.map',
    'assets/**/*',
    '!assets/screenshots/**',
    'package.json',
    '!node_modules/better-sqlite3-multiple-ciphers/{deps,src}/**',
    '!node_modules/**/{test,tests,example,examples,docs}/**',
    // The pages have these built in.
    '!node_modules/{@mantine,@tabler,@tanstack,@fontsource-variable,@reduxjs}/**',
    '!node_modules/{react-dom,dexie,wouter,zustand}/**',
  ],
  asar: true,
  // Worker threads cannot look into the archive: they, their packages and the assets lie beside it.
  asarUnpack: ['**/*.node', 'dist/workers/**', 'node_modules/**', 'assets/**', 'package.json'],
  npmRebuild: false,
  nodeGypRebuild: false,
  // What is flipped here cannot be turned back by an environment variable or a command line on the person's machine.
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Office',
    executableName: 'annex',
    maintainer: 'Annex <annex@annex.invalid>',
    synopsis: 'The back office of a small law firm',
  },
  mac: { target: ['dmg'], category: 'public.app-category.business', hardenedRuntime: true },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};
