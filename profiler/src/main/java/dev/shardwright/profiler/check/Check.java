package dev.shardwright.profiler.check;

import dev.shardwright.profiler.bench.Spread;
import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Optional;

/** Measured training steps beside their predictions. */
public record Check(List<Line> lines) {
    /**
     * One model.
     *
     * @param predicted one step, from the profile
     * @param measured one step, of rounds that took turns with those of the other models
     */
    public record Line(SmallGpt model, Seconds predicted, Spread measured, Memory memory) {
        /** Predicted over measured, less one. */
        public double error() {
            return predicted.value() / measured.median().value() - 1;
        }
    }

    /** Peak memory beyond that of the process before; not measured where the system does not tell. */
    public record Memory(Bytes predicted, Optional<Bytes> measured) {
        /** Predicted over measured, less one. */
        public Optional<Double> error() {
            return measured.filter(bytes -> bytes.value() > 0)
                    .map(bytes -> (double) predicted.value() / bytes.value() - 1);
        }
    }

    public Check {
        lines = List.copyOf(lines);
    }

    /** Mean absolute error of step times; NaN without a line. */
    public double meanError() {
        return lines.stream()
                .mapToDouble(line -> Math.abs(line.error()))
                .average()
                .orElse(Double.NaN);
    }

    /** Mean absolute error of peak memory, where it was measured; NaN where it was not. */
    public double meanMemoryError() {
        return lines.stream()
                .flatMap(line -> line.memory().error().stream())
                .mapToDouble(Math::abs)
                .average()
                .orElse(Double.NaN);
    }
}
