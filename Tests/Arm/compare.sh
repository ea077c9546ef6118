#!/usr/bin/env bash
# Builds kernels, streams and portable mathematics with their digests for AArch64, runs them (by qemu, unless
# this machine is one), and compares every digest with those on record. `make arm` installs what this needs.
set -euo pipefail
cd "$(dirname "$0")/../.."

# The clang that comes with Swift builds the program, so it is the one to look at.
tools="$(dirname "$(readlink -f "$(command -v swift)")")"
clang="$tools/clang"
[ -x "$clang" ] || clang=clang
sources=(Sources/CKernels/*.c Tests/Support/CBits/*.c Tests/Arm/main.c)
# What an initializer leaves out is zero in C.
flags=(-std=c17 -O2 -Wall -Wextra -Wno-missing-field-initializers -Werror -ISources/CKernels/include -ITests/Support/CBits/include)
# All in one module; the import of InitKit within it is what would be warned of. Householder.swift is left out:
# without a runtime there are no values of a protocol's type.
kit=Sources/InitKit
swift_sources=("$kit"/Mathematics/*.swift
  "$kit"/Random/{CutMoments,Distributions,NormalCut,Philox,RandomStream,StreamKey}.swift
  Tests/InitKitTests/Random/PortableBits.swift Tests/Arm/PrintBits.swift)
swift_flags=(-O -wmo -parse-as-library -suppress-warnings -module-name InitKit)
out=.build/arm
mkdir -p "$out"

case "$(uname -m)" in
  aarch64 | arm64)
    where="this machine"
    run() { "$@"; }
    "$clang" "${flags[@]}" "${sources[@]}" -lm -lpthread -o "$out/kernels"
    swiftc "${swift_flags[@]}" "${swift_sources[@]}" -lm -o "$out/streams"
    ;;
  *)
    where="an emulated aarch64"
    run() { qemu-aarch64 "$@"; }
    # On macOS some types differ. Its headers are not here, but those of Linux will do to check the sources,
    # where __nonnull means something else.
    for source in "${sources[@]}"; do
      "$clang" --target=arm64-apple-macos15 -U__nonnull -ffreestanding -nostdlibinc \
        -isystem /usr/aarch64-linux-gnu/include "${flags[@]}" -fsyntax-only "$source"
    done
    linux=("$clang" --target=aarch64-linux-gnu -static)
    "${linux[@]}" "${flags[@]}" "${sources[@]}" -lm -lpthread -o "$out/kernels"
    # Swift for a machine without a system: the toolchain has no other library for this processor.
    target=aarch64-none-none-elf
    swiftc -target "$target" -enable-experimental-feature Embedded "${swift_flags[@]}" \
      -c "${swift_sources[@]}" -o "$out/streams.o"
    "${linux[@]}" "$out/streams.o" "$tools/../lib/swift/embedded/$target/libswiftUnicodeDataTables.a" -lm \
      -o "$out/streams"
    ;;
esac

run "$out/kernels" Tests/KernelTests/Reference/bits.txt
run "$out/streams" > "$out/streams.txt"
diff "$out/streams.txt" Tests/InitKitTests/Reference/bits.txt
sed 's/ .*/: same bits/' "$out/streams.txt"
echo "same bits everywhere, on $where"
