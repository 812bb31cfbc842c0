package dev.shardwright.simulator.job;

import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.Projection;
import java.util.List;

/** Pre-training and full fine-tuning: every weight is trained. */
public record FullTraining() implements Adaptation {
    @Override
    public boolean trainsLayers() {
        return true;
    }

    @Override
    public boolean trainsEnds() {
        return true;
    }

    @Override
    public BaseFormat base() {
        return BaseFormat.SIXTEEN_BIT;
    }

    @Override
    public List<Adapter> adapters(Layer layer, Projection map) {
        return List.of();
    }

    @Override
    public double dropout() {
        return 0;
    }
}
