#pragma once

/// Billions of floating-point operations a second of fused multiply-adds in float32 on the calling thread, with
/// the widest vectors of the machine: what no kernel can pass. Runs for about `seconds`; 0: it has none.
double cpeak_fused_multiply_adds(double seconds);

/// The same of so many threads at once, summed: processors that are busy together may be slower each.
double cpeak_fused_multiply_adds_by(int threads, double seconds);

/// Processor time of the calling thread.
double cpeak_thread_seconds(void);

/// Time of a clock that only goes forward.
double cpeak_seconds(void);

/// Gives memory of the heap that nobody uses back to the system, where the system's library can.
void cpeak_trim_heap(void);
