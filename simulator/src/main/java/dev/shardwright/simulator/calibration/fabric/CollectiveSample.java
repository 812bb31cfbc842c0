package dev.shardwright.simulator.calibration.fabric;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Optional;

/**
 * One measured collective: who took part, the whole buffer, how long it took, and how long when the result overwrote the
 * input, where that was measured too.
 */
public record CollectiveSample(
        Collective collective, Ranks ranks, Bytes buffer, Seconds time, Optional<Seconds> inPlace) {
    /** Processes of a test, the machines that they ran on, and the most on one of them. */
    public record Ranks(int count, int hosts, int perHost) {
        public Ranks {
            if (count < 1 || hosts < 1 || perHost < 1) {
                throw new IllegalArgumentException("a test needs at least one rank on one host");
            }
        }

        @Override
        public String toString() {
            return count + " ranks on " + hosts + (hosts == 1 ? " node" : " nodes");
        }
    }
}
