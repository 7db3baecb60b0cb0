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

export type VectorRef = ObsRef | VarRef;
