package dev.shardwright.simulator.report;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.stack.Experience;
import dev.shardwright.simulator.stack.Experience.Domain;
import dev.shardwright.simulator.stack.Experience.Errors;
import dev.shardwright.simulator.stack.Experience.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far a prediction may be off: 90 % intervals of step time and of peak memory, and of the ratio of two layouts'
 * step times; docs/model/intervals.md.
 */
public record Confidence(Interval time, Interval memory, Interval ratio) {
    /** Standard deviations on each side of a normal distribution that leave out a tenth. */
    private static final double NINE_OF_TEN = 1.645;

    public static Confidence of(TrainingJob job) {
        return of(job.stack().name(), Situation.of(job), job.stack().experience());
    }

    public static Confidence of(String stack, Situation situation, Experience experience) {
        Spread ratio = experience.ratio().of(situation.kind());
        return new Confidence(
                interval(stack, situation, experience.time(), experience.domain()),
                interval(stack, situation, experience.memory(), experience.domain()),
                new Interval(ratio.low(), ratio.high(), ratio.runs() + " pairs of layouts of one job"));
    }

    private static Interval interval(String stack, Situation situation, Errors errors, Domain domain) {
        List<String> reasons = new ArrayList<>();
        boolean seen = !errors.of().isEmpty();
        Spread spread = errors.kinds().get(situation.kind());
        if (spread != null) {
            reasons.add(runs(spread, errors) + " (" + situation.kind() + ")");
        } else {
            spread = errors.stack();
            reasons.add(
                    seen
                            ? runs(spread, errors) + ", too few of them " + situation.kind()
                            : "too few runs of " + stack + "; as for stacks left out");
        }
        if (seen && !domain.accelerators().contains(situation.accelerator())) {
            spread = spread.orWider(errors.hardware());
            reasons.add("wider: no run of it on " + situation.accelerator());
        }
        double doublings = seen ? doublings(situation, domain, reasons) : 0;
        spread = spread.widened(NINE_OF_TEN * errors.perDoubling() * doublings);
        return new Interval(spread.low(), spread.high(), String.join("; ", reasons));
    }

    private static String runs(Spread spread, Errors errors) {
        return spread.runs() + " runs of " + String.join(", ", errors.of());
    }

    /** Doublings beyond what was measured, the sizes taken as independent. */
    private static double doublings(Situation situation, Domain domain, List<String> reasons) {
        double devices = domain.devices().doublingsTo(situation.devices());
        double sequence = domain.sequence().doublingsTo(situation.sequence());
        double parameters = domain.parameters().doublingsTo(situation.parameters());
        note(reasons, devices, "GPUs");
        note(reasons, sequence, "tokens per sequence");
        note(reasons, parameters, "parameters");
        return Math.sqrt(devices * devices + sequence * sequence + parameters * parameters);
    }

    private static void note(List<String> reasons, double doublings, String size) {
        if (doublings > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "wider: %s outside the measured range by a factor of %.1f",
                    size,
                    Math.pow(2, doublings)));
        }
    }
}
