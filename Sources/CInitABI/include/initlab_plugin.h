/*
 * initlab_plugin.h: an initializer for initlab, in C or in any language that can export one C function.
 *
 * A plugin is a shared object that exports
 *
 *     const initlab_plugin *initlab_plugin_main(void);
 *
 * which returns a description that lives as long as the process. Build one with
 *
 *     cc -O2 -shared -fPIC mine.c -o mine.so -lm
 *
 * and load it with `plugin load mine.so` (or `plugin load mine.c`, which does both). The plugin runs in a
 * process of its own: whatever it does there, the session goes on.
 *
 * Every struct begins with its own size, so that later versions can add fields at its end: a plugin sets
 * `struct_size` of what it describes, and looks at `struct_size` of what it is handed before it reads fields
 * that came later than version 1. Texts are UTF-8 and end in a zero byte.
 */
#ifndef INITLAB_PLUGIN_H
#define INITLAB_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface; another one is refused with a message that names both. */
#define INITLAB_ABI_VERSION 1u

/* A number that the user may give: mine(gain=2). */
typedef struct initlab_parameter {
  uint32_t struct_size;
  uint32_t reserved;
  const char *name;     /* lower case with underscores */
  const char *help;     /* one line */
  double default_value; /* not a number (NAN): must be given */
  double least, most;   /* the range; -INFINITY and INFINITY where there is none */
} initlab_parameter;

/* The place that is filled. */
typedef struct initlab_site {
  uint32_t struct_size;
  uint32_t axes;                    /* how many sizes `shape` has */
  const int64_t *shape;             /* row o of [outputs, inputs] is what neuron o reads */
  int64_t fan_in, fan_out;          /* counted by the host: groups, kernels and lookups are in them */
  int64_t layer_index, layer_count; /* among the layers with weights, from 0 */
  const char *layer, *parameter;    /* "h1", "weight" */
  const char *role;                 /* "weight", "recurrent", "bias", "scale" or "embedding" */
  const char *activation;           /* "relu", "identity", ... */
  double activation_parameter;      /* the slope of leaky_relu; NAN where there is none */
  double activation_gain;           /* keeps the size of a signal through the activation */
  int32_t is_output;                /* 1 for the network's last layer */
  int32_t reserved;
} initlab_site;

/*
 * The parameter's own random numbers. The host owns the stream: the same seed gives the same bits. Use no
 * other source of chance. `stream` is the first argument of every function.
 */
typedef struct initlab_random {
  uint32_t struct_size;
  uint32_t reserved;
  void *stream;
  uint64_t (*bits)(void *stream);                                          /* 64 random bits */
  double (*uniform)(void *stream);                                         /* from [0, 1) */
  double (*normal)(void *stream);                                          /* mean 0, deviation 1 */
  double (*truncated_normal)(void *stream, double lower, double upper);    /* cut, not corrected */
  uint64_t (*below)(void *stream, uint64_t bound);                         /* from 0 to bound - 1 */
  void (*use_lane)(void *stream, uint64_t lane); /* go on with another, independent stream, from its start */
  void (*fill_uniform)(void *stream, double *out, uint64_t count, double low, double high);
  void (*fill_normal)(void *stream, double *out, uint64_t count, double mean, double deviation);
  /* `count` orthonormal vectors of `length`, one after the other; 0, or 1 where count > length. */
  int32_t (*orthonormal)(void *stream, double *out, uint64_t count, uint64_t length);
} initlab_random;

/* What is asked for. */
typedef struct initlab_request {
  uint32_t struct_size;
  uint32_t argument_count;
  const double *arguments; /* one for each parameter, in the descriptor's order */
  const initlab_site *site;
  const initlab_random *random; /* NULL when a promise is asked for */
  double *out;                  /* row-major; every entry has to be written; NULL for a promise */
  uint64_t count;               /* entries of `out` */
} initlab_request;

#define INITLAB_LAW_NONE 0    /* entries are not independent, or of another law */
#define INITLAB_LAW_UNIFORM 1 /* independent, even over lower..upper */
#define INITLAB_LAW_NORMAL 2  /* independent, normal with mean and variance */

/* What holds of the values at a place; `plugin check` tests it. */
typedef struct initlab_promise {
  uint32_t struct_size;
  int32_t law;
  double mean, variance;
  double lower, upper;     /* -INFINITY and INFINITY where there is no bound */
  double kurtosis;         /* fourth central moment over the squared variance: 3 normal, 1.8 uniform */
  int64_t zeros;           /* exact number of zeros, -1 when nothing is said of them */
  int32_t breaks_symmetry; /* 1 all rows differ, 0 some are equal, -1 chance decides */
  int32_t reserved;
} initlab_promise;

/* One initializer. */
typedef struct initlab_initializer {
  uint32_t struct_size;
  uint32_t is_deterministic; /* 1 when chance has no part in it */
  const char *name;          /* lower case with underscores */
  const char *summary;       /* one sentence */
  const char *formula;
  const char *source;        /* authors, year, equation; may be NULL */
  const char *suits;         /* what it is for; may be NULL */
  const char *aliases;       /* other names, separated by blanks; may be NULL */
  const initlab_parameter *const *parameters; /* ends in NULL; may be NULL */
  void *context;                              /* handed back to the functions */
  /* Writes request->out. 0 when all is well; else 1, and the reason into message[0..capacity). */
  int32_t (*fill)(void *context, const initlab_request *request, char *message, size_t capacity);
  /* Fills in *promise, whose fields hold "nothing promised". 0 when there is one. May be NULL. */
  int32_t (*promise)(void *context, const initlab_request *request, initlab_promise *promise);
} initlab_initializer;

/* All that a plugin holds. */
typedef struct initlab_plugin {
  uint32_t abi_version; /* INITLAB_ABI_VERSION: always the first field */
  uint32_t struct_size;
  const char *version;                            /* the plugin's own; may be NULL */
  const initlab_initializer *const *initializers; /* ends in NULL */
} initlab_plugin;

#if defined(_WIN32)
#define INITLAB_EXPORT __declspec(dllexport)
#else
#define INITLAB_EXPORT __attribute__((visibility("default")))
#endif

/* The one function that a plugin exports: INITLAB_EXPORT const initlab_plugin *initlab_plugin_main(void) */
typedef const initlab_plugin *(*initlab_plugin_main_function)(void);

#ifdef __cplusplus
}
#endif
#endif
