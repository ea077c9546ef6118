// The geometry of products under a window: which numbers meet, worked out once for each call.
#include "internal.h"

/// One axis of a product under a window.
typedef struct axis {
  int64_t size, places, kernel, stride, padding, dilation;
  bool backward;
} axis;

static axis vertical(const il_window *w, bool backward) {
  return (axis){w->height, w->out_height, w->kernel_height, w->stride_height,
                w->padding_height, w->dilation_height, backward};
}

static axis horizontal(const il_window *w, bool backward) {
  return (axis){w->width, w->out_width, w->kernel_width, w->stride_width,
                w->padding_width, w->dilation_width, backward};
}

/// Lattices along an axis: backward one for each rest of the stride that occurs.
static int64_t rests(const axis *a) { return !a->backward ? 1 : a->size < a->stride ? a->size : a->stride; }

/// Places of the result that leave a rest.
static int64_t places_of(const axis *a, int64_t rest) {
  return a->backward ? (a->size - rest + a->stride - 1) / a->stride : a->places;
}

/// Where a tap reads at the first place of a rest, or false if it never does.
static bool tap_place(const axis *a, int64_t rest, int64_t tap, int64_t *place) {
  const int64_t reach = tap * a->dilation;
  *place = reach - a->padding;
  if (!a->backward) return true;
  const int64_t from = rest + a->padding - reach;
  *place = from / a->stride;
  return from % a->stride == 0;
}

static int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b != 0 && a < 0); }

/// First number that a tap may read, below 0 in the border.
static int64_t lowest(const axis *a) {
  if (!a->backward) return -a->padding;
  return floor_divide(a->padding - (a->kernel - 1) * a->dilation + a->stride - 1, a->stride);
}

/// Numbers from the first to the last under all taps of one place; of all places, (places - 1) more strides.
static int64_t reach_of(const axis *a) {
  if (!a->backward) return (a->kernel - 1) * a->dilation + 1;
  const int64_t reach = floor_divide(a->padding + rests(a) - 1, a->stride) - lowest(a) + 1;
  return reach < 0 ? 0 : reach;
}

/// Where a column of the copy lies in its row.
static int64_t column_offset(const il_source *s, int64_t column) {
  if (s->in_place) return column * s->column_step;
  if (s->phase_step == 0) return column * s->column_numbers;
  return column % s->column_stride * s->phase_step + column / s->column_stride;
}

/// One lattice's taps, in the order of the channels, kernel rows and kernel columns.
static void fill_taps(const il_source *s, il_lattice *l, const axis *down, int64_t row_rest, const axis *right,
                      int64_t column_rest, int64_t weight_channel) {
  int64_t k = 0;
  for (int64_t c = 0; c < s->channels; c++) {
    for (int64_t i = 0; i < down->kernel; i++) {
      int64_t y, x;
      if (!tap_place(down, row_rest, i, &y)) continue;
      for (int64_t j = 0; j < right->kernel; j++) {
        if (!tap_place(right, column_rest, j, &x)) continue;
        l->offsets[k] = (int32_t)(c * s->copy_channel + (y - s->top) * s->copy_row +
                                  column_offset(s, x - s->left));
        l->entries[k] = (int32_t)(c * weight_channel + i * right->kernel + j);
        k++;
      }
    }
  }
  l->taps = k;
}

il_source il_source_of(const il_window *w, bool backward) {
  const axis down = vertical(w, backward), right = horizontal(w, backward);
  il_source s = {.channels_last = w->channels_last};
  const int64_t all = backward ? w->outputs : w->channels;
  s.channels = all / w->groups;
  s.height = backward ? w->out_height : w->height;
  s.width = backward ? w->out_width : w->width;
  s.channel_step = w->channels_last ? 1 : s.height * s.width;
  s.column_step = w->channels_last ? all : 1;
  s.row_step = s.width * s.column_step;
  s.sample_step = all * s.height * s.width;
  s.group_step = s.channels * s.channel_step;
  s.row_stride = backward ? 1 : w->stride_height;
  s.column_stride = backward ? 1 : w->stride_width;
  s.top = lowest(&down);
  s.left = lowest(&right);
  s.reach = reach_of(&down);
  s.rows = s.reach + (places_of(&down, 0) - 1) * s.row_stride;
  s.columns = reach_of(&right) + (places_of(&right, 0) - 1) * s.column_stride;
  return s;
}

void il_source_lay_out(il_source *s, int64_t rows, bool sorts_columns) {
  s->column_numbers = s->channels_last ? s->channels : 1;
  s->in_place = !sorts_columns && s->top >= 0 && s->left >= 0 && s->top + s->rows <= s->height &&
                s->left + s->columns <= s->width;
  s->phase_step = 0;
  if (s->in_place) {
    s->copy_channel = s->channel_step;
    s->copy_row = s->row_step;
    s->copy_place = s->column_stride * s->column_step;
    return;
  }
  s->copy_row = s->columns * s->column_numbers;
  s->copy_place = s->column_stride * s->column_numbers;
  if (sorts_columns) {
    s->phase_step = (s->columns + s->column_stride - 1) / s->column_stride;
    s->copy_row = s->phase_step * s->column_stride;
    s->copy_place = 1;
    if (s->column_stride == 1) s->phase_step = 0;
  }
  s->copy_channel = s->channels_last ? 1 : rows * s->copy_row;
}

int64_t il_source_numbers(const il_source *s, int64_t rows) {
  return s->channels_last ? rows * s->copy_row : s->channels * s->copy_channel;
}

bool il_window_is_common(const il_window *w, bool backward) {
  const axis down = vertical(w, backward), right = horizontal(w, backward);
  const il_source s = il_source_of(w, backward);
  const double most = 1 << 30;
  const double columns = (double)s.columns + (double)s.column_stride;
  const double taps = (double)w->kernel_height * (double)w->kernel_width;
  return (double)s.channels * (double)(s.reach + s.row_stride) * columns < most &&
         (double)s.channel_step * (double)s.channels * (s.channels_last ? columns : 1) < most &&
         taps * (double)w->channels / (double)w->groups * (double)w->outputs < most &&
         (double)rests(&down) * (double)rests(&right) * (taps + 1) * (double)s.channels < most / 16;
}

int64_t il_lattice_count(const il_window *w, bool backward) {
  const axis down = vertical(w, backward), right = horizontal(w, backward);
  return rests(&down) * rests(&right);
}

void il_lattices_fill(const il_window *w, bool backward, const il_source *s, il_lattice *lattices,
                      int32_t *table) {
  const axis down = vertical(w, backward), right = horizontal(w, backward);
  const int64_t area = w->kernel_height * w->kernel_width;
  const int64_t weight_channel = backward ? w->channels / w->groups * area : area;
  const int64_t column_step = w->channels_last ? w->channels : 1;
  const int64_t room = s->channels * area;
  int64_t used = 0;
  for (int64_t row = 0; row < rests(&down); row++) {
    for (int64_t column = 0; column < rests(&right); column++) {
      il_lattice *l = lattices++;
      *l = (il_lattice){.first = row * w->width * column_step + column * column_step,
                        .rows = places_of(&down, row), .columns = places_of(&right, column),
                        .offsets = table + used, .entries = table + room + used};
      fill_taps(s, l, &down, row, &right, column, weight_channel);
      used += l->taps;
    }
  }
}
