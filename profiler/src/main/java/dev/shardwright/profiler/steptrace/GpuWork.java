package dev.shardwright.profiler.steptrace;

/**
 * One kernel, copy or fill on a device; times in seconds from the trace's zero. {@code external} and {@code correlation}
 * are the trace's numbers of the operator and of the launch, or {@link #NOT_SAID}.
 */
record GpuWork(
        Sort sort, String name, Span span, int device, long external, long correlation, Signature.Message message) {
    static final long NOT_SAID = -1;

    /** What the device did. */
    enum Sort {
        KERNEL,
        COPY,
        FILL
    }

    /** When it ran, and for how long: an end alone would lose digits in traces that count from 1970. */
    record Span(double start, double length) {
        double end() {
            return start + length;
        }
    }

    boolean communicates() {
        return sort == Sort.KERNEL && (name.startsWith("nccl") || name.contains("ncclDev") || name.startsWith("rccl"));
    }
}
