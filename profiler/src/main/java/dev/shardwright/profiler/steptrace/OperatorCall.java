package dev.shardwright.profiler.steptrace;

/** One call of an operator on a thread of the host, from {@code start} to {@code end} in seconds. */
record OperatorCall(long external, String thread, double start, double end, Signature signature) {}
