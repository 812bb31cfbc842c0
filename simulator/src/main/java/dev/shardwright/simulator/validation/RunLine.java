package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.problem.Problem;

/** What one line of a measured-runs file turned out to be. */
public sealed interface RunLine {
    MeasuredRun.Location location();

    /** The run's id, or its place when it has none. */
    String id();

    /** A training run. */
    record Run(MeasuredRun run) implements RunLine {
        @Override
        public MeasuredRun.Location location() {
            return run.location();
        }

        @Override
        public String id() {
            return run.origin().id();
        }
    }

    /** A measurement of something else than a training step, such as a single layer. */
    record OtherKind(MeasuredRun.Location location, String id, String kind) implements RunLine {}

    /** A line that cannot be read. */
    record Malformed(MeasuredRun.Location location, Problem problem) implements RunLine {
        @Override
        public String id() {
            return location.toString();
        }
    }
}
