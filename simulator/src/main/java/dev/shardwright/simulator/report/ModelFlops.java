package dev.shardwright.simulator.report;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.ParameterLedger;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.unit.Flops;

/**
 * Model FLOPs of a step: 6 per active parameter outside the input embedding (4 for weights that are not trained), plus
 * attention over the full square; docs/model/mfu.md.
 */
final class ModelFlops {
    private ModelFlops() {}

    static Flops of(TrainingJob job) {
        Transformer model = job.model();
        ParameterLedger ledger = model.parameters();
        double head = (double) model.vocabulary().size() * model.hidden();
        double matrices = ledger.active() - ledger.embedding() + head;
        double s = job.workload().documentLength();
        double perParameter = job.numerics().adaptation().trainsLayers() ? 6 : 4;
        double attention = 0;
        for (Layer layer : model.layers()) {
            Attention a = layer.attention();
            double keys = a.window() == 0 ? s : Math.min(a.window(), s);
            attention += 6 * keys * a.heads() * (a.queryKeyWidth() + a.valueWidth());
        }
        return new Flops(job.workload().tokens() * (perParameter * matrices + attention));
    }
}
