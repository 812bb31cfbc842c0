package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Confidence;
import dev.shardwright.simulator.report.Situation;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Optional;

/** What became of one measured run: compared with its prediction, or skipped with the reason. */
public sealed interface RunScore {
    String id();

    /** Name of the file that holds the run. */
    String file();

    /** Left out of all statistics. */
    record Skipped(String id, String file, String reason) implements RunScore {}

    /** Predicted and compared. {@code assumed} lists what the source left open and a default filled. */
    record Scored(
            String id, String file, Subject subject, Prediction predicted, Measurement measured, List<String> assumed)
            implements RunScore {
        /** Runs of one group are layouts of the same job on the same machines. */
        public String group() {
            return subject.group();
        }

        /** Predicted over measured step time, where a time was measured and is comparable. */
        public Optional<Double> timeRatio() {
            return measured.iteration().map(t -> predicted.iteration().value() / t.value());
        }

        /** Predicted over measured peak memory. */
        public Optional<Double> memoryRatio() {
            return measured.peak().map(m -> (double) predicted.peak().value() / m.value());
        }
    }

    /** What was trained: its group of layouts, software, layout, and what decides how well it can be predicted. */
    record Subject(String group, String stack, Layout layout, Situation situation) {}

    /** The prediction of a run, with its 90 % intervals; {@code peak} is what the run's counter reads. */
    record Prediction(Seconds iteration, Bytes peak, Verdict verdict, Confidence confidence) {
        public Seconds low() {
            return iteration.times(confidence.time().low());
        }

        public Seconds high() {
            return iteration.times(confidence.time().high());
        }

        boolean fits() {
            return verdict != Verdict.OUT_OF_MEMORY;
        }
    }

    /** What was measured; {@code outOfMemory} is empty where the source says neither. */
    record Measurement(Optional<Seconds> iteration, Optional<Bytes> peak, Optional<Boolean> outOfMemory) {}
}
