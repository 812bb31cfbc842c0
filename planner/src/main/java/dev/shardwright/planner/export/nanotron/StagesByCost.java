package dev.shardwright.planner.export.nanotron;

import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.simulator.job.TrainingJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How nanotron deals decoder layers to stages: a block goes to the next stage once the products of all blocks before it
 * exceed the stage's share. Every head counts as if it had keys and values of its own; the head of the model counts, the
 * embedding does not (nanotron 2411b022, models/base.py and get_block_compute_costs).
 */
final class StagesByCost {
    private static final int ATTENTION_MAPS = 4;
    private static final int GATED_MAPS = 3;

    private StagesByCost() {}

    /** Layers of every stage. The job's model is one that nanotron has. */
    static List<Integer> layers(TrainingJob job) {
        int stages = job.layout().degrees().pipeline();
        int layers = job.model().layers().size();
        long layer = layer(job);
        double total = (double) layers * layer + head(job);
        List<Integer> counts = new ArrayList<>(Collections.nCopies(stages, 0));
        int stage = 0;
        for (int placed = 1; placed <= layers; placed++) {
            counts.set(stage, counts.get(stage) + 1);
            if ((double) placed * layer > total * ((stage + 1) / (double) stages)) {
                stage++;
            }
        }
        return counts;
    }

    private static long layer(TrainingJob job) {
        long hidden = job.model().hidden();
        return ATTENTION_MAPS * hidden * hidden
                + GATED_MAPS
                        * hidden
                        * new Architecture(job.model()).dense().get(0).inner();
    }

    /** Rows are padded to a multiple of the tensor ranks. */
    private static long head(TrainingJob job) {
        int rows = job.model().vocabulary().padded(job.layout().degrees().tensor());
        return (long) rows * job.model().hidden();
    }
}
