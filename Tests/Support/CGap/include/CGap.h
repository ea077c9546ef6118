#pragma once

/// Links the `read` that waits so many milliseconds as `PROBE_READ_GAP` says; does nothing else.
void gap_use(void);
