package dev.shardwright.profiler.steptrace;

import java.util.Comparator;
import java.util.List;

/** How long a device was at work: the union of spans, in seconds. */
final class Busy {
    private Busy() {}

    static double seconds(List<GpuWork.Span> spans) {
        double total = 0;
        double end = Double.NEGATIVE_INFINITY;
        for (GpuWork.Span span : spans.stream()
                .sorted(Comparator.comparingDouble(GpuWork.Span::start))
                .toList()) {
            total += Math.max(0, span.end() - Math.max(end, span.start()));
            end = Math.max(end, span.end());
        }
        return total;
    }
}
