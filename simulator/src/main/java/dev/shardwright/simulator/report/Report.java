package dev.shardwright.simulator.report;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.stack.MemoryRules.MemoryCounter;
import dev.shardwright.simulator.step.StepFigures;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import dev.shardwright.simulator.unit.Seconds;
import java.util.EnumMap;
import java.util.Map;

/**
 * The answer for one job. {@code modelFlops} follows Chowdhery et al. 2022 (appendix B): 6 FLOPs per parameter and token
 * plus full (not causally halved) attention, recomputation not counted, input embedding not counted. {@code counted} is
 * what the stack's own memory counter would read.
 */
public record Report(
        TrainingJob job, StepTime time, MemoryLedger memory, Bytes counted, Flops modelFlops, Confidence confidence) {
    public static Report of(TrainingJob job, StepFigures figures) {
        Bytes limit = job.cluster().accelerator().memory().usable();
        Map<MemoryCategory, Bytes> lines = new EnumMap<>(MemoryCategory.class);
        for (MemoryCategory category : MemoryCategory.values()) {
            lines.put(category, Bytes.of(figures.bytes(category)));
        }
        Bytes peak = Bytes.of(figures.peakBytes());
        Verdict verdict =
                Verdict.of(peak, limit, job.stack().memory().allocator().unstableAbove());
        MemoryLedger memory = new MemoryLedger(figures.worstStage(), lines, limit, verdict);
        return new Report(
                job, StepTime.of(figures), memory, counted(job, figures), ModelFlops.of(job), Confidence.of(job));
    }

    /** What the stack's own memory counter reads. */
    private static Bytes counted(TrainingJob job, StepFigures figures) {
        MemoryCounter counter = job.stack().memory().counter();
        double sum = 0;
        for (MemoryCategory category : MemoryCategory.values()) {
            boolean seen = switch (category) {
                case CONTEXT -> counter == MemoryCounter.DEVICE;
                case ALLOCATOR -> counter == MemoryCounter.DEVICE || counter == MemoryCounter.RESERVED;
                default -> true;
            };
            if (seen) {
                sum += counter == MemoryCounter.ALLOCATED_LAST_RANK
                        ? figures.lastStageBytes(category)
                        : figures.bytes(category);
            }
        }
        return Bytes.of(sum);
    }

    /** Within which factors of the step time the measured one lies in nine cases of ten. */
    public Interval interval() {
        return confidence.time();
    }

    public Seconds iteration() {
        return time.total();
    }

    /** The upper end of the interval of peak memory. */
    public Bytes peakHigh() {
        return Bytes.of(memory.peak().value() * confidence.memory().high());
    }

    /** The lower end of the interval of peak memory. */
    public Bytes peakLow() {
        return Bytes.of(memory.peak().value() * confidence.memory().low());
    }

    /** Whether the prediction fits but the upper end of its interval does not. */
    public boolean mayNotFit() {
        return memory.peak().compareTo(memory.limit()) <= 0 && peakHigh().compareTo(memory.limit()) > 0;
    }

    /** Tokens per second and device. */
    public double tokensPerSecondPerDevice() {
        return job.workload().tokens() / iteration().value() / job.cluster().devices();
    }

    /** Model FLOPs utilisation against the dense 16-bit (or, for FP8 and FP4 recipes, operand format) peak. */
    public double modelFlopsUtilisation() {
        double peak = job.cluster()
                .accelerator()
                .peak(job.numerics().precision().operands())
                .value();
        return modelFlops.value() / (iteration().value() * job.cluster().devices() * peak);
    }

    public double dollarsPerStep() {
        return iteration().value()
                / 3600
                * job.cluster().devices()
                * job.cluster().dollarsPerDeviceHour();
    }
}
