/*
 * zlib's checksum, 16 bytes at a time, in the place of libdeflate's own: that has vectors for x86 and ARM, none for WebAssembly, and took
 * a tenth of the time of inflating.
 */
#include <wasm_simd128.h>
#include "lib/lib_common.h"

#define DIVISOR 65521
/* The most bytes, in whole vectors, after which the second sum still fits 32 bits. */
#define MOST 5536

static u32 total(v128_t v) {
  return wasm_u32x4_extract_lane(v, 0) + wasm_u32x4_extract_lane(v, 1) + wasm_u32x4_extract_lane(v, 2) + wasm_u32x4_extract_lane(v, 3);
}

u32 libdeflate_adler32(u32 adler, const void *bytes, size_t length) {
  const v128_t left = wasm_i16x8_const(16, 15, 14, 13, 12, 11, 10, 9), right = wasm_i16x8_const(8, 7, 6, 5, 4, 3, 2, 1);
  const u8 *p = bytes;
  u32 s1 = adler & 0xffff, s2 = adler >> 16;
  while (length >= 16) {
    size_t n = length < MOST ? length & ~(size_t)15 : MOST;
    /* `before` adds up what `sum` was before each vector: each of its bytes counts 16 times more in every later one. */
    v128_t sum = wasm_i32x4_const(0, 0, 0, 0), before = sum, within = sum;
    s2 += s1 * n;
    for (const u8 *end = p + n; p != end; p += 16) {
      v128_t v = wasm_v128_load(p);
      before = wasm_i32x4_add(before, sum);
      sum = wasm_i32x4_add(sum, wasm_u32x4_extadd_pairwise_u16x8(wasm_u16x8_extadd_pairwise_u8x16(v)));
      within = wasm_i32x4_add(within, wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(v), left));
      within = wasm_i32x4_add(within, wasm_i32x4_dot_i16x8(wasm_u16x8_extend_high_u8x16(v), right));
    }
    s1 = (s1 + total(sum)) % DIVISOR;
    s2 = (s2 + 16 * total(before) + total(within)) % DIVISOR;
    length -= n;
  }
  for (; length; length--) {
    s1 += *p++;
    s2 += s1;
  }
  return (s2 % DIVISOR) << 16 | s1 % DIVISOR;
}
