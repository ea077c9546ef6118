#pragma once

/// Billions of floating-point operations a second of fused multiply-adds in float32 on the calling thread, with
/// the widest vectors of the machine: what no kernel can pass. Runs for about `seconds`; 0: it has none.
double cpeak_fused_multiply_adds(double seconds);

/// Processor time of the calling thread.
double cpeak_thread_seconds(void);
