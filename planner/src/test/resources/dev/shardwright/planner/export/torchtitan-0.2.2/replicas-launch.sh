#!/usr/bin/env bash
# llama-3-8b with torchtitan 0.2.2 (tag v0.2.2 of 2026-02-20) on 32 x h100-sxm-80gb (4 nodes of 8).
# Written by Shardwright, planned with the software stack torchtitan (2024-2025).
#
# Layout:     tensor 1, pipeline 1, context 1, data 32
# Batch:      128 sequences of 8192 tokens: micro-batch 2, 2 micro-batches a step on each replica
# Stages:     decoder layers per stage: 32 each
# Memory:     ZeRO stage 3 in 4 replicas, recompute none, bf16, adamw
#
# Needs torchtitan 0.2.2 in the Python environment, and the tokenizer in ./assets/hf/Llama-3.1-8B.
set -euo pipefail

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
# many processes share the host's cores
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"

torchrun \
    --nnodes=4 \
    --nproc-per-node=8 \
    --node-rank="$NODE_RANK" \
    --master-addr="$MASTER_ADDR" \
    --master-port="$MASTER_PORT" \
    -m torchtitan.train \
    --job.config_file=train.toml "$@"
