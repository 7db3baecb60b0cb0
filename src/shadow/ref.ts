/** An explicit reference to a vector of values: nothing is guessed from a name, as Python's `obs_vector` does. Types only. */

/** A column of obs. With `mod`, of that modality of a MuData. */
export interface ObsRef {
  readonly mod?: string | undefined;
  readonly kind: 'obs';
  readonly column: string;
}

/** A gene (protein, peak…) by its name in var: out of X, or a layer, or raw. */
export interface VarRef {
  readonly mod?: string | undefined;
  readonly kind: 'var';
  readonly name: string;
  readonly layer?: string | undefined;
  readonly raw?: boolean | undefined;
  /** What people call it, where the name is an identifier: for showing, nothing is looked up by it. */
  readonly symbol?: string | undefined;
}

/** One column of an obsm element: a component of an embedding, a factor. With `mod`, of that modality of a MuData. */
export interface ObsmRef {
  readonly mod?: string | undefined;
  readonly kind: 'obsm';
  readonly key: string;
  /** Which column, from 0; of a data frame also by its name. */
  readonly component: number | string;
}

/** The mean of a set of genes, by their names in var: all out of X, or a layer, or raw. */
export interface SetRef {
  readonly mod?: string | undefined;
  readonly kind: 'set';
  /** Each counts once. */
  readonly names: readonly string[];
  readonly layer?: string | undefined;
  readonly raw?: boolean | undefined;
  /** What people call the genes, in the order of the names, '' where that is the name: for showing. */
  readonly symbols?: readonly string[] | undefined;
  /** What the set is called, for showing. */
  readonly label?: string | undefined;
}

/** What gives one value for each cell. */
export type VectorRef = ObsRef | VarRef | ObsmRef | SetRef;

/** A column of var. With `mod`, of that modality of a MuData. */
export interface VarColumnRef {
  readonly mod?: string | undefined;
  readonly kind: 'var';
  readonly column: string;
}

/** A cell by its name in obs: its values out of X or a layer. */
export interface CellRef {
  readonly mod?: string | undefined;
  readonly kind: 'obs';
  readonly name: string;
  readonly layer?: string | undefined;
}

/** One column of a varm element: a loading. With `mod`, of that modality of a MuData. */
export interface VarmRef {
  readonly mod?: string | undefined;
  readonly kind: 'varm';
  readonly key: string;
  /** Which column, from 0; of a data frame also by its name. */
  readonly component: number | string;
}

/** What gives one value for each gene. */
export type VarVectorRef = VarColumnRef | CellRef | VarmRef;
