#!/usr/bin/env bash
# Builds kernels and digests for AArch64, runs them (by qemu, unless this machine is one), and compares every
# digest with those on record. `make arm` installs what this needs.
set -euo pipefail
cd "$(dirname "$0")/../.."

# The clang that comes with Swift builds the program, so it is the one to look at.
clang="$(dirname "$(readlink -f "$(command -v swift)")")/clang"
[ -x "$clang" ] || clang=clang
sources=(Sources/CKernels/*.c Tests/Support/CBits/*.c Tests/Arm/main.c)
flags=(-std=c17 -O2 -Wall -Wextra -Werror -ISources/CKernels/include -ITests/Support/CBits/include)
record=Tests/KernelTests/Reference/bits.txt
program=.build/arm/bits
mkdir -p "$(dirname "$program")"

case "$(uname -m)" in
  aarch64 | arm64)
    "$clang" "${flags[@]}" "${sources[@]}" -lm -lpthread -o "$program"
    "$program" "$record"
    echo "same bits everywhere, on this machine's $(uname -m)"
    ;;
  *)
    # On macOS some types differ. Its headers are not here, but those of Linux will do to check the sources,
    # where __nonnull means something else.
    for source in "${sources[@]}"; do
      "$clang" --target=arm64-apple-macos15 -U__nonnull -ffreestanding -nostdlibinc \
        -isystem /usr/aarch64-linux-gnu/include "${flags[@]}" -fsyntax-only "$source"
    done
    "$clang" --target=aarch64-linux-gnu "${flags[@]}" -static "${sources[@]}" -lm -lpthread -o "$program"
    qemu-aarch64 "$program" "$record"
    echo "same bits everywhere, on an emulated aarch64"
    ;;
esac
