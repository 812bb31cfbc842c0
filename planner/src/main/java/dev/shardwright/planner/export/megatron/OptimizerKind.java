package dev.shardwright.planner.export.megatron;

import dev.shardwright.simulator.job.Optimizer;
import java.util.Locale;

/** The optimizers that are told apart here, by what they keep per parameter. */
enum OptimizerKind {
    ADAM,
    /** Without momentum, or with one in FP32. */
    SGD,
    /** One momentum in FP32 for matrices. */
    MUON,
    UNKNOWN;

    private static final double FP32_MOMENT = 4;

    static OptimizerKind of(Optimizer optimizer) {
        String name = optimizer.name().toLowerCase(Locale.ROOT);
        double bytes = optimizer.momentBytes();
        if (optimizer.inPlace()) {
            return UNKNOWN;
        }
        if (AdamMoments.of(optimizer) != AdamMoments.UNKNOWN) {
            return ADAM;
        }
        if (name.equals("sgd") && (bytes == 0 || bytes == FP32_MOMENT)) {
            return SGD;
        }
        return name.equals("muon") && bytes == FP32_MOMENT ? MUON : UNKNOWN;
    }
}
