package dev.shardwright.planner.explain;

import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.report.Report;

/** Why a value of a knob is not in the best layout. */
sealed interface Justification {
    /** One sentence. */
    String text();

    /** Fits, but even the best layout with this value is no better; {@code reach} may be empty. */
    record Slower(Knob knob, int value, Report first, Report best, String reach) implements Justification {
        private static final double SAME = 5e-4;

        @Override
        public String text() {
            return knob.label() + " " + value + " dropped: " + reach + price() + ".";
        }

        /** "+38 % step time (3.1 s more exposed TP communication)". */
        private String price() {
            double share = best.iteration().value() / first.iteration().value() - 1;
            if (share < SAME) {
                return "takes as long as the first and peaks at "
                        + Wording.gib(best.memory().peak());
            }
            PartDifference parts = PartDifference.between(first.time(), best.time());
            return "+" + Wording.percent(share) + " step time (" + parts.price() + ")";
        }
    }

    /** No layout with this value fits; the ledger is that of the smallest. */
    record TooLarge(Knob knob, int value, MemoryLedger smallest) implements Justification {
        @Override
        public String text() {
            return knob.label() + " " + value + " dropped: needs at least " + Wording.memory(smallest) + " ("
                    + Wording.categories(smallest) + ").";
        }
    }

    /** Breaks a rule in every layout; the rule is a clause that ends with a full stop. */
    record Illegal(Knob knob, int value, String rule) implements Justification {
        @Override
        public String text() {
            return knob.label() + " " + value + " is not tried: it " + rule;
        }
    }

    /** The framework has no words for any layout with this value; the job is the best of them. */
    record Unsaid(Knob knob, int value, Dialect dialect, TrainingJob job) implements Justification {
        @Override
        public String text() {
            return knob.label() + " " + value + " dropped: " + Wording.refusal(dialect, job);
        }
    }
}
