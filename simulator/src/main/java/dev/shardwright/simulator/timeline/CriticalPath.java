package dev.shardwright.simulator.timeline;

import dev.shardwright.simulator.unit.Seconds;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The chain of tasks that makes the step as long as it is: from the last end back to the start, always to what was waited
 * for. Its times add up to the step; a lag after the end of a task counts as overhead.
 *
 * @param tasks in the order of time
 */
public record CriticalPath(int[] tasks, Map<Category, Seconds> time) {
    public CriticalPath {
        tasks = tasks.clone();
        time = Collections.unmodifiableMap(new EnumMap<>(time));
    }

    public static CriticalPath of(Timeline timeline) {
        TaskGraph graph = timeline.graph();
        int[] reversed = new int[graph.size];
        double[] sums = new double[Category.values().length];
        int length = 0;
        int task = timeline.lastTask();
        double until = timeline.makespan().value();
        while (task != TaskGraph.NONE) {
            reversed[length++] = task;
            double busyUntil = Math.min(until, timeline.end(task));
            spread(graph.work(task), busyUntil - timeline.start(task), sums);
            sums[Category.OVERHEAD.ordinal()] += until - busyUntil;
            until = timeline.start(task);
            task = timeline.cause(task);
        }
        int[] tasks = new int[length];
        for (int i = 0; i < length; i++) {
            tasks[i] = reversed[length - 1 - i];
        }
        Map<Category, Seconds> time = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            if (sums[category.ordinal()] > 0) {
                time.put(category, new Seconds(sums[category.ordinal()]));
            }
        }
        return new CriticalPath(tasks, time);
    }

    private static void spread(Work work, double seconds, double[] sums) {
        for (Work.Part part : work.parts()) {
            double total = work.time().value();
            double share = total == 0 ? 1.0 / work.parts().size() : part.time().value() / total;
            sums[part.category().ordinal()] += seconds * share;
        }
    }

    @Override
    public int[] tasks() {
        return tasks.clone();
    }

    public Seconds total() {
        return time.values().stream().reduce(Seconds.ZERO, Seconds::plus);
    }
}
