/**
 * H5Web as its README says to build it, plus one mode for the bench: `?outline` asks its provider for every object's dtype, shape and
 * attributes, as its views ask for those of one object, and says how long that took. Page.
 */
import '@h5web/app/dist/styles.css';
import { App, useDataContext } from '@h5web/app';
import { H5WasmLocalFileProvider } from '@h5web/h5wasm';
import { createElement as h, Suspense, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** `window.openUrl(url)` downloads a file and gives it to the same page, as H5Web's own site does with a URL. */
const isOutline = location.search.includes('outline');

/** A store of H5Web throws the promise of what it is fetching. */
async function settled(get) {
  for (;;) {
    try {
      return get();
    } catch (thrown) {
      if (!(thrown instanceof Promise)) throw thrown;
      await thrown;
    }
  }
}

function Outline() {
  const { entitiesStore, attrValuesStore } = useDataContext();
  useEffect(() => {
    let [objects, attributes] = [0, 0];
    const visit = async (path) => {
      const entity = await settled(() => entitiesStore.get(path));
      objects++;
      attributes += Object.keys(await settled(() => attrValuesStore.get(entity))).length;
      for (const child of entity.children ?? []) await visit(`${path === '/' ? '' : path}/${child.name}`);
    };
    visit('/').then(() => {
      window.result = { ms: performance.now() - window.started, objects, attributes };
    });
  }, [entitiesStore, attrValuesStore]);
  return null;
}

function Page() {
  const [file, setFile] = useState();
  useEffect(() => {
    window.openUrl = async (url) => setFile(new File([await (await fetch(url)).blob()], 'remote.h5'));
  }, []);
  if (!file) {
    const onChange = (event) => {
      window.started = performance.now();
      setFile(event.target.files[0]);
    };
    return h('input', { type: 'file', 'aria-label': 'Pick HDF5 file', onChange });
  }
  return h('div', { style: { height: '100vh' } }, h(H5WasmLocalFileProvider, { file }, isOutline ? h(Suspense, null, h(Outline)) : h(App)));
}

createRoot(document.getElementById('root')).render(h(Page));
