package dev.shardwright.planner.sweep;

import dev.shardwright.planner.explain.Wording;
import dev.shardwright.planner.plan.SearchSummary.Proof;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.report.Report;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a question has for an answer: its best layout, or why there is none. */
public sealed interface Outcome {
    /** The report of the best layout that fits. */
    default Optional<Report> best() {
        return Optional.empty();
    }

    /** Why there is no layout; empty where there is one. */
    String reason();

    /** The best layout, and whether nothing better can exist. */
    record Fits(Report report, Proof proof) implements Outcome {
        @Override
        public Optional<Report> best() {
            return Optional.of(report);
        }

        @Override
        public String reason() {
            return "";
        }
    }

    /** No layout fits; {@code closest} needs least memory of those that were tried. */
    record NothingFits(Optional<Report> closest) implements Outcome {
        @Override
        public String reason() {
            return closest.map(report -> "nothing fits: the smallest needs " + Wording.memory(report.memory())
                            + refusal(report.memory().verdict())
                            + " with " + Wording.whole(report.job().layout()))
                    .orElse("the search ended before it found a layout that fits");
        }

        /** Why a peak below the limit is too much. */
        private static String refusal(Verdict verdict) {
            return switch (verdict) {
                case OUT_OF_MEMORY -> "";
                case NEAR_LIMIT -> " (so near the limit the allocator starts to retry)";
                case FITS -> " (more than the share of it that may be used)";
            };
        }
    }

    /** The question allows no layout, whatever memory there is. */
    record NoLayout(String reason) implements Outcome {
        static NoLayout of(InvalidInputException e) {
            return new NoLayout(e.problems().stream()
                    .map(problem -> (problem.where().isEmpty() ? "" : problem.where() + " ") + problem.rule())
                    .collect(Collectors.joining("; ")));
        }
    }
}
