package dev.shardwright.profiler.steptrace;

/** A call on a thread of the host that started work on a device. */
record Launch(String thread, double time, long external) {}
