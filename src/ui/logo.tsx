/** The mark: cells in a ring around a shadow. Page, React. */

/** Points on a sunflower spiral, those under the shadow left out: the same arrangement in which a plant packs its seeds. */
const CELLS = Array.from({ length: 170 }, (_, i) => {
  const angle = i * 2.399963;
  const radius = 3.62 * Math.sqrt(i + 0.5);
  return { x: 50 + radius * Math.cos(angle), y: 50 + radius * Math.sin(angle), shade: i };
}).filter(({ x, y }) => Math.hypot(x - 54, y - 46) > 29.5);

export function Logo({ size }: { readonly size: number }) {
  const isSmall = size < 40;
  return (
    <svg width={size} height={size} viewBox="0 0 100 100" aria-hidden="true">
      {isSmall ? (
        <path
          fill="currentColor"
          fillRule="evenodd"
          d="M50 4a46 46 0 1 0 0 92 46 46 0 0 0 0-92Zm9 8.5a33.5 33.5 0 1 1 0 67 33.5 33.5 0 0 1 0-67Z"
        />
      ) : (
        CELLS.map(({ x, y, shade }) => (
          <circle key={shade} cx={x.toFixed(2)} cy={y.toFixed(2)} r="2.1" fill="currentColor" opacity={0.35 + ((shade * 37) % 60) / 100} />
        ))
      )}
    </svg>
  );
}
