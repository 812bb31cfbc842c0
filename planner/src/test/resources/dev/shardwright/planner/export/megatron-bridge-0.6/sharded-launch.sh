#!/usr/bin/env bash
# llama-3-8b with Megatron-Bridge 0.6 (067f987df of 2026-08-22) on 16 x h100-sxm-80gb (2 nodes of 8).
# Written by Shardwright, planned with the software stack megatron-core (2025).
#
# Layout:     tensor 1, pipeline 1, context 1, data 16
# Batch:      128 sequences of 8192 tokens: micro-batch 1, 8 micro-batches a step on each replica
# Stages:     decoder layers per stage: 32 each
# Memory:     ZeRO stage 3 in 2 replicas, recompute full, bf16, adamw
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

# fully sharded data parallelism overlaps only with several launch queues
unset CUDA_DEVICE_MAX_CONNECTIONS
# less memory lost to fragmentation
export PYTORCH_CUDA_ALLOC_CONF="${PYTORCH_CUDA_ALLOC_CONF:-expandable_segments:True}"
# communication buffers are freed as soon as they are used
export TORCH_NCCL_AVOID_RECORD_STREAMS="${TORCH_NCCL_AVOID_RECORD_STREAMS:-1}"
# NVLink SHARP takes device memory that the prediction does not count
export NCCL_NVLS_ENABLE="${NCCL_NVLS_ENABLE:-0}"
# --attention-backend sets these itself and refuses others
unset NVTE_FLASH_ATTN NVTE_FUSED_ATTN NVTE_UNFUSED_ATTN

torchrun \
    --nnodes=2 \
    --nproc-per-node=8 \
    --node-rank="$NODE_RANK" \
    --master-addr="$MASTER_ADDR" \
    --master-port="$MASTER_PORT" \
    "$BRIDGE_PATH"/scripts/training/run_recipe.py \
    --recipe llama3_8b_pretrain_config \
    --mode pretrain \
    --dataset "${DATASET:-mock}" \
    -tp 1 \
    -pp 1 \
    -cp 1 \
    -ep 1 \
    -etp 1 \
    -mb 1 \
    -gb 128 \
    -sl 8192 \
    model.virtual_pipeline_model_parallel_size=null \
    model.sequence_parallel=false \
    model.pipeline_model_parallel_layout=null \
    model.num_layers_in_first_pipeline_stage=null \
    model.num_layers_in_last_pipeline_stage=null \
    model.account_for_embedding_in_pipeline_split=false \
    model.account_for_loss_in_pipeline_split=false \
    dist.use_tp_pp_dp_mapping=false \
    model.cp_comm_type=null \
    model.hierarchical_context_parallel_sizes=null \
    comm_overlap=null \
    model.tp_comm_overlap=false \
    model.overlap_p2p_comm=false \
    model.batch_p2p_comm=true \
    ddp.overlap_grad_reduce=true \
    ddp.overlap_param_gather=true \
    ddp.use_distributed_optimizer=true \
    ddp.use_megatron_fsdp=true \
    ddp.data_parallel_sharding_strategy=optim_grads_params \
    ddp.num_distributed_optimizer_instances=2 \
    ddp.outer_dp_sharding_strategy=no_shard \
    model.init_model_with_meta_device=true \
    model.gradient_accumulation_fusion=false \
    checkpoint.ckpt_format=fsdp_dtensor \
    model.recompute_granularity=full \
    model.recompute_method=uniform \
    model.recompute_num_layers=1 \
    optimizer.optimizer_cpu_offload=false \
    optimizer.use_precision_aware_optimizer=false \
    mixed_precision=bf16_mixed \
    model.cross_entropy_loss_fusion=true "$@"
