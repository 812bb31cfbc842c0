package dev.shardwright.simulator.timeline;

import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Made-up steps: tasks on a few ranks, streams and links, in an order that can be played. Tasks are numbered rank by rank,
 * so that numbers say nothing about time.
 */
record RandomSteps(Random random, boolean withLinks) {
    private static final int MOST_TASKS = 60;
    private static final int MOST_WAITS = 3;
    private static final int LINKS = 2;

    /** What a task is to be; it may wait only for those before it in a step's list. */
    record Draft(int rank, Stream stream, double seconds, int link, List<Wait> waits) {
        Draft lasting(double other) {
            return new Draft(rank, stream, other, link, waits);
        }
    }

    /** What of the other a task waits for. */
    enum Anchor {
        START,
        END,
        /** The task ends with the other. */
        TOGETHER
    }

    /** A wait for another task, and the lag. */
    record Wait(int on, Anchor anchor, double lag) {
        Wait on(int other) {
            return new Wait(other, anchor, lag);
        }

        /** When the wait is over for a task that takes so long. */
        double over(double start, double end, double seconds) {
            return switch (anchor) {
                case START -> start + lag;
                case END -> Math.max(start, end + lag);
                case TOGETHER -> Math.max(start, end - seconds);
            };
        }
    }

    /** A step: its drafts in an order that can be played, and the task that each became. */
    record Step(List<Draft> drafts, TaskGraph graph, int[] taskOf) {}

    Step next() {
        int size = 1 + random.nextInt(MOST_TASKS);
        int ranks = 1 + random.nextInt(4);
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            drafts.add(draft(ranks, i));
        }
        return step(drafts);
    }

    /** A task that waits only for those before position {@code limit}. */
    Draft draft(int ranks, int limit) {
        List<Wait> waits = new ArrayList<>();
        for (int k = random.nextInt(MOST_WAITS + 1); k > 0 && limit > 0; k--) {
            Anchor anchor = random.nextInt(3) == 0 ? Anchor.values()[random.nextInt(3)] : Anchor.END;
            double least = anchor == Anchor.END ? seconds() : 0;
            waits.add(new Wait(random.nextInt(limit), anchor, random.nextBoolean() ? 0 : seconds() - least));
        }
        int link = withLinks && random.nextInt(3) == 0 ? random.nextInt(LINKS) : TaskGraph.NONE;
        Stream[] streams = {Stream.COMPUTE, Stream.TENSOR, Stream.DATA};
        return new Draft(random.nextInt(ranks), streams[random.nextInt(streams.length)], seconds(), link, waits);
    }

    /** Often zero, often equal, sometimes any: ties must not matter. */
    double seconds() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextDouble();
            default -> random.nextInt(4);
        };
    }

    static Step step(List<Draft> drafts) {
        int ranks = drafts.stream().mapToInt(Draft::rank).max().orElse(0) + 1;
        TaskGraphBuilder builder = new TaskGraphBuilder(ranks);
        int work = builder.work(Work.of("task", "step", Category.FORWARD, new Seconds(1), Work.Amount.NONE));
        int[] taskOf = new int[drafts.size()];
        for (int rank = 0; rank < ranks; rank++) {
            for (int i = 0; i < drafts.size(); i++) {
                Draft draft = drafts.get(i);
                if (draft.rank() == rank) {
                    taskOf[i] = builder.add(rank, draft.stream(), work, i, draft.seconds());
                    if (draft.link() != TaskGraph.NONE) {
                        builder.share(taskOf[i], draft.link());
                    }
                }
            }
        }
        for (int i = 0; i < drafts.size(); i++) {
            for (Wait wait : drafts.get(i).waits()) {
                switch (wait.anchor()) {
                    case START -> builder.afterStart(taskOf[i], taskOf[wait.on()], wait.lag());
                    case END -> builder.after(taskOf[i], taskOf[wait.on()], wait.lag());
                    case TOGETHER -> builder.endWith(taskOf[i], taskOf[wait.on()]);
                }
            }
        }
        return new Step(drafts, builder.build(), taskOf);
    }

    /** The same step with one more task, at a random place of the order. */
    Step withOneMore(Step step) {
        int at = random.nextInt(step.drafts().size() + 1);
        int ranks = step.graph().ranks();
        List<Draft> drafts = new ArrayList<>(step.drafts().subList(0, at));
        drafts.add(draft(ranks, at));
        for (Draft later : step.drafts().subList(at, step.drafts().size())) {
            List<Wait> waits = new ArrayList<>();
            for (Wait wait : later.waits()) {
                waits.add(wait.on() < at ? wait : wait.on(wait.on() + 1));
            }
            drafts.add(new Draft(later.rank(), later.stream(), later.seconds(), later.link(), waits));
        }
        return step(drafts);
    }

    /** The same step with one task that takes longer; not one that would start earlier for that. */
    Step withLonger(Step step) {
        List<Draft> drafts = new ArrayList<>(step.drafts());
        int at = random.nextInt(drafts.size());
        while (drafts.get(at).waits().stream().anyMatch(wait -> wait.anchor() == Anchor.TOGETHER)) {
            at--;
        }
        drafts.set(at, drafts.get(at).lasting(drafts.get(at).seconds() + 0.1 + random.nextDouble()));
        return step(drafts);
    }
}
