package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.simulator.schedule.PassTimes;
import picocli.CommandLine.Option;

/** The options that say how long passes take where there is no model to tell. */
final class PassOptions {
    private static final String MICRO_BATCHES = "--micro-batches";

    /** Of a pass, in any unit: what is longer could not be added up exactly. */
    private static final double LONGEST = 1e12;

    @Option(names = MICRO_BATCHES, paramLabel = "N", description = "Micro-batches of a step on a replica.")
    private String microBatches = "";

    @Option(
            names = "--forward",
            paramLabel = "TIME",
            description = "Forward pass of a micro-batch on a rank, in any unit; default 1.")
    private String forward = "";

    @Option(names = "--backward", paramLabel = "TIME", description = "Backward pass, both gradients; default 2.")
    private String backward = "";

    @Option(
            names = "--weight-gradient",
            paramLabel = "TIME",
            description = "The part of the backward pass that makes weight gradients; default half of it.")
    private String weightGradient = "";

    @Option(names = "--hand-over", paramLabel = "TIME", description = "From a rank to the next one; default 0.")
    private String handOver = "";

    boolean given() {
        return !(microBatches + forward + backward + weightGradient + handOver).isEmpty();
    }

    int microBatches(OptionReader reader) {
        reader.require(
                !microBatches.isEmpty(),
                MICRO_BATCHES,
                "is missing: without a model, schedules are compared by --pp and " + MICRO_BATCHES + ".",
                "State it, or a job: --model, --cluster, --gpus, --sequence-length and --global-batch.");
        return reader.read(MICRO_BATCHES, microBatches, 1, OptionReader::positive);
    }

    PassTimes times(OptionReader reader) {
        double whole = reader.read("--backward", backward, 2.0, PassOptions::time);
        double weights = reader.read("--weight-gradient", weightGradient, whole / 2, PassOptions::time);
        reader.require(
                weights <= whole,
                "--weight-gradient = " + weightGradient,
                "is a part of --backward (" + whole + ").",
                "Maybe use " + whole / 2 + ".");
        return new PassTimes(
                reader.read("--forward", forward, 1.0, PassOptions::time),
                Math.max(0, whole - weights),
                weights,
                reader.read("--hand-over", handOver, 0.0, PassOptions::time));
    }

    private static double time(String text) {
        double value;
        try {
            value = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number from 0 to 1e12", e);
        }
        if (!(value >= 0) || value > LONGEST) {
            throw new IllegalArgumentException("must be a number from 0 to 1e12");
        }
        return value;
    }
}
