package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.imports.Imported;
import dev.shardwright.simulator.hardware.Accelerator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What files of other tools hold, as tables: where a traced step's time went, then each kernel and shape. */
record ImportText(Map<Path, Imported> files, Optional<Accelerator> accelerator) {
    /** Tables of kernel timings hold hundreds of thousands. */
    private static final int MOST_ROWS = 200;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        files.forEach((path, imported) -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(path + ": " + imported.kind().label());
            imported.step().ifPresent(step -> lines.addAll(StepText.lines(step)));
            if (!imported.kernels().isEmpty() && imported.kernels().size() <= MOST_ROWS) {
                lines.add("");
                lines.addAll(new TimedKernelText(accelerator).lines(imported.kernels()));
            } else {
                lines.add(imported.kernels().size() + " kernels and shapes");
            }
        });
        return lines;
    }
}
