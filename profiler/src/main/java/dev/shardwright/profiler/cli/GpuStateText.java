package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.device.GpuState;
import dev.shardwright.profiler.profilefile.Conditions;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The state of a GPU before and after a run as text. */
final class GpuStateText {
    private GpuStateText() {}

    static List<String> lines(Conditions.Gpu gpu) {
        return List.of("before: " + line(gpu.before()), "after: " + line(gpu.after()));
    }

    private static String line(GpuState state) {
        return String.join(
                ", ",
                "SM " + figure("%.0f", state.clocks().multiprocessors()) + " MHz",
                "memory " + figure("%.0f", state.clocks().memory()) + " MHz",
                figure("%.1f", state.power().draw()) + " of "
                        + figure("%.0f", state.power().limit()) + " W",
                figure("%.0f", state.celsius()) + " C",
                "clocks held down by: "
                        + state.throttle().map(GpuStateText::reasons).orElse(ProfileText.UNKNOWN));
    }

    private static String reasons(List<GpuState.Throttle> reasons) {
        return reasons.isEmpty()
                ? "nothing"
                : reasons.stream()
                        .map(reason -> reason.label().replace('_', ' '))
                        .collect(Collectors.joining(" and "));
    }

    private static String figure(String format, OptionalDouble figure) {
        return figure.isEmpty() ? ProfileText.UNKNOWN : String.format(Locale.ROOT, format, figure.getAsDouble());
    }
}
