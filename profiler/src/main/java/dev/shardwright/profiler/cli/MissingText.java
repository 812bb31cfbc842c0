package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.bench.ProfileRun.Missing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kernels without a sample in a few lines: those with the same reason together when they are many. */
final class MissingText {
    private static final int FEW = 3;

    private MissingText() {}

    static List<String> lines(List<Missing> missing) {
        Map<String, List<Missing>> byReason = new LinkedHashMap<>();
        missing.forEach(one -> byReason.computeIfAbsent(one.reason(), reason -> new ArrayList<>())
                .add(one));
        List<String> lines = new ArrayList<>();
        byReason.forEach((reason, kernels) -> {
            int shown = kernels.size() <= FEW ? kernels.size() : 1;
            kernels.subList(0, shown).forEach(one -> lines.add("not measured: " + one.kernel() + ": " + reason));
            if (shown < kernels.size()) {
                lines.add("not measured: " + (kernels.size() - shown) + " more kernels: " + reason);
            }
        });
        return lines;
    }
}
