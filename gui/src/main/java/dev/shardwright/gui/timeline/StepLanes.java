package dev.shardwright.gui.timeline;

import dev.shardwright.simulator.step.StepTimeline;
import dev.shardwright.simulator.timeline.Lanes;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A played step as lanes: the compute stream of each stage, whose gaps are slices too, and below it the streams that are
 * used beside it.
 */
record StepLanes(StepTimeline step, List<Lane> lanes) {
    StepLanes {
        lanes = List.copyOf(lanes);
    }

    static StepLanes of(StepTimeline step) {
        Timeline timeline = step.timeline();
        Lanes order = Lanes.of(timeline.graph());
        BitSet critical = new BitSet();
        for (int task : step.criticalPath().tasks()) {
            critical.set(task);
        }
        List<Lane> lanes = new ArrayList<>();
        for (int rank = 0; rank < timeline.graph().ranks(); rank++) {
            List<Lane> beside = new ArrayList<>();
            for (Stream stream : Stream.values()) {
                Slices slices = slices(timeline, order, critical, rank, stream);
                if (stream != Stream.COMPUTE && slices.size() > 0) {
                    beside.add(new Lane(stream.label(), rank, false, slices));
                }
            }
            Slices compute = slices(timeline, order, critical, rank, Stream.COMPUTE);
            Slices filled = Waiting.filled(compute, beside, timeline.makespan().value());
            lanes.add(new Lane("stage " + rank, rank, true, filled));
            lanes.addAll(beside);
        }
        return new StepLanes(step, lanes);
    }

    private static Slices slices(Timeline timeline, Lanes order, BitSet critical, int rank, Stream stream) {
        TaskGraph graph = timeline.graph();
        Slices slices = new Slices();
        for (int i = 0; i < order.size(rank, stream); i++) {
            int task = order.task(rank, stream, i);
            if (graph.seconds(task) > 0) {
                int kind = SliceKind.of(graph.work(task).category());
                slices.add(timeline.start(task), timeline.end(task), kind, task, critical.get(task));
            }
        }
        return slices;
    }

    double seconds() {
        return step.timeline().makespan().value();
    }

    /** How much of all stages' time is of a kind, from 0 to 1. */
    double share(int kind) {
        double sum = 0;
        int stages = 0;
        for (Lane lane : lanes) {
            if (lane.main()) {
                stages++;
                sum += lane.slices().seconds(kind);
            }
        }
        return sum / (stages * seconds());
    }

    int slices() {
        return lanes.stream().mapToInt(lane -> lane.slices().size()).sum();
    }

    /** Kinds that occur, in their order. */
    List<Integer> kinds() {
        BitSet kinds = new BitSet();
        for (Lane lane : lanes) {
            for (int i = 0; i < lane.slices().size(); i++) {
                kinds.set(lane.slices().kind(i));
            }
        }
        return kinds.stream().boxed().toList();
    }
}
