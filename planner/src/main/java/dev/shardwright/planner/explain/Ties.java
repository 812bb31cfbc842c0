package dev.shardwright.planner.explain;

import dev.shardwright.planner.plan.Remark;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.step.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which answers tie with the first one. Two layouts of one job share most of their prediction error, so not their error
 * bars are compared but the interval of their ratio: a tie is where it holds 1; docs/decisions/ties.md.
 */
final class Ties {
    /** Playing takes milliseconds each. */
    private static final int MOST_PLAYED = 10;

    private Ties() {}

    /** Relative difference of two step times below which either may be the faster one. */
    static double margin(Report first) {
        return first.confidence().ratio().high() - 1;
    }

    static Optional<Remark> remark(List<Report> answers) {
        Report first = answers.get(0);
        double margin = margin(first);
        List<Report> tied = new ArrayList<>();
        for (Report report : answers) {
            if (!sameDevices(first, report) || ratio(first, report) > 1 + margin) {
                break;
            }
            tied.add(report);
        }
        return tied.size() < 2 ? Optional.empty() : Optional.of(new Remark(Remark.Kind.TIE, text(tied, margin)));
    }

    private static boolean sameDevices(Report a, Report b) {
        return a.job().cluster().devices() == b.job().cluster().devices();
    }

    private static double ratio(Report first, Report other) {
        return other.iteration().value() / first.iteration().value();
    }

    private static String text(List<Report> tied, double margin) {
        Report smallest = tied.get(0);
        double widest = 0;
        for (Report report : tied) {
            widest = Math.max(widest, ratio(tied.get(0), report) - 1);
            smallest = report.memory().peak().compareTo(smallest.memory().peak()) < 0 ? report : smallest;
        }
        String ranks = tied.size() == 2 ? "The first two layouts" : "The first " + tied.size() + " layouts";
        return ranks + " are a tie: they differ by " + Wording.percent(widest) + " at most, less than the "
                + Wording.percent(margin)
                + " within which measured runs of two layouts of one job came out in nine cases of ten. "
                + "Number " + (tied.indexOf(smallest) + 1) + " needs the least memory ("
                + Wording.gib(smallest.memory().peak()) + "). " + played(tied);
    }

    /** Which of them is fastest when every pass is played in its order. */
    private static String played(List<Report> tied) {
        double[] steps = tied.stream()
                .limit(MOST_PLAYED)
                .mapToDouble(report ->
                        Simulator.timeline(report.job(), Detail.PASSES).step().value())
                .toArray();
        int fastest = 0;
        for (int i = 1; i < steps.length; i++) {
            fastest = steps[i] < steps[fastest] ? i : fastest;
        }
        String step = "(" + ReportFigure.seconds(steps[fastest]) + ")";
        return fastest == 0
                ? "Played event by event, number 1 is the fastest " + step + "."
                : "Played event by event, number " + (fastest + 1) + " is the fastest " + step + ", by "
                        + Wording.percent(steps[0] / steps[fastest] - 1) + " against number 1.";
    }
}
