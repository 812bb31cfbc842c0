# qwen3-30b-a3b with torchtitan main (b5bcd76c6 of 2026-08-21) on 32 x h100-sxm-80gb (4 nodes of 8).
# Written by Shardwright, planned with the software stack torchtitan (2024-2025).
#
# Layout:     tensor 2 with sequence parallelism, pipeline 1, context 1, data 16, expert 8, expert tensor 1
# Batch:      256 sequences of 4096 tokens: micro-batch 1, 16 micro-batches a step on each replica
# Stages:     decoder layers per stage: 48 each
# Memory:     ZeRO stage 3, recompute full, bf16, adamw
from torchtitan.distributed.activation_checkpoint import FullAC
from torchtitan.models.qwen3 import model_registry
from torchtitan.models.qwen3.config_registry import qwen3_30b_a3b
from torchtitan.trainer import Trainer


def train() -> Trainer.Config:
    config = qwen3_30b_a3b()
    config.model_spec = model_registry("30B-A3B")
    training = config.training
    training.num_tokens_per_microbatch_per_dp_rank = 4096
    training.num_tokens_per_train_step = 1048576
    training.max_context_length = 4096
    training.steps = 1000
    training.enable_cpu_offload = False
    training.disable_cuda_graphs = True
    training.mixed_precision_param = "bfloat16"
    parallelism = config.parallelism
    parallelism.data_parallel_replicate_degree = 1
    parallelism.data_parallel_shard_degree = 16
    parallelism.fsdp_reshard_after_forward = "always"
    parallelism.tensor_parallel_degree = 2
    parallelism.enable_sequence_parallel = True
    parallelism.context_parallel_degree = 1
    parallelism.expert_parallel_degree = 8
    parallelism.pipeline_parallel_degree = 1
    config.activation_checkpoint = FullAC.Config()
    config.compile.enable = True
    config.compile.enable_async_tensor_parallel = False
    config.compile.components = ["loss"]
    return config
