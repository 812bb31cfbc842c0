package dev.shardwright.simulator.runlog;

import dev.shardwright.simulator.stack.MemoryRules.MemoryCounter;
import dev.shardwright.simulator.unit.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The memory figure of a run: what the stack's own counter counts where the log has it, else what the log has. */
record PeakChoice(Bytes peak, String words, boolean ofTheStack) {
    static Optional<PeakChoice> of(List<MemoryPeak> peaks, Optional<MemoryCounter> stack) {
        MemoryCounter wanted = stack.orElse(MemoryCounter.RESERVED);
        MemoryPeak.Counter counter = counter(wanted);
        Optional<PeakChoice> own = largest(peaks, counter, wanted, true);
        if (own.isPresent()) {
            return own;
        }
        for (MemoryPeak.Counter other : MemoryPeak.Counter.values()) {
            Optional<PeakChoice> found = largest(peaks, other, MemoryCounter.RESERVED, false);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static MemoryPeak.Counter counter(MemoryCounter wanted) {
        return switch (wanted) {
            case ALLOCATED, ALLOCATED_LAST_RANK -> MemoryPeak.Counter.MAX_ALLOCATED;
            case RESERVED -> MemoryPeak.Counter.MAX_RESERVED;
            case DEVICE -> MemoryPeak.Counter.DEVICE;
        };
    }

    private static Optional<PeakChoice> largest(
            List<MemoryPeak> peaks, MemoryPeak.Counter counter, MemoryCounter wanted, boolean own) {
        List<MemoryPeak> fitting =
                peaks.stream().filter(peak -> peak.counter() == counter).toList();
        boolean last = wanted == MemoryCounter.ALLOCATED_LAST_RANK;
        int rank = fitting.stream().mapToInt(MemoryPeak::rank).max().orElse(LogLine.NOT_SAID);
        return fitting.stream()
                .filter(peak -> !last || peak.rank() == rank)
                .map(MemoryPeak::peak)
                .max(Comparator.naturalOrder())
                .map(peak -> new PeakChoice(peak, words(counter, last, rank), own));
    }

    private static String words(MemoryPeak.Counter counter, boolean last, int rank) {
        return counter.words() + (last && rank != LogLine.NOT_SAID ? ", rank " + rank : ", largest of those logged");
    }
}
