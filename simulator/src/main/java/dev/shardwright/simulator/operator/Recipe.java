package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.stack.Kernels;
import dev.shardwright.simulator.stack.MemoryRules.LogitsRule;

/** The choices that decide which operators a layer consists of: number formats, kernels, where logits live. */
public record Recipe(Precision precision, Kernels kernels, LogitsRule.Placement logits) {}
