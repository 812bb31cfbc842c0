package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.step.StepTimeline;
import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What if: disturbances of which every one is certain, contention for multiprocessors, and chance. Together they act in
 * this order.
 */
public record Scenario(Perturbation perturbation, Contention contention, Replicas replicas) {
    private static final String ALL = "all together";

    public boolean isEmpty() {
        return perturbation.disturbances().isEmpty() && !contends() && !varies();
    }

    private boolean contends() {
        return !contention.isNone();
    }

    private boolean varies() {
        return replicas.jitter().variation() > 0;
    }

    /** The step under each disturbance by itself, and under all. */
    public Consequences of(StepTimeline step) {
        TaskGraph graph = step.timeline().graph();
        List<Effect> effects = new ArrayList<>();
        for (Disturbance disturbance : perturbation.disturbances()) {
            effects.add(certain(step, disturbance.label(), new Perturbation(List.of(disturbance)).of(graph)));
        }
        if (contention.share() > 0) {
            String share = Disturbance.plain(100 * contention.share()) + " % of the multiprocessors";
            Contention alone = new Contention(contention.share());
            effects.add(contending(step, "communication takes " + share, graph, alone));
        }
        if (contention.card().size() > 1) {
            Contention alone = new Contention(0, contention.card());
            effects.add(contending(step, "messages of a rank share its network card", graph, alone));
        }
        if (varies()) {
            effects.add(varying(step, replicas.label(), graph, ""));
        }
        if (effects.size() > 1) {
            effects.add(together(step, perturbation.of(graph)));
        }
        return new Consequences(step.step(), effects);
    }

    private Effect together(StepTimeline step, TaskGraph perturbed) {
        if (!contends()) {
            return varies() ? varying(step, ALL, perturbed, "") : certain(step, ALL, perturbed);
        }
        if (!varies()) {
            return contending(step, ALL, perturbed, contention);
        }
        Contention.Outcome outcome = contention.play(perturbed);
        return varying(step, ALL, outcome.timeline().graph(), remark(outcome));
    }

    private static Effect certain(StepTimeline step, String cause, TaskGraph graph) {
        return Effect.certain(cause, step.with(EventLoop.play(graph)).step(), "");
    }

    private static Effect contending(StepTimeline step, String cause, TaskGraph graph, Contention contention) {
        Contention.Outcome outcome = contention.play(graph);
        Seconds length = step.with(outcome.timeline()).step();
        return Effect.certain(cause, length, remark(outcome));
    }

    private Effect varying(StepTimeline step, String cause, TaskGraph graph, String remark) {
        Replicas.Spread spread =
                replicas.play(graph, played -> step.with(played).step());
        return new Effect(cause, spread.mean(), spread.low(), spread.high(), remark);
    }

    private static String remark(Contention.Outcome outcome) {
        return outcome.converged()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "not settled after %d rounds: tasks still move by %.2g %% of the step",
                        outcome.rounds(),
                        100 * outcome.change());
    }
}
