#pragma once
// Manners of threads on a machine that others use, too. They change who computes when, never a result.

/// Notes the processor that the caller of a task runs on.
void il_mark_caller(void);

/// Moves a worker that shares the caller's processor to another one: the system, too, puts both on one when it
/// wakes the worker while another program keeps the other processor busy.
void il_leave_caller(void);

/// Lets others run that wait for this processor, now and then. To be called between chunks: a thread that is
/// stopped there holds nobody up, while all wait for one that is stopped within a chunk.
void il_give_way(void);
