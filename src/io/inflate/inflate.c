/*
 * The decompressor of libdeflate as one export; only it is compiled, no compressor. Runs wherever an Inflater is. It allocates nothing,
 * imports nothing and keeps nothing between two calls: where bytes lie in its memory is decided by inflater.ts.
 */
#include "lib/deflate_decompress.c"
#include "lib/zlib_decompress.c"

/* Zeroes are what libdeflate_alloc_decompressor() would fill it with. */
static struct libdeflate_decompressor decompressor;

/* How many bytes the zlib stream at `in` gave, or -1 where it is damaged, cut off or gives more than fit. */
__attribute__((export_name("inflate"))) int inflate(const u8 *in, size_t inLength, u8 *out, size_t outLength) {
  size_t filled;
  if (libdeflate_zlib_decompress(&decompressor, in, inLength, out, outLength, &filled) != LIBDEFLATE_SUCCESS) return -1;
  return (int)filled;
}
