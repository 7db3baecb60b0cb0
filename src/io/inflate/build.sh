#!/bin/sh
# Makes inflate-wasm.ts and COPYING: fetches libdeflate's source, which the crate libdeflate-sys carries, and compiles what inflating
# needs. Run by hand, when the C here or the version of libdeflate changes. Needs cargo, to fetch; clang and lld 14 or newer.
set -eu
VERSION=1.26.1
SHA256=d7870e5fbd2766179a937c725fb11f4ca0ef025d982beb61bd3ce755425bd19c

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# A package that exists to have its dependency fetched. cargo compares the archive with the sum that it writes down.
printf '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[lib]\npath = "fetch.rs"\n' >Cargo.toml
printf '[dependencies]\nlibdeflate-sys = "=%s"\n' "$VERSION" >>Cargo.toml
touch fetch.rs
cargo vendor --quiet sources >/dev/null
grep -q "\"package\":\"$SHA256\"" sources/libdeflate-sys/.cargo-checksum.json || { echo "libdeflate-sys $VERSION is not what it was." >&2; exit 1; }
source=$work/sources/libdeflate-sys/libdeflate

# libdeflate takes the width of a pointer for that of a register. Here a pointer has 32 bits, a register 64.
sed -i.orig 's/^typedef size_t machine_word_t;/typedef u64 machine_word_t;/' "$source/common_defs.h"
! cmp -s "$source/common_defs.h" "$source/common_defs.h.orig" || { echo "machine_word_t is not where it was." >&2; exit 1; }

clang --target=wasm32 -O3 -mbulk-memory -msimd128 -ffreestanding -DFREESTANDING -nostdlib -Wall -Werror -I"$source" \
  "$here/inflate.c" "$here/adler32.c" "$here/unshuffle.c" \
  -Wl,--no-entry -Wl,--stack-first -Wl,--strip-all -Wl,--gc-sections -Wl,--export=__heap_base -Wl,-z,stack-size=16384 -o inflate.wasm

cp "$source/COPYING" "$here/COPYING"
{
  echo "/** The module of inflate.c, adler32.c and unshuffle.c with libdeflate of libdeflate-sys $VERSION, base64. Made by build.sh. */"
  echo '/*! libdeflate'
  cat "$source/COPYING"
  echo '*/'
  echo 'export const INFLATE_WASM ='
  echo "  '$(base64 <inflate.wasm | tr -d '\n')';"
} >"$here/inflate-wasm.ts"
wc -c <inflate.wasm
