package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.stack.Communication.GatherFormat;
import dev.shardwright.simulator.stack.Dispatcher;
import dev.shardwright.simulator.stack.Execution.RoutingLaunches;
import dev.shardwright.simulator.stack.Kernels;
import dev.shardwright.simulator.stack.MemoryRules.LogitsRule;
import dev.shardwright.simulator.stack.SoftwareStack;

/** The choices that decide which operators a layer consists of: number formats, kernels, where logits live. */
public record Recipe(
        Precision precision,
        Kernels kernels,
        LogitsRule.Placement logits,
        GatherFormat gatherFormat,
        Dispatcher dispatcher,
        RoutingLaunches routing) {
    public static Recipe of(Precision precision, SoftwareStack stack) {
        return new Recipe(
                precision,
                stack.kernels(),
                stack.memory().logits().placement(),
                stack.communication().gatherFormat(),
                stack.execution().experts().dispatcher(),
                stack.execution().dispatch().routing());
    }
}
