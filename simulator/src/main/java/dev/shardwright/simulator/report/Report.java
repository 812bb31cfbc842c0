package dev.shardwright.simulator.report;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.unit.Flops;
import dev.shardwright.simulator.unit.Seconds;

/**
 * The answer for one job. {@code modelFlops} follows Chowdhery et al. 2022 (appendix B): 6 FLOPs per parameter and token
 * plus full (not causally halved) attention, recomputation not counted, input embedding not counted.
 */
public record Report(TrainingJob job, StepTime time, MemoryLedger memory, Flops modelFlops, Interval interval) {
    public Seconds iteration() {
        return time.total();
    }

    /** Tokens per second and device. */
    public double tokensPerSecondPerDevice() {
        return job.workload().tokens() / iteration().value() / job.cluster().devices();
    }

    /** Model FLOPs utilisation against the dense 16-bit (or, for FP8 and FP4 recipes, operand format) peak. */
    public double modelFlopsUtilisation() {
        double peak = job.cluster().accelerator().peak(job.numerics().precision().operands()).value();
        return modelFlops.value() / (iteration().value() * job.cluster().devices() * peak);
    }

    public double dollarsPerStep() {
        return iteration().value() / 3600 * job.cluster().devices() * job.cluster().dollarsPerDeviceHour();
    }
}
