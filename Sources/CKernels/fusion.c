// Updates that follow their gradient at once, in the thread that has it in its cache. Alone, an update of many
// small layers waits for what the other threads have just written.
#include <stdlib.h>

#include "plan.h"

bool il_updates_follow(const il_plan *plan) {
  const int64_t first = plan->start[IL_SECTION_UPDATE], end = plan->start[IL_SECTION_UPDATE + 1];
  for (int64_t i = first; i < end; i++) {
    if (plan->list[i].operation.code != IL_OP_OPTIMIZE) return false;
  }
  return first < end;
}

/// Where a gradient lies among those of an update; -1: elsewhere.
static int64_t place_among(const compiled *update, const compiled *c, int64_t size) {
  const char *start = update->operation.a, *found = c->operation.result;
  const int64_t all = update->rows * update->columns;
  if (c->operation.code == IL_OP_GEMM && c->product.c_row != c->columns) return -1;
  const int64_t count = c->operation.code == IL_OP_GEMM ? c->rows * c->columns : c->columns;
  if (found < start || found + count * size > start + all * size) return -1;
  return (found - start) / size;
}

static int by_place(const void *x, const void *y) {
  const fused_update *a = x, *b = y;
  return a->update != b->update ? (a->update < b->update ? -1 : 1) : (a->start > b->start) - (a->start < b->start);
}

/// Adds what lies between the fused parts of the updates.
static void add_rest(il_plan *plan, fusion *f, const fused_update *sorted) {
  const int first = (int)plan->start[IL_SECTION_UPDATE], end = (int)plan->start[IL_SECTION_UPDATE + 1];
  int next = 0;
  for (int update = first; update < end; update++) {
    const int64_t all = plan->list[update].rows * plan->list[update].columns;
    int64_t done = 0;
    for (; next < f->count && sorted[next].update <= update; next++) {
      if (sorted[next].update < update) continue;
      if (sorted[next].start > done) {
        f->rest[f->rest_count++] = (fused_update){update, done, sorted[next].start - done};
      }
      done = sorted[next].start + sorted[next].count;
    }
    if (done < all) f->rest[f->rest_count++] = (fused_update){update, done, all - done};
  }
}

/// Whether a part is one of whole rows, as an update needs it that summarizes them.
static bool is_of_rows(const compiled *update, int64_t start, int64_t count) {
  return !update->operation.operands[1] || (start % update->columns == 0 && count % update->columns == 0);
}

/// Assigns an update to each operation of a pool that makes a gradient.
static void assign(il_plan *plan, fusion *f, const stage *pool) {
  const int first = (int)plan->start[IL_SECTION_UPDATE], end = (int)plan->start[IL_SECTION_UPDATE + 1];
  const int64_t size = (int64_t)il_size(plan->scalar);
  for (int i = 0; i < pool->count; i++) {
    const entry *e = &plan->schedule->entries[pool->first + i];
    const compiled *c = &plan->list[e->operation];
    f->parts[i] = (fused_update){-1, 0, 0};
    for (int update = first; update < end; update++) {
      const int64_t place = place_among(&plan->list[update], c, size);
      if (place < 0) continue;
      const int64_t rows = c->operation.code != IL_OP_GEMM ? 1 : e->rows > 0 ? e->rows : c->rows;
      const int64_t start = place + e->start * c->columns, count = rows * c->columns;
      if (is_of_rows(&plan->list[update], start, count)) f->parts[i] = (fused_update){update, start, count};
      break;
    }
  }
}

/// Whether an operation reads what an update writes, which must then wait for all of the pool.
static bool reads_parameters(const il_plan *plan, const compiled *c) {
  const int64_t size = (int64_t)il_size(plan->scalar);
  const void *operands[] = {c->operation.a, c->operation.b, c->operation.c};
  for (int64_t i = plan->start[IL_SECTION_UPDATE]; i < plan->start[IL_SECTION_UPDATE + 1]; i++) {
    const char *start = plan->list[i].operation.result;
    const char *end = start + plan->list[i].rows * plan->list[i].columns * size;
    for (int j = 0; j < 3; j++) {
      const char *p = operands[j];
      if (p && p >= start && p < end) return true;
    }
  }
  return false;
}

/// Whether most of the parameters have an update that follows at once: of few, it only cuts the others apart.
static bool is_worthwhile(const fusion *f) {
  int64_t fused = 0, rest = 0;
  for (int i = 0; i < f->count; i++) fused += f->parts[i].count;
  for (int i = 0; i < f->rest_count; i++) rest += f->rest[i].count;
  return fused > rest;
}

