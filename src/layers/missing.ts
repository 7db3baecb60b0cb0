/** The value that says a point has none. Anything below −1e37 is taken for it, since NaN does not survive every shader compiler. */
export const MISSING = -3e38;
