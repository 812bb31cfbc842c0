package dev.shardwright.profiler.imports;

import dev.shardwright.profiler.steptrace.StepTrace;
import dev.shardwright.profiler.timing.TimedKernels;
import dev.shardwright.profiler.timing.TimedKernels.Counted;
import dev.shardwright.profiler.timing.TimingTable;
import dev.shardwright.simulator.calibration.fabric.CollectiveSample;
import dev.shardwright.simulator.calibration.fabric.NcclTests;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.runlog.LogText;
import dev.shardwright.simulator.timing.KernelTiming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads kernel timings that other tools took; docs/profile-import.md. */
public final class TimingImport {
    private static final KernelCurve.Kernel NCCL = new KernelCurve.Kernel("NCCL", "nccl-tests", "");

    private TimingImport() {}

    /**
     * Reads a file of any kind.
     *
     * @param stated the collective of nccl-tests output that does not name its program
     * @throws dev.shardwright.simulator.problem.InvalidInputException with file and line of what cannot be used
     */
    public static Imported read(Path file, Optional<Collective> stated) {
        FileKind kind = FileKind.of(file);
        return switch (kind) {
            case NCCL_TESTS -> ncclTests(NcclTests.read(LogText.read(file), stated));
            case TRACE -> trace(StepTrace.read(file));
            case TIMINGS -> table(TimingTable.read(file));
        };
    }

    private static Imported ncclTests(NcclTests.Found found) {
        List<KernelTiming> timings = new ArrayList<>();
        List<CollectiveSample> across = new ArrayList<>();
        for (CollectiveSample sample : found.samples()) {
            if (sample.ranks().hosts() > 1) {
                across.add(sample);
            } else if (sample.ranks().count() > 1) {
                KernelTiming first = new KernelTiming.Exchange(
                        NCCL, sample.collective(), sample.ranks().count(), sample.buffer(), sample.time());
                timings.add(first);
                sample.inPlace().map(first::lasting).ifPresent(timings::add);
            }
        }
        return new Imported(
                FileKind.NCCL_TESTS,
                TimedKernels.grouped(timings, Counted.MEDIANS),
                List.copyOf(found.devices()),
                Optional.empty(),
                new Imported.Network(across, found.others()),
                found.remarks());
    }

    private static Imported trace(StepTrace trace) {
        String device = trace.times().device();
        return new Imported(
                FileKind.TRACE,
                TimedKernels.grouped(trace.timings(), Counted.SHORTEST_OF_COLLECTIVES),
                device.isEmpty() ? List.of() : List.of(device),
                Optional.of(trace.times()),
                Imported.Network.NONE,
                trace.remarks());
    }

    private static Imported table(TimingTable table) {
        List<KernelTiming> timings =
                table.rows().stream().flatMap(row -> row.timing().stream()).toList();
        return new Imported(
                FileKind.TIMINGS,
                TimedKernels.grouped(timings, Counted.MEDIANS),
                List.of(),
                Optional.empty(),
                Imported.Network.NONE,
                List.of());
    }
}