void il_fusion_make(il_plan *plan) {
  schedule *s = plan->schedule;
  const int last = s->end[IL_SECTION_BACKWARD] - 1;
  if (last < s->start[IL_SECTION_BACKWARD] || s->stages[last].kind != STAGE_POOL) return;
  if (!il_updates_follow(plan)) return;
  const int first = (int)plan->start[IL_SECTION_UPDATE], end = (int)plan->start[IL_SECTION_UPDATE + 1];
  const int count = s->stages[last].count;
  for (int i = 0; i < count; i++) {
    if (reads_parameters(plan, &plan->list[s->entries[s->stages[last].first + i].operation])) return;
  }
  // Between the parts, and behind the last of each update, may be a rest.
  const size_t entries = (size_t)(2 * count + (end - first));
  fusion *f = calloc(1, sizeof *f + entries * sizeof(fused_update) + (size_t)(end - first) * sizeof(il_step));
  fused_update *sorted = malloc((size_t)count * sizeof *sorted);
  if (!f || !sorted) {
    free(f);
    free(sorted);
    return;
  }
  f->count = count;
  f->parts = (fused_update *)(f + 1);
  f->rest = f->parts + count;
  f->steps = (il_step *)(f->parts + entries);
  assign(plan, f, &s->stages[last]);
  for (int i = 0; i < count; i++) sorted[i] = f->parts[i];
  qsort(sorted, (size_t)count, sizeof *sorted, by_place);
  add_rest(plan, f, sorted);
  free(sorted);
  if (is_worthwhile(f)) s->fusion = f;
  else free(f);
}

/// Updates a part of the parameters.
static void run_part(const il_plan *plan, const fused_update *part, bool alone) {
  const compiled *c = &plan->list[part->update];
  const il_operation *o = &c->operation;
  const size_t size = il_size(plan->scalar), offset = (size_t)part->start * size;
  const il_step *step = &plan->schedule->fusion->steps[part->update - plan->start[IL_SECTION_UPDATE]];
  char *summaries = o->operands[1];
  if (summaries) summaries += (size_t)(part->start / c->columns * IL_ROW_SUMMARY) * size;
  const int64_t columns = summaries ? c->columns : part->count;
#define AT(p) ((p) ? (char *)(p) + offset : NULL)
  il_optimize_step(plan->scalar, step, part->count / columns, columns, AT(o->result), AT(o->a), AT(o->first),
                   AT(o->second), AT(o->operands[0]), summaries, alone);
#undef AT
}

/// Up to here what an update writes is taken from other threads before its product is done.
enum { TAKEN_BYTES = 64 * 1024 };

int il_fused_regions(const il_plan *plan, int entry, il_region regions[IL_UPDATE_REGIONS]) {
  const fused_update *part = &plan->schedule->fusion->parts[entry];
  if (part->update < 0) return 0;
  const il_operation *o = &plan->list[part->update].operation;
  const size_t size = il_size(plan->scalar), offset = (size_t)part->start * size;
  const void *const written[IL_UPDATE_REGIONS] = {o->result, o->first, o->second};
  // A large one's part is mostly of the half that this thread has had before.
  const bool is_taken = part->count * (int64_t)size < TAKEN_BYTES;
  int count = 0;
  for (int i = 0; i < IL_UPDATE_REGIONS; i++) {
    if (!written[i]) continue;
    regions[count++] = (il_region){(const char *)written[i] + offset, part->count * (int64_t)size, is_taken};
  }
  return count;
}

void il_fused_update(const il_plan *plan, int entry) {
  const fused_update *part = &plan->schedule->fusion->parts[entry];
  if (part->update >= 0) run_part(plan, part, true);
}

void il_fusion_begin(il_plan *plan, double learning_rate) {
  const int64_t first = plan->start[IL_SECTION_UPDATE];
  for (int64_t i = first; i < plan->start[IL_SECTION_UPDATE + 1]; i++) {
    const il_operation *o = &plan->list[i].operation;
    plan->schedule->fusion->steps[i - first] =
        il_step_of(&o->optimizer, learning_rate * o->parameter, o->powers, o->kind == 0);
  }
}

void il_fusion_end(const il_plan *plan) {
  const fusion *f = plan->schedule->fusion;
  for (int i = 0; i < f->rest_count; i++) run_part(plan, &f->rest[i], false);
}
