#pragma once
// Processes, sockets, shared memory and limits for plugins' workers. Everything here is prefixed `ilp_`.
// Functions return -1, or what they say, and set errno when the system refuses. Any thread.
#include <stdbool.h>
#include <stdint.h>

/// A file without a name in memory, for what a child writes.
int ilp_memory_file(void);
/// Shared memory of a fixed size: neither side can shrink it under the other's feet.
int ilp_shared_memory(uint64_t bytes);
/// Maps shared memory for reading and writing; NULL when it cannot be had.
void *_Nullable ilp_map(int descriptor, uint64_t bytes);
void ilp_unmap(void *_Nonnull address, uint64_t bytes);
/// Makes each entry a NaN that no computation gives, so that entries nobody wrote are found.
void ilp_mark(double *_Nonnull entries, uint64_t count);
/// Copies entries, then looks at the copy: other threads of a plugin may still write to the original.
///
/// Returns how many are not finite; `unwritten` of these bear the mark, `first` is the first of all.
uint64_t ilp_copy(
    double *_Nonnull copy, const double *_Nonnull entries, uint64_t count, uint64_t *_Nonnull unwritten,
    uint64_t *_Nonnull first);

/// Two ends of a connection that keeps messages apart.
int ilp_socket_pair(int *_Nonnull first, int *_Nonnull second);
/// Sends one message, with a descriptor unless it is negative; a closed end is an error, no signal.
int64_t ilp_send(int socket, const void *_Nonnull bytes, int64_t count, int descriptor);
/// Takes one message; `descriptor` is what came with it, or -1. 0 when the other end is closed.
int64_t ilp_receive(int socket, void *_Nonnull bytes, int64_t capacity, int *_Nonnull descriptor);

/// Starts a program in a process group of its own, with the descriptors as 0, 1, ... and all others closed.
///
/// The child's signals are as by default, its environment is ours with Swift's crash reports turned off: they
/// take 20 ms, and may hang under a limit of memory. `variable` is one more, `NAME=VALUE`, or NULL. Returns 0 or
/// the error's number.
int ilp_spawn(
    int32_t *_Nonnull process, const char *_Nonnull path, char *_Nullable const *_Nonnull arguments,
    char *_Nullable variable, const int *_Nonnull descriptors, int count);
/// A descriptor that becomes readable when the process ends.
int ilp_process_handle(int32_t process);

enum { ILP_TIMED_OUT = 0, ILP_READABLE = 1, ILP_ENDED = 2, ILP_INTERRUPTED = 3 };
/// Waits for a message, or for the end of the process; a negative socket is not looked at.
int ilp_wait(int socket, int handle, double seconds);

enum { ILP_EXITED = 0, ILP_SIGNALED = 1 };
/// Ends a process with its group, and reports how it ended (`code`: exit status or signal).
///
/// A process that is about to end by itself is given `patience` seconds, so that its own end is reported.
int ilp_end(int32_t process, int handle, double patience, int *_Nonnull code);
/// The name of a signal, such as "Segmentation fault".
const char *_Nonnull ilp_signal_name(int signal);

/// Makes this process a worker behind the socket: no core files, short logs, and an end when the host ends.
int ilp_become_worker(int socket);
/// Lets this process take so much memory beyond what it has now.
int ilp_limit_memory(uint64_t bytes);
/// Seconds of a clock that never goes back.
double ilp_seconds(void);
