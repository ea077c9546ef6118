// Large gradients of weights, cut by rows into parts, each followed by its update while it is in the cache.
#include "plan.h"

/// Parts of so many bytes, at most.
enum { PART_BYTES = 128 * 1024, MOST_PARTS = 128 };

/// Panels of rows of a sum.
static int64_t panels_of(const il_plan *plan, const compiled *c) {
  const int64_t tall = il_kernels(plan->scalar)->panel_rows;
  return (c->rows + tall - 1) / tall;
}

int il_part_count(const il_plan *plan, const compiled *c) {
  if (il_work_of(c) <= IL_SHARED_WORK) return 1;
  const int64_t panels = panels_of(plan, c);
  const double bytes = (double)c->rows * (double)c->columns * (double)il_size(plan->scalar);
  // An even number, so that both ends of the pool get the same.
  double wanted = 2 * (double)((int64_t)(bytes / (2 * PART_BYTES)) + 1);
  if (wanted > MOST_PARTS) wanted = MOST_PARTS;
  return wanted < (double)panels ? (int)wanted : (int)panels;
}

/// Part `part` of `parts` of a sum.
static entry part_of(const il_plan *plan, int operation, int part, int parts) {
  const compiled *c = &plan->list[operation];
  const int64_t tall = il_kernels(plan->scalar)->panel_rows, panels = panels_of(plan, c);
  const int64_t start = panels * part / parts * tall, end = panels * (part + 1) / parts * tall;
  return (entry){operation, start, (end < c->rows ? end : c->rows) - start};
}

void il_part_entries(const il_plan *plan, const int *operations, int count, entry *entries, int total) {
  entry *front = entries, *back = entries + total;
  double work_front = 0, work_back = 0;
  for (int i = 0; i < count; i++) {
    const compiled *c = &plan->list[operations[i]];
    const int parts = il_part_count(plan, c);
    if (parts == 1) {
      const bool in_front = work_front <= work_back;
      *(in_front ? front++ : --back) = (entry){operations[i], 0, 0};
      *(in_front ? &work_front : &work_back) += il_work_of(c);
      continue;
    }
    for (int part = 0; part < parts / 2; part++) *front++ = part_of(plan, operations[i], part, parts);
    for (int part = parts - 1; part >= parts / 2; part--) *--back = part_of(plan, operations[i], part, parts);
  }
}
