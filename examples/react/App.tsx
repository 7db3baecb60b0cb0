/** A page with the component: colours are chosen by its own list, the cell that was clicked is named below. */
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { loadUmbra, UmbraViewer } from './UmbraViewer.tsx';

const COLORS = ['obs:louvain', 'obs:phase', 'CD3D'];

function App() {
  const [color, setColor] = useState(COLORS[0] as string);
  const [cell, setCell] = useState('none');
  const [cells, setCells] = useState(0);
  return (
    <>
      <select aria-label="Colour by" value={color} onChange={({ target }) => setColor(target.value)}>
        {COLORS.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <UmbraViewer
        src="https://data.example/cells.h5ad"
        colorBy={color}
        onReady={({ shape }) => setCells(shape?.[0] ?? 0)}
        onSelect={(selected) => setCell(selected?.name ?? 'none')}
      />
      <p>
        {cells} cells; selected: {cell}
      </p>
    </>
  );
}

void loadUmbra('https://umbra.example/');
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
