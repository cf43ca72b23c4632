// Bundles the pages: `node build.mjs OUT` writes OUT/index.html and OUT/assets/* with hashes in their names, each also compressed.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, basename, relative } from 'node:path';
import { brotliCompressSync, gzipSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { readGuide } from './guide.mjs';

const out = process.argv[2] ?? 'dist';
const here = import.meta.dirname;

// The guide as a module of the bundle; only the help imports it, so it is in the help's chunk.
const guide = {
  name: 'guide',
  setup(made) {
    made.onResolve({ filter: /^guide:pages$/ }, ({ path }) => ({ path, namespace: 'guide' }));
    made.onLoad({ filter: /.*/, namespace: 'guide' }, () => ({ contents: JSON.stringify(readGuide(join(here, '../../docs/guide'))), loader: 'json' }));
  },
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const result = await build({
  absWorkingDir: here,
  entryPoints: ['src/main.tsx'],
  outdir: join(out, 'assets'),
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['chrome109', 'firefox115', 'safari16'],
  plugins: [guide],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
});

await mkdir(join(out, 'assets'), { recursive: true });
for (const file of result.outputFiles)
  await put(join(out, 'assets', basename(file.path)), file.contents);

const [entry, made] = Object.entries(result.metafile.outputs).find(([, o]) => o.entryPoint === 'src/main.tsx');
const page = (await readFile(join(here, 'src/index.html'), 'utf8'))
  .replaceAll('%SCRIPT%', `/app/assets/${basename(entry)}`)
  .replaceAll('%STYLE%', `/app/assets/${basename(made.cssBundle)}`);
await put(join(out, 'index.html'), Buffer.from(page));

// What the help needs to open while the box is away; the service worker keeps it, see wwwroot/sw.js.
const help = Object.keys(result.metafile.outputs).find((path) => result.metafile.outputs[path].entryPoint === 'src/features/help/Help.tsx');
const kept = [...new Set([...withImports(entry), ...withImports(help), made.cssBundle])].map((path) => `/app/assets/${basename(path)}`);
await put(join(out, 'kept.json'), Buffer.from(JSON.stringify(kept)));

const first = [entry, made.cssBundle, ...made.imports.filter((i) => i.kind === 'import-statement').map((i) => i.path)];
const bytes = first.reduce((sum, path) => sum + gzipSync(read(path), { level: 9 }).length, 0);
console.log(`${relative(here, out)}: first page ${(bytes / 1000).toFixed(1)} kB compressed`);

function withImports(path) {
  const { imports } = result.metafile.outputs[path];
  return [path, ...imports.filter((i) => i.kind === 'import-statement').flatMap((i) => withImports(i.path))];
}

// Compressed here, once, so that a small board does not compress the same file for each reader.
async function put(path, contents) {
  await writeFile(path, contents);
  if (contents.length < 1000) return;
  await writeFile(`${path}.gz`, gzipSync(contents, { level: 9 }));
  await writeFile(`${path}.br`, brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

function read(path) {
  return result.outputFiles.find((file) => basename(file.path) === basename(path)).contents;
}
