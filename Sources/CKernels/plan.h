#pragma once
#include "internal.h"

/// An operation with its sizes worked out for the batch in hand.
typedef struct compiled {
  il_operation operation;
  int64_t rows, columns, inner;
  il_product product;
  /// what the product fetches meanwhile
  il_region ahead;
  /// so small that looking for a way to cut it would cost more than it takes
  bool is_small;
} compiled;

/// How a stage of a schedule runs its operations.
typedef enum stage_kind {
  /// one operation, which may cut itself
  STAGE_SINGLE = 0,
  /// a chain of operations on the same rows: each thread takes rows through all of it
  STAGE_ROWS,
  /// operations that do not depend on each other, claimed in any order
  STAGE_POOL,
  /// a product that cuts itself, each part followed by the same part of operations on single numbers
  STAGE_FOLLOWED,
} stage_kind;

/// Operations that belong together: entries first..<first + count of the schedule's list.
typedef struct stage {
  stage_kind kind;
  int first, count;
} stage;

/// An operation of a stage, or rows start..<start + rows of the sum over the batch that it is.
typedef struct entry {
  int operation;
  /// rows 0: all of it
  int64_t start, rows;
} entry;

/// A part of an update, by the update's operation (-1: none) and the elements from `start` on.
typedef struct fused_update {
  int update;
  int64_t start, count;
} fused_update;

/// Updates that follow the last pool of the way back at once: of its entries, and what none of them covers.
typedef struct fusion {
  int count, rest_count;
  fused_update *parts, *rest;
  /// of each update, in the step at hand
  il_step *steps;
} fusion;

/// What several threads do instead of one operation after the other; bits do not depend on it.
typedef struct schedule {
  /// rows of the largest batch that it was made for; it holds for smaller ones, too
  int64_t batch;
  /// stages of each section; none where the section is too small to share out
  int start[IL_SECTION_COUNT], end[IL_SECTION_COUNT];
  int stage_count;
  /// operations in the order of the stages, and how many of them have their place
  int placed;
  entry *entries;
  /// NULL: updates run by themselves
  fusion *fusion;
  stage stages[];
} schedule;

struct il_plan {
  il_scalar scalar;
  /// rows of the batch that the sizes are worked out for
  int64_t batch;
  int64_t start[IL_SECTION_COUNT + 1];
  /// NULL: none was made, or there was no memory for it
  schedule *schedule;
  compiled list[];
};

/// The learning rate of the step at hand.
static inline double il_learning_rate(const il_run *run) {
  return run->learning_rates ? run->learning_rates[run->steps_done] : run->learning_rate;
}

/// Runs operations first..<end, one after the other; losses are added to `loss`.
void il_run_list(il_plan *plan, const il_run *run, int64_t first, int64_t end, int64_t batch, double *loss);

/// A quasi-Newton step, which runs the way forward and back once for each trial.
void il_run_lbfgs(il_plan *plan, const compiled *c, const il_run *run, int64_t batch, double loss);

/// Works the sizes of all operations out for a batch.
void il_plan_set_batch(il_plan *plan, int64_t batch);

/// Multiply-adds of an operation, roughly.
double il_work_of(const compiled *c);

/// Multiply-adds above which threads better share a product than the rows of a chain or a pool: columns of B are
/// packed once only, and what it reads was just written.
#define IL_SHARED_WORK 6e6

/// In how many parts a sum over the batch is put off.
int il_part_count(const il_plan *plan, const compiled *c);

/// The parts of some sums, `total` in all. Threads claim from both ends: each finds the first or the last half of
/// every large matrix there, the same half that it reads on the way forward.
void il_part_entries(const il_plan *plan, const int *operations, int count, entry *entries, int total);

/// Makes the schedule for the batch that the sizes are worked out for.
void il_schedule_make(il_plan *plan);

/// Whether all that the update does is to take steps, so that each may follow its gradient at once.
bool il_updates_follow(const il_plan *plan);

/// Looks whether updates may follow their gradients at once; needs the schedule.
void il_fusion_make(il_plan *plan);

/// Works the factors of a step's updates out.
void il_fusion_begin(il_plan *plan, double learning_rate);

/// Updates what an entry of the last pool gave the gradient of.
void il_fused_update(const il_plan *plan, int entry);

/// The most regions that an update writes.
enum { IL_UPDATE_REGIONS = 3 };

/// What the update behind an entry of the last pool is going to write; returns the number of regions.
int il_fused_regions(const il_plan *plan, int entry, il_region regions[IL_UPDATE_REGIONS]);

/// Updates all that no entry covers.
void il_fusion_end(const il_plan *plan);

/// Gives a schedule's memory back; NULL is fine.
void il_schedule_free(schedule *s);

/// Runs a chain, its rows shared out among the threads.
void il_run_chain(const il_plan *plan, const stage *stage);

/// Runs a product and what follows its parts.
void il_run_followed(const il_plan *plan, const stage *stage);

/// Runs the operations of a pool, each followed by its update or not.
void il_run_pool(const il_plan *plan, const stage *stage, bool updates);
