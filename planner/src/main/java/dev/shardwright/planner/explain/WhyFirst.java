package dev.shardwright.planner.explain;

import dev.shardwright.planner.plan.Remark;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.report.Report;
import java.util.List;

/** Why the first layout beats the second: the parts of the step, and the memory, in which they differ. */
final class WhyFirst {
    /** Step times closer than this read the same in any table. */
    private static final double SAME = 5e-4;

    private final Report first;
    private final Report second;

    private WhyFirst(Report first, Report second) {
        this.first = first;
        this.second = second;
    }

    static Remark remark(Findings findings) {
        List<Report> ranked = findings.ranked();
        String text = ranked.size() == 1
                ? "It is the only arrangement that fits: "
                        + Wording.memory(ranked.get(0).memory()) + "."
                : new WhyFirst(ranked.get(0), ranked.get(1)).text();
        return new Remark(Remark.Kind.WHY_FIRST, text);
    }

    private String text() {
        int devices = first.job().cluster().devices();
        int others = second.job().cluster().devices();
        return devices == others ? time() + memory() : deviceCounts(devices, others);
    }

    private String time() {
        double ahead = second.iteration().value() / first.iteration().value() - 1;
        String rival = "the second (" + Wording.shape(second.job().layout()) + ")";
        if (ahead < SAME) {
            return "The first and " + rival + " take the same time.";
        }
        PartDifference parts = PartDifference.between(first.time(), second.time());
        return "The first beats " + rival + " by " + Wording.percent(ahead) + ": " + parts.reason() + ".";
    }

    private String memory() {
        Layout layout = second.job().layout();
        boolean saves = !layout.memorySaving()
                .recompute()
                .equals(first.job().layout().memorySaving().recompute());
        String saving = layout.memorySaving().recompute().name();
        String own = Wording.gib(first.memory().peak());
        String others = Wording.gib(second.memory().peak());
        if (own.equals(others)) {
            return " Both peak at " + own + ".";
        }
        return " It peaks at " + own + ", the second at " + others
                + (saves && !saving.equals("none") ? " with recompute " + saving + "." : ".");
    }

    private String deviceCounts(int devices, int others) {
        double time = second.iteration().value() / first.iteration().value();
        double use = others * time / devices;
        return Wording.number(devices) + " GPUs take "
                + Wording.seconds(first.iteration().value())
                + " per step, the second's " + Wording.number(others) + " GPUs "
                + Wording.seconds(second.iteration().value()) + ": " + Wording.percent(Math.abs(time - 1))
                + (time > 1 ? " more" : " less") + " time and " + Wording.percent(Math.abs(use - 1))
                + (use > 1 ? " more" : " less") + " GPU time.";
    }
}
