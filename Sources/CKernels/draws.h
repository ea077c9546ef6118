// Numbers of the initializers' streams and laws, in float64: the bits of InitKit's definitions.

#if IL_BITS == 64

enum {
  /// Draws made at once, which stay in the nearest cache.
  DRAWS = 256,
};

/// Two draws of 64 bits a counter, in order: words 0 1 and words 2 3, the first word highest.
INLINE void draw_bits(const il_draw *d, uint64_t block, uint64_t *bits) {
  const VC low = (VC)(uint64_t)0xffffffff;
  for (int i = 0; i < DRAWS / 2; i += COUNTERS) {
    VC w[4];
    philox(d->key, d->lane, block + (uint64_t)i, w);
    const V first = (V)(w[0] << 32 | (w[1] & low)), second = (V)(w[2] << 32 | (w[3] & low));
    full_store((R *)bits + 2 * i, join_low(first, second));
    full_store((R *)bits + 2 * i + LANES, join_high(first, second));
  }
}

/// A multiple of 2^-53 in [0, 1): the first word's upper 27 bits before the second's upper 26.
INLINE V share_of(VC bits) {
  const VC whole = bits >> 37 << 26 | (bits & (VC)(uint64_t)0xffffffff) >> 6;
  // 52 bits as the fraction of a number in [1, 2), then the last one; all of it is exact.
  const V upper = (V)(whole >> 1 | (VC)(uint64_t)ONE_BITS) - splat(1);
  const VI last = -(VI)(whole & (VC)(uint64_t)1);
  return upper + choose(last, splat(0x1p-53), splat(0));
}

/// An odd multiple of 2^-53 in (-1/2, 1/2), exact.
INLINE V centered_of(VC bits) {
  return ((V)(bits >> 12 | (VC)(uint64_t)ONE_BITS) - splat(1.5)) + splat(0x1p-53);
}

/// Horner's rule, each step rounded twice.
INLINE V horner(V x, const double *coefficients, int count) {
  V sum = splat(coefficients[count - 1]);
  UNROLL for (int i = count - 2; i >= 0; i--) sum = sum * x + splat(coefficients[i]);
  return sum;
}

/// log(x) for normal x in (0, 1), as InitKit's PortableMath.log has it.
INLINE V portable_log(V x) {
  static const double series[] = {2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11, 2.0 / 13,
                                  2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23};
  const VC bits = (VC)x;
  // The exponent's 11 bits as the last ones of 2^52 + e, which is exact.
  const V exponent = (V)(bits >> 52 | (VC)(uint64_t)0x4330000000000000) - splat(0x1p52 + 1023);
  const V significand = (V)((bits & (VC)(uint64_t)MANTISSA_MASK) | (VC)(uint64_t)ONE_BITS);
  const VI large = significand > splat(1.4142135623730951);
  const V count = choose(large, exponent + splat(1), exponent);
  const V fraction = choose(large, significand * splat(0.5), significand) - splat(1);
  const V ratio = fraction / (splat(2) + fraction), square = ratio * ratio;
  const V tail = square * horner(square, series, 11);
  const V half = splat(0.5) * fraction * fraction;
  const V low = ratio * (half + tail) + count * splat(LOG_LN2_LOW);
  return count * splat(0.6931471803691238) + (fraction - (half - low));
}

/// Wichura's quantile of the normal law for a distance of at most 0.425 from the middle.
INLINE V central_quantile(V distance) {
  static const double over[] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                                1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                                3.3430575583588128105e4, 2.5090809287301226727e3};
  static const double under[] = {1,
                                 4.2313330701600911252e1,
                                 6.8718700749205790830e2,
                                 5.3941960214247511077e3,
                                 2.1213794301586595867e4,
                                 3.9307895800092710610e4,
                                 2.8729085735721942674e4,
                                 5.2264952788528545610e3};
  const V square = splat(0.180625) - distance * distance;
  return distance * horner(square, over, 8) / horner(square, under, 8);
}

