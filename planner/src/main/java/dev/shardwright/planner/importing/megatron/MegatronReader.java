package dev.shardwright.planner.importing.megatron;

import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the arguments of pretrain_gpt.py and of programs that share its parser. */
public final class MegatronReader {
    /** Arguments of the course of training, of data, checkpoints and logs. */
    private static final Pattern HARMLESS = Pattern.compile("--("
            + String.join(
                    "|",
                    List.of(
                            "lr(-.*)?",
                            "min-lr",
                            "weight-decay(-.*)?",
                            "start-weight-decay",
                            "end-weight-decay",
                            "adam-(beta1|beta2|eps)",
                            "clip-grad",
                            "init-method.*",
                            "train-(iters|samples|tokens|data-path)",
                            "valid-data-path",
                            "test-data-path",
                            "data-(path|cache-path|args-path|impl|file)",
                            "dataloader-.*",
                            "num-workers",
                            "split",
                            "mock-data",
                            "vocab-file",
                            "merge-file",
                            "tokenizer-(model|.*name.*)",
                            "vocab-extra-ids",
                            "save(-.*)?",
                            "load(-.*)?",
                            "log-.*",
                            "(no-)?(save|load)-.*",
                            "tensorboard-.*",
                            "wandb-.*",
                            "eval-.*",
                            "exit-.*",
                            "ckpt-.*",
                            "dist-ckpt-.*",
                            "(no-)?async-save",
                            "auto-detect-ckpt-format",
                            "use-dist-ckpt",
                            "finetune",
                            "seed",
                            "norm-epsilon",
                            "layernorm-epsilon",
                            "rotary-.*",
                            "use-rope-scaling",
                            "rope-scaling-.*",
                            "(attention|hidden)-dropout",
                            "distributed-(backend|timeout-minutes)",
                            "timing-log-.*",
                            "profile.*",
                            "use-pytorch-profiler",
                            "manual-gc.*",
                            "max-position-embeddings",
                            "initial-loss-scale",
                            "loss-scale.*",
                            "min-loss-scale",
                            "hysteresis",
                            "override-opt.*",
                            "use-checkpoint-.*",
                            "sft.*",
                            "reset-.*",
                            "eod-mask-loss",
                            "no-create-attention-mask-in-dataloader",
                            "loss-mask",
                            "skip-warmup",
                            "rampup-batch-size",
                            "local-rank",
                            "moe-aux-loss-coeff",
                            "moe-z-loss-coeff",
                            "moe-router-(load-balancing-type|score-function|topk-scaling-factor|bias-update-rate|dtype|pre-softmax|fusion)",
                            "moe-per-layer-logging",
                            "check-.*",
                            "rerun-mode",
                            "enable-experimental",
                            "te-rng-tracker",
                            "no-gradient-accumulation-fusion",
                            "no-masked-softmax-fusion",
                            "no-bias-.*-fusion",
                            "bias-.*-fusion",
                            "apply-layernorm-1p",
                            "mscale.*",
                            "mtp-loss-scaling-factor",
                            "use-cpu-initialization",
                            "partition-activations",
                            "abort-on-.*",
                            "kill-switch-path",
                            "inference-.*",
                            "job-name",
                            "universal-checkpoint"))
            + ")");

    private MegatronReader() {}

    public static void read(Arguments arguments, Facts facts) {
        new ParallelArguments(arguments, facts).read();
        new PipelineArguments(arguments, facts).read();
        new MemoryArguments(arguments, facts).read();
        new NumericsArguments(arguments, facts).read();
        new ShapeArguments(arguments, facts).read();
        new ExecutionArguments(arguments, facts).read();
        arguments.listUnknown(harmless());
    }

    public static Predicate<String> harmless() {
        return HARMLESS.asMatchPredicate();
    }
}
