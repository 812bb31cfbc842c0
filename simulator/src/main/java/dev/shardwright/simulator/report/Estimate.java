package dev.shardwright.simulator.report;

import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;

/** The short answer for one layout, from the same formulas as the full report. */
public record Estimate(Seconds iteration, Bytes peak, Verdict verdict) {
    public boolean fits() {
        return verdict != Verdict.OUT_OF_MEMORY;
    }
}
