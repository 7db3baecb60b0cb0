/**
 * How many slips of the hand lie between two texts: a letter too many, too few, another one, or two that changed places (optimal string
 * alignment, the common form of Damerau and Levenshtein's distance). Pure kernel; answers as soon as there are too many.
 */

/** As long as texts are compared; of names that are longer, nobody types all. */
const LONGEST = 64;

/** Three rows of the table, of which only the band around the diagonal is filled. */
let [before, last, row] = [new Uint8Array(LONGEST + 2), new Uint8Array(LONGEST + 2), new Uint8Array(LONGEST + 2)];

/**
 * @param codes of the one text
 * @param text that has the other one in it, from `start` to `end`
 * @param most beyond it the answer is `most + 1`
 */
export function editDistance(codes: Uint16Array, text: string, start: number, end: number, most: number): number {
  let [from, to] = [0, codes.length];
  let [a, b] = [start, end];
  // What they begin and end with alike says nothing.
  while (from < to && a < b && codes[from] === text.charCodeAt(a)) {
    from++;
    a++;
  }
  while (from < to && a < b && codes[to - 1] === text.charCodeAt(b - 1)) {
    to--;
    b--;
  }
  const [rows, columns] = [to - from, b - a];
  if (Math.abs(rows - columns) > most) return most + 1;
  if (rows === 0 || columns === 0) return Math.max(rows, columns);
  if (rows > LONGEST || columns > LONGEST) return most + 1;
  const far = most + 1;
  for (let j = 0; j <= Math.min(columns, most); j++) last[j] = j;
  if (most < columns) last[most + 1] = far;
  for (let i = 1; i <= rows; i++) {
    const [left, right] = [Math.max(1, i - most), Math.min(columns, i + most)];
    row[left - 1] = left === 1 && i <= most ? i : far;
    let best = row[left - 1] as number;
    const code = codes[from + i - 1];
    for (let j = left; j <= right; j++) {
      const other = text.charCodeAt(a + j - 1);
      let cost = (last[j - 1] as number) + (code === other ? 0 : 1);
      cost = Math.min(cost, (last[j] as number) + 1, (row[j - 1] as number) + 1);
      const isSwapped = i > 1 && j > 1 && code === text.charCodeAt(a + j - 2) && codes[from + i - 2] === other;
      if (isSwapped) cost = Math.min(cost, (before[j - 2] as number) + 1);
      row[j] = Math.min(cost, far);
      best = Math.min(best, cost);
    }
    if (right < columns) row[right + 1] = far;
    if (best > most) return far;
    [before, last, row] = [last, row, before];
  }
  return last[columns] as number;
}
