package dev.shardwright.simulator.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.cycle.CycleDetector;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.DefaultEdge;

/** Tasks wait for one another in a circle, so that the step never ends. */
public final class Deadlock extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Names more tasks than this would not help. */
    private static final int MOST_NAMED = 6;

    private Deadlock(String message) {
        super(message);
    }

    static Deadlock in(TaskGraph graph, int[] waitsFor) {
        List<String> names = new ArrayList<>();
        for (int task : circle(graph, waitsFor)) {
            names.add(graph.work(task).name() + " of micro-batch " + graph.microBatch(task) + " on rank "
                    + graph.rank(task));
        }
        String rest = names.size() > MOST_NAMED ? ", ... (" + names.size() + " tasks in all)" : "";
        return new Deadlock("each of these waits for the one before it, and the first for the last: "
                + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + rest);
    }

    /** The shortest circle through one of the tasks that were never played. */
    static List<Integer> circle(TaskGraph graph, int[] waitsFor) {
        Graph<Integer, DefaultEdge> waiting = graph.asGraph(task -> waitsFor[task] > 0);
        int first = new CycleDetector<>(waiting).findCycles().iterator().next();
        BFSShortestPath<Integer, DefaultEdge> paths = new BFSShortestPath<>(waiting);
        return waiting.outgoingEdgesOf(first).stream()
                .map(edge -> paths.getPath(waiting.getEdgeTarget(edge), first))
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(GraphPath::getLength))
                .orElseThrow()
                .getVertexList();
    }
}
