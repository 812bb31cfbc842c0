package dev.shardwright.simulator.step;

import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.layout.Sharding.Stage;

/**
 * Bytes of a rank's master weights and moments. Replicas share them element by element, but an optimizer that needs whole
 * matrices is dealt whole parameters under ZeRO-1 and 2 (docs/model/muon.md).
 */
final class OptimizerStates {
    /** Per parameter of the layers, and of the embedding and the head. */
    private final double each;

    private final double ofEnds;
    private final boolean needsMatrices;

    OptimizerStates(Optimizer optimizer, double masterBytes) {
        double master = optimizer.inPlace() ? 0 : masterBytes;
        this.each = master + optimizer.residentBytes();
        this.ofEnds = master + optimizer.endBytes();
        this.needsMatrices = optimizer.needsMatrices();
    }

    double bytes(Layout layout, CostBook.Page page, StageCost stage) {
        Sharding sharding = layout.memorySaving().sharding();
        int replicas = layout.degrees().data() * layout.degrees().context();
        double ends = ends(page, stage);
        double dense = each * (stage.denseParameters - ends) + ofEnds * ends;
        double routed = each
                * stage.expertParameters
                / sharding.ways(Stage.OPTIMIZER, layout.degrees().expertData());
        double share = dense / sharding.ways(Stage.OPTIMIZER, replicas);
        boolean whole = needsMatrices && sharding.stage() != Stage.PARAMETERS;
        return routed + (whole ? Math.max(share, ofEnds * largestEnd(page, stage)) : share);
    }

    /** Parameters of the embedding and the head on a rank. */
    static double ends(CostBook.Page page, StageCost stage) {
        double ends = stage.shape.embedding() ? page.embedding().parameters().dense() : 0;
        ends += stage.shape.head() ? page.head().parameters().dense() : 0;
        boolean both = stage.shape.embedding() && stage.shape.head();
        return both ? ends - page.tied().dense() : ends;
    }

    private static double largestEnd(CostBook.Page page, StageCost stage) {
        double first = stage.shape.embedding() ? page.embedding().parameters().dense() : 0;
        double last = stage.shape.head() ? page.head().parameters().dense() : 0;
        return Math.max(first, last);
    }
}