/// What lies above with a small probability.
INLINE V upper_quantile(V tail) {
  static const double middle_over[] = {
      1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,
      3.64784832476320460504e0, 1.27045825245236838258e0,  2.41780725177450611770e-1,
      2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static const double middle_under[] = {1,
                                        2.05319162663775882187e0,
                                        1.67638483018380384940e0,
                                        6.89767334985100004550e-1,
                                        1.48103976427480074590e-1,
                                        1.51986665636164571966e-2,
                                        5.47593808499534494600e-4,
                                        1.05075007164441684324e-9};
  static const double far_over[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                    1.78482653991729133580e0,  2.96560571828504891230e-1,
                                    2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                    2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static const double far_under[] = {1,
                                     5.99832206555887937690e-1,
                                     1.36929880922735805310e-1,
                                     1.48753612908506148525e-2,
                                     7.86869131145613259100e-4,
                                     1.84631831751005468180e-5,
                                     1.42151175831644588870e-7,
                                     2.04426310338993978564e-15};
  const V depth = root(-portable_log(tail)), near = depth - splat(1.6);
  V value = horner(near, middle_over, 8) / horner(near, middle_under, 8);
  const VI is_far = depth > splat(5);
  bool any = false;
  UNROLL for (int i = 0; i < LANES; i++) any |= is_far[i] != 0;
  if (any) {
    const V rest = depth - splat(5);
    value = choose(is_far, horner(rest, far_over, 8) / horner(rest, far_under, 8), value);
  }
  return value;
}

/// Quantiles of probabilities given by their distance from 1/2, in place.
///
/// One in seven lies in the tails, which take three times longer: they are gathered and done apart. AVX-512's
/// instructions for gathering and spreading would save a tenth.
static void centered_quantiles(R *numbers) {
  R tails[DRAWS + LANES];
  int places[DRAWS], count = 0;
  for (int i = 0; i < DRAWS; i++) {
    tails[count] = numbers[i];
    places[count] = i;
    count += __builtin_fabs(numbers[i]) > 0.425;
  }
  for (int i = 0; i < DRAWS; i += LANES) full_store(numbers + i, central_quantile(full_load(numbers + i)));
  // What fills up the last vector must be a probability, and goes nowhere.
  for (int i = 0; i < LANES; i++) tails[count + i] = 0.45;
  for (int i = 0; i < count; i += LANES) {
    const V distance = full_load(tails + i);
    const VI sign = (VI)distance & (VI)SIGN_BIT;
    const V magnitude = (V)((VI)distance ^ sign);
    full_store(tails + i, (V)((VI)upper_quantile(splat(0.5) - magnitude) | sign));
  }
  for (int i = 0; i < count; i++) numbers[places[i]] = tails[i];
}

/// Quantiles of probabilities up to 1/2, in place; those from 0.075 on as distances from the middle.
static void tail_quantiles(R *numbers) {
  for (int i = 0; i < DRAWS; i += LANES) {
    const V place = full_load(numbers + i), limit = splat(0.075);
    const VI is_small = place <= limit;
    const V small = -upper_quantile(choose(is_small, place, limit));
    full_store(numbers + i, choose(is_small, small, central_quantile(place - splat(0.5))));
  }
}

static void cut_normals(const il_draw *d, const uint64_t *bits, R *numbers) {
  for (int i = 0; i < DRAWS; i += LANES) {
    const V share = centered_of(*(const VC *)(bits + i)) + splat(0.5);
    full_store(numbers + i, splat(d->start) * (splat(1) - share) + splat(d->end) * share);
  }
  if (d->is_tail) tail_quantiles(numbers);
  else centered_quantiles(numbers);
  // The upper tail is drawn mirrored.
  const bool mirrored = d->lower > 0;
  const V least = splat(mirrored ? -d->upper : d->lower), most = splat(mirrored ? -d->lower : d->upper);
  const V mean = splat(d->a), deviation = splat(d->b);
  for (int i = 0; i < DRAWS; i += LANES) {
    V z = full_load(numbers + i);
    z = choose(z < least, least, z);
    z = choose(z > most, most, z);
    full_store(numbers + i, mean + deviation * (mirrored ? -z : z));
  }
}

static void normals(const il_draw *d, const uint64_t *bits, R *numbers) {
  for (int i = 0; i < DRAWS; i += LANES) full_store(numbers + i, centered_of(*(const VC *)(bits + i)));
  centered_quantiles(numbers);
  const V mean = splat(d->a), deviation = splat(d->b);
  for (int i = 0; i < DRAWS; i += LANES) {
    full_store(numbers + i, mean + deviation * full_load(numbers + i));
  }
}

static void uniforms(const il_draw *d, const uint64_t *bits, R *numbers) {
  const V low = splat(d->a), high = splat(d->b);
  for (int i = 0; i < DRAWS; i += LANES) {
    const V share = share_of(*(const VC *)(bits + i));
    V u = low * (splat(1) - share) + high * share;
    u = choose(u < low, low, u);
    full_store(numbers + i, choose(u > high, high, u));
  }
}

/// Draws first..<end of a call; a block of the generator holds two.
static void draw(const il_draw *d, int64_t first, int64_t end, double *numbers) {
  uint64_t bits[DRAWS];
  R drawn[DRAWS];
  for (int64_t place = first; place < end;) {
    const uint64_t position = d->position + (uint64_t)place, odd = position & 1;
    draw_bits(d, position / 2, bits);
    const int64_t left = end - place, room = DRAWS - (int64_t)odd, count = left < room ? left : room;
    // Whole blocks go where they belong, others by way of a copy.
    R *target = count == DRAWS ? numbers + place : drawn;
    switch (d->law) {
      case IL_UNIFORM: uniforms(d, bits, target); break;
      case IL_NORMAL: normals(d, bits, target); break;
      case IL_CUT_NORMAL: cut_normals(d, bits, target); break;
    }
    if (target == drawn) memcpy(numbers + place, drawn + odd, (size_t)count * sizeof(R));
    place += count;
  }
}

#endif
