package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.bench.Spread;
import dev.shardwright.profiler.view.TimingFigures;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.timing.TimedKernel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Timed kernels as a table: shape, time, spread, rate, and the share of the datasheet's roof where the device is known. */
record TimedKernelText(Optional<Accelerator> accelerator) {
    private static final String UNKNOWN = "-";

    List<String> lines(List<TimedKernel> kernels) {
        TextTable table =
                new TextTable(List.of("operator", "shape", "format", "time", "IQR", "n", "rate", "of the roof"), 3);
        kernels.forEach(kernel -> table.add(row(kernel)));
        return table.lines();
    }

    private List<String> row(TimedKernel kernel) {
        KernelTiming timing = kernel.timing();
        TimingFigures figures = TimingFigures.of(timing);
        Spread spread = Spread.of(kernel.times());
        return List.of(
                figures.operator(),
                figures.shape(),
                figures.format(),
                timing.time().toString(),
                spread.count() > 1 ? percent(spread.relativeRange()) : UNKNOWN,
                Integer.toString(spread.count()),
                figures.rate(timing),
                accelerator
                        .map(device -> figures.fraction(timing, device))
                        .filter(share -> share.isPresent())
                        .map(share -> percent(share.getAsDouble()))
                        .orElse(UNKNOWN));
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }
}
