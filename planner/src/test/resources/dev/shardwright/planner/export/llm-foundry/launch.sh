#!/usr/bin/env bash
# llama-3-8b with llm-foundry 0.22 (8c8dd48f7 of 2025-07-21, Composer 0.32) on 64 x h100-sxm-80gb (8 nodes of 8).
# Written by Shardwright, planned with the software stack llm-foundry (2023).
#
# Layout:     tensor 1, pipeline 1, context 1, data 64
# Batch:      256 sequences of 8192 tokens: micro-batch 2, 2 micro-batches a step on each replica
# Stages:     decoder layers per stage: 32 each
# Memory:     ZeRO stage 3 in 4 replicas, recompute full, bf16, adamw
#
# Replace every PLACEHOLDER in train.yaml first.
set -euo pipefail

: "${LLM_FOUNDRY_PATH:?set LLM_FOUNDRY_PATH to a checkout of llm-foundry}"
LLM_FOUNDRY_PATH="$(realpath -- "$LLM_FOUNDRY_PATH")"
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

composer \
    --nproc=8 \
    --world_size=64 \
    --node_rank="$NODE_RANK" \
    --master_addr="$MASTER_ADDR" \
    --master_port="$MASTER_PORT" \
    "$LLM_FOUNDRY_PATH/scripts/train/train.py" \
    train.yaml "$@"
