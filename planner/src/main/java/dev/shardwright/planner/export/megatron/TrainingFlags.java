package dev.shardwright.planner.export.megatron;

import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.TrainingJob;
import java.util.ArrayList;
import java.util.List;

/** Batch sizes, which the plan fixes, and the course of training, which the user does. */
final class TrainingFlags {
    private TrainingFlags() {}

    static FlagGroup of(MegatronRun run) {
        TrainingJob job = run.job();
        List<Flag> flags = new ArrayList<>();
        flags.add(Flag.of("--micro-batch-size", job.layout().microBatch()));
        flags.add(Flag.of("--global-batch-size", job.workload().globalBatch()));
        flags.add(Flag.fromVariable("--train-iters", "TRAIN_ITERS"));
        flags.add(Flag.fromVariable("--lr", "LEARNING_RATE"));
        flags.add(Flag.fromVariable("--min-lr", "MIN_LEARNING_RATE"));
        flags.add(Flag.of("--lr-decay-style", "cosine"));
        flags.add(Flag.fromVariable("--lr-warmup-fraction", "WARMUP_FRACTION"));
        flags.addAll(optimizer(job.numerics().optimizer()));
        flags.add(Flag.of("--weight-decay", "0.1"));
        flags.add(Flag.of("--clip-grad", "1.0"));
        flags.add(Flag.of("--eval-iters", 0));
        flags.add(Flag.on("--no-create-attention-mask-in-dataloader").because("attention is causal: no mask is read"));
        flags.add(Flag.of("--log-interval", 1));
        flags.add(Flag.on("--log-throughput"));
        flags.add(Flag.of("--distributed-timeout-minutes", 60));
        return new FlagGroup("TRAINING_ARGS", flags);
    }

    private static List<Flag> optimizer(Optimizer optimizer) {
        boolean plain = OptimizerKind.of(optimizer) == OptimizerKind.SGD;
        if (plain) {
            return List.of(
                    Flag.of("--optimizer", "sgd"),
                    Flag.of("--sgd-momentum", optimizer.momentBytes() == 0 ? "0.0" : "0.9"));
        }
        boolean muon = OptimizerKind.of(optimizer) == OptimizerKind.MUON;
        return List.of(
                Flag.of("--optimizer", muon ? "muon" : "adam"),
                Flag.of("--adam-beta1", "0.9"),
                Flag.of("--adam-beta2", "0.95"));
    }
}
