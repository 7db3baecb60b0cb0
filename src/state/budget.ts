/** How much of what was read stays in memory: the user's choice for this file and the next ones, kept in this browser. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readJson, writeStored } from './stored.ts';

/** What there is to choose from, in bytes. */
export const BUDGETS: readonly number[] = [256e6, 512e6, 1e9, 2e9, 4e9];
/** As the library has it where nobody chooses. */
const USUAL = 512e6;

export interface BudgetState {
  readonly bytes: number;
}

export interface Budget extends StoreApi<BudgetState> {
  choose(bytes: number): void;
}

const KEY = 'umbra.budget';

export function createBudget(): Budget {
  const store = createStore<BudgetState>(() => ({ bytes: remembered() ?? USUAL }));
  return {
    ...store,
    choose(bytes) {
      store.setState({ bytes });
      writeStored(KEY, String(bytes));
    },
  };
}

function remembered(): number | undefined {
  const stored = readJson(KEY);
  return BUDGETS.find((bytes) => bytes === stored);
}
