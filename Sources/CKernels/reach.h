#pragma once
// What memory operations touch: which of them may be put off, or share their rows.
#include "plan.h"

/// Memory that an operation reads or writes.
typedef struct reach {
  const char *start, *end;
  /// distance of its rows; 0: every row of the batch may touch all of it
  int64_t row;
  bool writes;
} reach;

enum { REACHES = 5 };

/// All that an operation touches; count -1: not known.
typedef struct reaches {
  reach list[REACHES];
  int count;
} reaches;

/// What an operation touches; operations that are not looked into have count -1.
reaches il_reaches_of(il_scalar scalar, const compiled *c);

/// Whether one of two operations writes what the other touches; rows of the same memory do not count as such
/// where both take a row only with its own.
bool il_conflict(const reaches *x, const reaches *y, bool by_rows);
