package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.stack.Execution.RecomputeScope;
import dev.shardwright.simulator.step.StepFigures.Part;

/** One pipeline rank's seconds per micro-batch by part, and the parameters it holds; refilled for every layout. */
final class StageCost {
    StageShape shape;
    double forwardCompute;
    double backwardCompute;
    double recompute;
    double tensor;
    double context;
    double expert;
    double data;
    double denseParameters;
    double expertParameters;

    void fill(StageShape stage, CostBook.Page page, Layout layout, RecomputeScope scope) {
        shape = stage;
        forwardCompute = backwardCompute = recompute = tensor = context = expert = data = 0;
        denseParameters = expertParameters = 0;
        Recompute policy = layout.memorySaving().recompute();
        int layers = stage.layers();
        double full = layers == 0 ? 0 : policy.fullLayers(layers) / (double) layers;
        for (int i = 0; i < page.layers().length; i++) {
            int count = stage.layersOfGroup()[i];
            if (count > 0) {
                add(page.layers()[i], count, full, policy.attentionCore());
            }
        }
        if (stage.embedding()) {
            add(page.embedding(), 1, 0, false);
        }
        if (stage.head()) {
            add(page.head(), 1, scope == RecomputeScope.ALSO_HEAD ? full : 0, false);
        }
    }

    private void add(LayerCost cost, int count, double full, boolean core) {
        PassCost forward = cost.forward();
        PassCost backward = cost.backward();
        double again = count * full;
        forwardCompute += count * forward.compute();
        backwardCompute += count * backward.compute();
        recompute += again * forward.compute() + (core ? count * cost.coreSeconds() : 0);
        tensor += (count + again) * forward.tensor() + count * backward.tensor();
        context += (count + again) * forward.context() + count * backward.context();
        expert += (count + again) * forward.expert() + count * backward.expert();
        denseParameters += count * cost.parameters().dense();
        expertParameters += count * cost.parameters().expert();
    }

    double total() {
        return forwardCompute + backwardCompute + recompute + tensor + context + expert + data;
    }

    /** Adds {@code times} micro-batches of this stage. */
    void addTo(StepFigures figures, int times) {
        figures.add(Part.COMPUTE, times * (forwardCompute + backwardCompute));
        figures.add(Part.RECOMPUTE, times * recompute);
        figures.add(Part.TENSOR, times * tensor);
        figures.add(Part.CONTEXT, times * context);
        figures.add(Part.EXPERT, times * expert);
        figures.add(Part.DATA, times * data);
    }
}
