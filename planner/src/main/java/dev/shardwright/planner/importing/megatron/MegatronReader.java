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
                            "universal-checkpoint",
                            "no-ckpt-.*",
                            "fsdp-sharded-checkpoint",
                            "calculate-per-token-loss",
                            "decoupled-.*",
                            "tiktoken-.*",
                            "no-mmap-bin-files",
                            "empty-unused-memory-level",
                            "logging-level",
                            "no-check-.*"))
            + ")");

    /** Keys of NeMo's sections model and trainer that say nothing of layout or shape. */
    private static final Pattern OTHER_KEYS = Pattern.compile("--("
            + String.join(
                    "|",
                    List.of(
                            "num-nodes",
                            "devices",
                            "accelerator",
                            "max-.*",
                            "val-.*",
                            "limit-.*",
                            "enable-.*",
                            "use-distributed-sampler",
                            "gradient-.*",
                            "accumulate-.*",
                            "benchmark",
                            "replace-.*",
                            "type",
                            "library",
                            "vocab-file",
                            "merge-file",
                            "dataset",
                            "recipe",
                            "model",
                            "mode",
                            "name",
                            "betas",
                            "index-mapping.*",
                            "skip-.*",
                            "validation-.*",
                            "no-seqlen-.*",
                            "resume-.*",
                            "pin-memory",
                            "persistent-workers",
                            "explicit-.*",
                            "callback-.*",
                            "monitor",
                            "warmup-steps",
                            "constant-steps",
                            "mcore-.*",
                            "megatron-.*",
                            "transformer-engine",
                            "native-.*",
                            "hysteresis",
                            "onnx-.*",
                            "apex-.*",
                            "gc-.*",
                            "nsys-.*",
                            "ranks",
                            "gen-shape",
                            "start-step",
                            "end-step",
                            "sync-.*",
                            "delay",
                            "sentencepiece-.*",
                            "restore-.*",
                            "ms",
                            "dry-run",
                            "pre-process",
                            "post-process",
                            "headscale",
                            "do-layer-norm-.*",
                            "layernorm-epsilon",
                            "model-type",
                            "openai-gelu",
                            "normalize-.*",
                            "ffn-dropout",
                            "transformer-block-type",
                            "hidden-dropout.*",
                            "use-scaled-init-method",
                            "use-emha",
                            "grad-.*",
                            "head-.*dropout",
                            "reduce-amax",
                            "contiguous-.*",
                            "bucket-cap-mb",
                            "overlap-grad-sync",
                            "overlap-param-sync",
                            "average-in-collective",
                            "deterministic",
                            "seed",
                            "batch-p2p-comm",
                            "defer-embedding-.*",
                            "precision-.*",
                            "data-prefix",
                            "delimiter"))
            + ")");

    private MegatronReader() {}

    public static void read(Arguments arguments, Facts facts) {
        readFlags(arguments, facts);
        arguments.listUnknown(harmless());
    }

    /** Keys of NeMo and Megatron-Bridge under Megatron's names; sections without a part in a job are read past. */
    public static void readKeys(Arguments arguments, Facts facts) {
        readFlags(arguments, facts);
        Predicate<String> sections =
                name -> !name.startsWith("--") || OTHER_KEYS.matcher(name).matches();
        arguments.listUnknown(harmless().or(sections));
    }

    private static void readFlags(Arguments arguments, Facts facts) {
        OtherLayers.refuse(arguments, facts);
        new ParallelArguments(arguments, facts).read();
        new PipelineArguments(arguments, facts).read();
        new MemoryArguments(arguments, facts).read();
        new NumericsArguments(arguments, facts).read();
        new ShapeArguments(arguments, facts).read();
        new ExecutionArguments(arguments, facts).read();
    }

    public static Predicate<String> harmless() {
        return HARMLESS.asMatchPredicate();
    }
}
