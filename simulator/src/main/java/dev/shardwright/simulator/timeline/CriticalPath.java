package dev.shardwright.simulator.timeline;

import dev.shardwright.simulator.unit.Seconds;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
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
        return back(timeline, timeline.lastTask(), 0);
    }

    /** What one rank's step waits for, from its last end back to its first start. */
    public static CriticalPath of(Timeline timeline, Timeline.RankTime rank) {
        TaskGraph graph = timeline.graph();
        int last = TaskGraph.NONE;
        for (int task = 0; task < graph.size; task++) {
            boolean later = last == TaskGraph.NONE || timeline.end(task) > timeline.end(last);
            last = graph.rank[task] == rank.rank() && later ? task : last;
        }
        return back(timeline, last, rank.from().value());
    }

    /** One rank's own work without its waiting: what the step is made of where ranks never wait. */
    public static CriticalPath ofWork(Timeline timeline, Timeline.RankTime rank) {
        double[] sums = new double[Category.values().length];
        List<Integer> tasks = timeline.tasksOfRanks(Timeline.OWN_WORK).get(rank.rank());
        double until = 0;
        for (int task : tasks) {
            double own = Math.max(0, timeline.end(task) - Math.max(until, timeline.start(task)));
            spread(timeline.graph().work(task), own, sums);
            until = Math.max(until, timeline.end(task));
        }
        return new CriticalPath(tasks.stream().mapToInt(Integer::intValue).toArray(), times(sums));
    }

    private static CriticalPath back(Timeline timeline, int lastTask, double from) {
        TaskGraph graph = timeline.graph();
        int[] reversed = new int[graph.size];
        double[] sums = new double[Category.values().length];
        int length = 0;
        int task = lastTask;
        double until = task == TaskGraph.NONE ? 0 : timeline.end(task);
        while (task != TaskGraph.NONE) {
            reversed[length++] = task;
            double start = Math.max(from, timeline.start(task));
            double busyUntil = Math.max(start, Math.min(until, timeline.end(task)));
            spread(graph.work(task), busyUntil - start, sums);
            sums[Category.OVERHEAD.ordinal()] += until - busyUntil;
            until = start;
            // What starts the rank's step ends the way back; at the start of all steps it goes on to tasks that take no
            // time.
            task = from == 0 || timeline.start(task) > from ? timeline.cause(task) : TaskGraph.NONE;
        }
        int[] tasks = new int[length];
        for (int i = 0; i < length; i++) {
            tasks[i] = reversed[length - 1 - i];
        }
        return new CriticalPath(tasks, times(sums));
    }

    private static Map<Category, Seconds> times(double[] sums) {
        Map<Category, Seconds> time = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            if (sums[category.ordinal()] > 0) {
                time.put(category, new Seconds(sums[category.ordinal()]));
            }
        }
        return time;
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
