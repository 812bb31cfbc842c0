#!/usr/bin/env bash
# qwen3-30b-a3b with Megatron-Bridge 0.6 (067f987df of 2026-08-22) on 32 x h100-sxm-80gb (4 nodes of 8).
# Written by Shardwright, planned with the software stack megatron-core (2025).
#
# Layout:     tensor 2 with sequence parallelism, pipeline 2 (1f1b), context 1, data 8, expert 8, expert tensor 1
# Batch:      256 sequences of 4096 tokens: micro-batch 1, 32 micro-batches a step on each replica
# Stages:     decoder layers per stage: 24 each
# Memory:     ZeRO stage 1, recompute none, bf16, adamw
#
# Trains on made-up tokens until DATASET names a data set of the runner. Options and
# overrides of your own go behind the script's name; the last one counts.
set -euo pipefail

: "${BRIDGE_PATH:?set BRIDGE_PATH to the absolute path of a checkout of Megatron-Bridge v0.6.0}"
BRIDGE_PATH="$(realpath -- "$BRIDGE_PATH")"
cd "$(dirname "$0")"
# the first node's name and this node's number, from 0
: "${MASTER_ADDR:?set MASTER_ADDR to the name of the first node}"
: "${NODE_RANK:?set NODE_RANK to the number of this node, from 0}"
MASTER_PORT="${MASTER_PORT:-29500}"

# one launch queue: tensor and context traffic starts before the product beside it
export CUDA_DEVICE_MAX_CONNECTIONS=1
# less memory lost to fragmentation
export PYTORCH_CUDA_ALLOC_CONF="${PYTORCH_CUDA_ALLOC_CONF:-expandable_segments:True}"
# communication buffers are freed as soon as they are used
export TORCH_NCCL_AVOID_RECORD_STREAMS="${TORCH_NCCL_AVOID_RECORD_STREAMS:-1}"
# NVLink SHARP takes device memory that the prediction does not count
export NCCL_NVLS_ENABLE="${NCCL_NVLS_ENABLE:-0}"
# --attention-backend sets these itself and refuses others
unset NVTE_FLASH_ATTN NVTE_FUSED_ATTN NVTE_UNFUSED_ATTN

torchrun \
    --nnodes=4 \
    --nproc-per-node=8 \
    --node-rank="$NODE_RANK" \
    --master-addr="$MASTER_ADDR" \
    --master-port="$MASTER_PORT" \
    "$BRIDGE_PATH"/scripts/training/run_recipe.py \
    --recipe qwen3_30b_a3b_pretrain_config \
    --mode pretrain \
    --dataset "${DATASET:-mock}" \
    -tp 2 \
    -pp 2 \
    -cp 1 \
    -ep 8 \
    -etp 1 \
    -mb 1 \
    -gb 256 \
    -sl 4096 \
    model.virtual_pipeline_model_parallel_size=null \
    model.sequence_parallel=true \
    model.pipeline_model_parallel_layout=null \
    model.num_layers_in_first_pipeline_stage=null \
    model.num_layers_in_last_pipeline_stage=null \
    model.account_for_embedding_in_pipeline_split=false \
    model.account_for_loss_in_pipeline_split=false \
    dist.use_tp_pp_dp_mapping=false \
    model.cp_comm_type=null \
    model.hierarchical_context_parallel_sizes=null \
    model.moe_token_dispatcher_type=alltoall \
    model.moe_grouped_gemm=true \
    model.moe_permute_fusion=true \
    model.moe_expert_capacity_factor=null \
    model.overlap_moe_expert_parallel_comm=false \
    comm_overlap=null \
    model.tp_comm_overlap=true \
    model.overlap_p2p_comm=false \
    model.batch_p2p_comm=true \
    ddp.overlap_grad_reduce=true \
    ddp.overlap_param_gather=true \
    ddp.use_distributed_optimizer=true \
    ddp.use_megatron_fsdp=false \
    ddp.data_parallel_sharding_strategy=no_shard \
    ddp.num_distributed_optimizer_instances=1 \
    checkpoint.ckpt_format=torch_dist \
    model.recompute_granularity=null \
    model.recompute_method=null \
    model.recompute_num_layers=null \
    optimizer.optimizer_cpu_offload=false \
    optimizer.use_precision_aware_optimizer=false \
    mixed_precision=bf16_mixed \
    model.cross_entropy_loss_fusion=true "$@"
