package dev.shardwright.simulator.calibration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to calibrate on which runs.
 *
 * @param runs files of measured runs
 * @param stack a shipped stack or stack file
 * @param cluster where the runs ran, if it is not to be told from what they state
 */
public record CalibrationRequest(
        List<Path> runs,
        String stack,
        Optional<String> cluster,
        Scope scope,
        Selection selection,
        Board.Centre centre) {
    public CalibrationRequest {
        runs = List.copyOf(runs);
        if (scope == Scope.STACK_AND_LINKS && cluster.isEmpty()) {
            throw new IllegalArgumentException("links can only be calibrated of a named cluster");
        }
    }

    /** What may move. */
    public enum Scope {
        STACK,
        /** Also the link tiers of the named cluster. */
        STACK_AND_LINKS
    }

    /** Which runs count: those whose group of layouts matches {@code only} and not {@code without}. */
    public record Selection(Software software, Optional<Pattern> only, Optional<Pattern> without) {
        /** All runs, predicted with the stack that is calibrated. */
        public static final Selection ALL = new Selection(Software.IMPOSED, Optional.empty(), Optional.empty());

        boolean takes(String group) {
            return only.map(p -> p.matcher(group).find()).orElse(true)
                    && without.map(p -> !p.matcher(group).find()).orElse(true);
        }
    }

    /** With which stack a run is predicted. */
    public enum Software {
        /** The one that is calibrated, whatever the run names. */
        IMPOSED,
        /** The one that the run names, if that is the calibrated one or extends it; other runs are left out. */
        NAMED
    }
}
