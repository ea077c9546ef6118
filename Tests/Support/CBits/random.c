// What is drawn: dropout, and the numbers of initializers.
#include "collect.h"

void bits_dropout(bits *b) {
  for (int i = 0; i < 5; i++) {
    const int64_t count = i == 4 ? 30011 : 1 + i * 77;
    const void *x = bits_patterns(b, count);
    void *y = bits_room(b, count);
    il_dropout(b->scalar, bits_next(b), (int64_t)i << 31, 0.2 * i, count, x, y);
    bits_take(b, count, y);
    bits_free(b);
  }
}

/// Draws twice, from an even and from an odd place.
static void draw(bits *b, il_draw law) {
  enum { COUNT = 9001 };
  // Doubles, whatever the scalar.
  double *numbers = bits_room(b, 2 * COUNT);
  law.key = bits_next(b);
  law.lane = bits_next(b);
  for (int odd = 0; odd < 2; odd++) {
    law.position = 1234 + (uint64_t)odd;
    il_draw_numbers(&law, odd ? 77 : COUNT, numbers);
    for (int i = 0; i < (odd ? 77 : COUNT); i++) {
      // Rounded as an engine in float32 does.
      bits_take_double(b, b->scalar == IL_FLOAT64 ? numbers[i] : (double)(float)numbers[i]);
    }
  }
  bits_free(b);
}

void bits_draws(bits *b) {
  draw(b, (il_draw){.law = IL_UNIFORM, .a = -0.3, .b = 0.7});
  draw(b, (il_draw){.law = IL_NORMAL, .a = 0.1, .b = 1.7});
  // Ends as InitKit has them: distances from 1/2, or in a tail probabilities.
  draw(b, (il_draw){.law = IL_CUT_NORMAL, .b = 1, .lower = -2, .upper = 2, .start = -0.4772498680518208,
                    .end = 0.4772498680518208});
  draw(b, (il_draw){.law = IL_CUT_NORMAL, .a = 1, .b = 0.2, .lower = 3, .upper = 5,
                    .start = 2.866515718791933e-07, .end = 0.0013498980316300933, .is_tail = true});
  for (uint32_t i = 0; i < 9; i++) {
    uint32_t words[4];
    il_philox((const uint32_t[]){i, 0, ~i, 7}, (const uint32_t[]){i << 28, 5}, words);
    for (int j = 0; j < 4; j++) bits_take_double(b, words[j]);
  }
}
