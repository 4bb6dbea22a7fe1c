import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const OUT = join(import.meta.dirname, 'dist');
/** What is smaller gains nothing. */
const SMALLEST_BYTES = 1024;

/** Compresses what was built once, as well as it goes, so that the server only has to choose. */
function precompress(): Plugin {
  return {
    name: 'handrail-precompress',
    apply: 'build',
    closeBundle() {
      const assets = join(OUT, 'assets');
      for (const name of readdirSync(assets).filter((one) => /\.(js|css|svg|json)$/.test(one))) {
        const file = join(assets, name);
        const bytes = readFileSync(file);
        if (bytes.length < SMALLEST_BYTES) continue;
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, quality));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}

const RUNTIME = 'react/jsx-runtime';
const OUR_RUNTIME = join(import.meta.dirname, 'ui/jsx-runtime.ts');

/** Everything on the page is drawn by our JSX runtime; it alone is given React's. */
function drawnByUs(): Plugin {
  return {
    name: 'handrail-jsx-runtime',
    enforce: 'pre',
    resolveId: (source, importer) => (source === RUNTIME && importer !== OUR_RUNTIME ? OUR_RUNTIME : null),
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [drawnByUs(), react(), precompress()],
  // Without `development|production` libraries bring what they say to developers into what people load.
  resolve: { conditions: ['handrail-source', 'module', 'browser', 'development|production', 'import', 'default'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    // What every page needs is one file: thirty small ones are a tenth larger compressed, and thirty requests.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'frame', tags: ['$initial'] }] } } },
  },
});
