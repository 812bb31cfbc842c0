package dev.shardwright.planner.explain;

import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.solver.Archive;
import dev.shardwright.planner.solver.Candidate;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** For each degree of parallelism, what its next smaller and next larger value would have cost. */
final class DroppedChoices {
    private final LayoutSpace space;
    private final Archive archive;
    private final Report first;
    private final Candidate best;

    private DroppedChoices(Findings findings) {
        space = findings.home().space();
        archive = findings.home().result().archive();
        first = findings.ranked().get(0);
        best = archive.best().get(0);
    }

    static List<Remark> remarks(Findings findings) {
        DroppedChoices choices = new DroppedChoices(findings);
        List<Remark> remarks = new ArrayList<>();
        for (Knob knob : Archive.TRACKED) {
            for (Justification why :
                    choices.of(knob, findings.request().freedom().range(knob))) {
                remarks.add(new Remark(Remark.Kind.DROPPED, why.text()));
            }
        }
        return remarks;
    }

    private List<Justification> of(Knob knob, Range range) {
        TreeSet<Integer> tried = new TreeSet<>(archive.bestByValue(knob).keySet());
        tried.addAll(archive.closestByValue(knob).keySet());
        tried.addAll(archive.unsaidByValue(knob).keySet());
        int chosen = best.value(knob);
        List<Justification> list = new ArrayList<>();
        for (Integer value : new Integer[] {tried.lower(chosen), tried.higher(chosen)}) {
            if (value != null) {
                list.add(tried(knob, value));
            }
        }
        for (int value : untried(knob, range, chosen, tried)) {
            OwnRule.broken(space.frame(), knob, value)
                    .map(problem -> new Justification.Illegal(knob, value, problem.rule()))
                    .or(() -> withoutWords(knob, value))
                    .ifPresent(list::add);
        }
        return list;
    }

    private Optional<Justification.Illegal> withoutWords(Knob knob, int value) {
        return space.dialect().words().allows(knob, value)
                ? Optional.empty()
                : Optional.of(new Justification.Illegal(
                        knob, value, "is nothing that " + space.dialect().label() + " can say."));
    }

    private Justification tried(Knob knob, int value) {
        Candidate accepted = archive.bestByValue(knob).get(value);
        Candidate unsaid = archive.unsaidByValue(knob).get(value);
        boolean said = archive.closestByValue(knob).containsKey(value);
        if (accepted == null && unsaid != null && !said) {
            return new Justification.Unsaid(knob, value, space.dialect(), unsaid.job());
        }
        if (accepted == null) {
            Report smallest =
                    Simulator.simulate(archive.closestByValue(knob).get(value).job());
            return new Justification.TooLarge(knob, value, smallest.memory());
        }
        String reach = reach(knob, accepted.layout());
        return new Justification.Slower(knob, value, first, Simulator.simulate(accepted.job()), reach);
    }

    /** Values a user would expect: those asked for, or else twice the chosen degree. */
    private List<Integer> untried(Knob knob, Range range, int chosen, Set<Integer> tried) {
        List<Integer> values = new ArrayList<>(range.examples());
        boolean meaningful = knob != Knob.EXPERT || space.frame().model().hasExperts();
        if (!range.pinned()
                && meaningful
                && 2 * chosen <= space.frame().cluster().devices()) {
            values.add(2 * chosen);
        }
        values.removeAll(tried);
        return values;
    }

    /** "64 heads divide, but the group leaves the node of 8 GPUs: ", or nothing. */
    private String reach(Knob knob, Layout layout) {
        Cluster cluster = space.frame().cluster();
        ParallelDegrees d = layout.degrees();
        int span = switch (knob) {
            case TENSOR -> d.tensor();
            case CONTEXT -> d.context() * d.tensor();
            case EXPERT -> d.expert() * d.expertTensor();
            default -> 1;
        };
        String leaving = "the group leaves the node of " + cluster.node().devices() + " GPUs: ";
        if (span <= cluster.node().devices()) {
            return "";
        }
        return knob == Knob.TENSOR ? Wording.list(heads()) + " heads divide, but " + leaving : leaving;
    }

    private List<String> heads() {
        TreeSet<Integer> counts = new TreeSet<>();
        for (LayerGroup group : space.frame().model().groups()) {
            counts.add(group.layer().attention().heads());
        }
        List<String> words = new ArrayList<>();
        counts.forEach(count -> words.add(Wording.number(count)));
        return words;
    }
}
