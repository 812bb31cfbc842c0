package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.imports.Imported;
import dev.shardwright.profiler.view.TimingFigures;
import dev.shardwright.simulator.calibration.fabric.CollectiveNames;
import dev.shardwright.simulator.calibration.fabric.CollectiveSample;
import dev.shardwright.simulator.calibration.fabric.OtherSample;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.unit.BytesPerSecond;
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
            lines.addAll(kernels(imported));
            lines.addAll(network(imported.network()));
        });
        return lines;
    }

    private List<String> kernels(Imported imported) {
        int count = imported.kernels().size();
        if (count == 0 || count > MOST_ROWS) {
            return List.of(count + " kernels and shapes");
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(new TimedKernelText(accelerator).lines(imported.kernels()));
        return lines;
    }

    /** What makes no sample: collectives among several nodes, and those that are not modelled. */
    private static List<String> network(Imported.Network network) {
        if (network.acrossNodes().isEmpty() && network.others().isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable(List.of("not in the profile", "ranks", "buffer", "time", "bus bandwidth"), 2);
        for (CollectiveSample sample : network.acrossNodes()) {
            double wire = sample.collective().wireFactor(sample.ranks().count())
                    * sample.buffer().value();
            table.add(List.of(
                    CollectiveNames.word(sample.collective()),
                    sample.ranks().toString(),
                    TimingFigures.size(sample.buffer().value()),
                    sample.time().toString(),
                    new BytesPerSecond(wire / sample.time().value()).toString()));
        }
        for (OtherSample sample : network.others()) {
            table.add(List.of(
                    sample.program(),
                    sample.ranks().toString(),
                    TimingFigures.size(sample.buffer().value()),
                    sample.time().toString(),
                    sample.busBandwidth().toString()));
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        return lines;
    }
}
