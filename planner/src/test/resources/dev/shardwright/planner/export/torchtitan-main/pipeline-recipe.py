# llama-3-70b with torchtitan main (b5bcd76c6 of 2026-08-21) on 64 x h100-sxm-80gb (8 nodes of 8).
# Written by Shardwright, planned with the software stack torchtitan (2024-2025).
#
# Layout:     tensor 4 with sequence parallelism, pipeline 4 (interleaved, 2 virtual stages a rank), context 1, data 4
# Batch:      256 sequences of 8192 tokens: micro-batch 1, 64 micro-batches a step on each replica
# Stages:     decoder layers per virtual stage: 10 each
# Memory:     ZeRO stage 2, recompute products, bf16, adamw
from torchtitan.distributed.activation_checkpoint import SelectiveAC
from torchtitan.models.llama3 import model_registry
from torchtitan.models.llama3.config_registry import llama3_70b
from torchtitan.trainer import Trainer


def train() -> Trainer.Config:
    config = llama3_70b()
    config.model_spec = model_registry("70B")
    training = config.training
    training.num_tokens_per_microbatch_per_dp_rank = 8192
    training.num_tokens_per_train_step = 2097152
    training.max_context_length = 8192
    training.steps = 1000
    training.enable_cpu_offload = False
    training.disable_cuda_graphs = True
    training.mixed_precision_param = "bfloat16"
    parallelism = config.parallelism
    parallelism.data_parallel_replicate_degree = 1
    parallelism.data_parallel_shard_degree = 4
    parallelism.fsdp_reshard_after_forward = "never"
    parallelism.tensor_parallel_degree = 4
    parallelism.enable_sequence_parallel = True
    parallelism.context_parallel_degree = 1
    parallelism.expert_parallel_degree = 1
    parallelism.pipeline_parallel_degree = 4
    parallelism.pipeline_parallel_schedule = "Interleaved1F1B"
    parallelism.num_pp_microbatches = 64
    parallelism.module_fqns_per_model_part = [
        ["tok_embeddings", "layers.0", "layers.1", "layers.2", "layers.3", "layers.4", "layers.5", "layers.6", "layers.7", "layers.8", "layers.9"],
        ["layers.10", "layers.11", "layers.12", "layers.13", "layers.14", "layers.15", "layers.16", "layers.17", "layers.18", "layers.19"],
        ["layers.20", "layers.21", "layers.22", "layers.23", "layers.24", "layers.25", "layers.26", "layers.27", "layers.28", "layers.29"],
        ["layers.30", "layers.31", "layers.32", "layers.33", "layers.34", "layers.35", "layers.36", "layers.37", "layers.38", "layers.39"],
        ["layers.40", "layers.41", "layers.42", "layers.43", "layers.44", "layers.45", "layers.46", "layers.47", "layers.48", "layers.49"],
        ["layers.50", "layers.51", "layers.52", "layers.53", "layers.54", "layers.55", "layers.56", "layers.57", "layers.58", "layers.59"],
        ["layers.60", "layers.61", "layers.62", "layers.63", "layers.64", "layers.65", "layers.66", "layers.67", "layers.68", "layers.69"],
        ["layers.70", "layers.71", "layers.72", "layers.73", "layers.74", "layers.75", "layers.76", "layers.77", "layers.78", "layers.79", "norm", "lm_head"],
    ]
    config.activation_checkpoint = SelectiveAC.Config()
    config.compile.enable = True
    config.compile.enable_async_tensor_parallel = False
    config.compile.components = ["loss"]
    return config
