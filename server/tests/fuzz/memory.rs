//! What this process has allocated, counted.

use peak_alloc::PeakAlloc;

#[global_allocator]
static COUNTED: PeakAlloc = PeakAlloc;

pub fn reset() {
    COUNTED.reset_peak_usage();
}

pub fn now() -> usize {
    COUNTED.current_usage()
}

pub fn peak() -> usize {
    COUNTED.peak_usage()
}
