package dev.shardwright.planner.space;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.ParallelDegrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All legal, allowed ways of arranging the devices, in ascending order of tensor, pipeline, context and expert. */
final class Meshes {
    private final Legality legality;
    private final Freedom freedom;
    private final List<ParallelDegrees> found = new ArrayList<>();

    private Meshes(Legality legality, Freedom freedom) {
        this.legality = legality;
        this.freedom = freedom;
    }

    static List<ParallelDegrees> of(Legality legality, Freedom freedom) {
        Meshes meshes = new Meshes(legality, freedom);
        for (int tensor : Divisors.of(legality.devices())) {
            if (freedom.allows(Knob.TENSOR, tensor) && legality.tensor(tensor)) {
                meshes.addTensor(tensor);
            }
        }
        return List.copyOf(meshes.found);
    }

    private void addTensor(int tensor) {
        int rest = legality.devices() / tensor;
        for (int pipeline : Divisors.of(rest)) {
            if (freedom.allows(Knob.PIPELINE, pipeline) && legality.pipeline(pipeline)) {
                addPipeline(tensor, pipeline, rest / pipeline);
            }
        }
    }

    private void addPipeline(int tensor, int pipeline, int rest) {
        for (int context : Divisors.of(rest)) {
            int data = rest / context;
            if (freedom.allows(Knob.CONTEXT, context)
                    && freedom.allows(Knob.DATA, data)
                    && (freedom.pinned(Knob.CONTEXT) || Dominance.contextWorthwhile(legality, context))
                    && legality.sequence(context, 1)
                    && contextLegal(tensor, context)
                    && legality.batch(data, 1)) {
                addExperts(tensor, pipeline, context, data);
            }
        }
    }

    private boolean contextLegal(int tensor, int context) {
        for (ContextMethod method : Dominance.contextMethods(freedom.methods())) {
            if (legality.context(tensor, context, method)) {
                return true;
            }
        }
        return false;
    }

    private void addExperts(int tensor, int pipeline, int context, int data) {
        if (!legality.hasExperts()) {
            if (freedom.allows(Knob.EXPERT, 1)) {
                found.add(new ParallelDegrees(tensor, pipeline, context, 1, tensor, data));
            }
            return;
        }
        int ranks = tensor * context * data;
        for (int expert : Divisors.of(ranks)) {
            if (expert > legality.mostExperts() || !freedom.allows(Knob.EXPERT, expert)) {
                continue;
            }
            for (int expertTensor : expertTensors(tensor, ranks)) {
                if (ranks % ((long) expert * expertTensor) == 0 && legality.experts(expert, expertTensor)) {
                    found.add(new ParallelDegrees(tensor, pipeline, context, expert, expertTensor, data));
                }
            }
        }
    }

    private int[] expertTensors(int tensor, int ranks) {
        return freedom.pinned(Knob.EXPERT_TENSOR) ? allowed(Divisors.of(ranks)) : Dominance.expertTensors(tensor);
    }

    private int[] allowed(int[] values) {
        int kept = 0;
        for (int value : values) {
            if (freedom.allows(Knob.EXPERT_TENSOR, value)) {
                values[kept++] = value;
            }
        }
        return Arrays.copyOf(values, kept);
    }
}
