# llama-3-8b with torchtitan main (b5bcd76c6 of 2026-08-21) on 64 x h100-sxm-80gb (8 nodes of 8).
# Written by Shardwright, planned with the software stack llm-foundry (2023).
#
# Layout:     tensor 1, pipeline 1, context 1, data 64
# Batch:      256 sequences of 8192 tokens: micro-batch 2, 2 micro-batches a step on each replica
# Stages:     decoder layers per stage: 32 each
# Memory:     ZeRO stage 3 in 4 replicas, recompute full, bf16, adamw
from torchtitan.distributed.activation_checkpoint import FullAC
from torchtitan.models.llama3 import model_registry
from torchtitan.models.llama3.config_registry import llama3_8b
from torchtitan.trainer import Trainer


def train() -> Trainer.Config:
    config = llama3_8b()
    config.model_spec = model_registry("8B")
    training = config.training
    training.num_tokens_per_microbatch_per_dp_rank = 16384
    training.num_tokens_per_train_step = 2097152
    training.max_context_length = 8192
    training.steps = 1000
    training.enable_cpu_offload = False
    training.disable_cuda_graphs = False
    training.mixed_precision_param = "bfloat16"
    parallelism = config.parallelism
    parallelism.data_parallel_replicate_degree = 4
    parallelism.data_parallel_shard_degree = 16
    parallelism.fsdp_reshard_after_forward = "always"
    parallelism.tensor_parallel_degree = 1
    parallelism.enable_sequence_parallel = True
    parallelism.context_parallel_degree = 1
    parallelism.expert_parallel_degree = 1
    parallelism.pipeline_parallel_degree = 1
    config.activation_checkpoint = FullAC.Config()
    config.compile.enable = True
    config.compile.enable_async_tensor_parallel = False
    config.compile.components = ["model", "loss"]
    return config
