package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.FullTraining;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.stack.Communication.GatherFormat;
import dev.shardwright.simulator.stack.Dispatcher;
import dev.shardwright.simulator.stack.Execution.RoutingLaunches;
import dev.shardwright.simulator.stack.Kernels;
import dev.shardwright.simulator.stack.MemoryRules.LogitsRule;
import dev.shardwright.simulator.stack.SoftwareStack;

/**
 * The choices that decide which operators a layer consists of: number formats, what is trained, kernels, where logits
 * live.
 */
public record Recipe(
        Precision precision,
        Adaptation adaptation,
        Kernels kernels,
        LogitsRule.Placement logits,
        GatherFormat gatherFormat,
        Dispatcher dispatcher,
        RoutingLaunches routing) {
    /** Every weight is trained. */
    public static Recipe of(Precision precision, SoftwareStack stack) {
        return of(precision, new FullTraining(), stack);
    }

    public static Recipe of(Numerics numerics, SoftwareStack stack) {
        return of(numerics.precision(), numerics.adaptation(), stack);
    }

    private static Recipe of(Precision precision, Adaptation adaptation, SoftwareStack stack) {
        return new Recipe(
                precision,
                adaptation,
                stack.kernels(),
                stack.memory().logits().placement(),
                stack.communication().gatherFormat(),
                stack.execution().experts().dispatcher(),
                stack.execution().dispatch().routing());
    }
}
