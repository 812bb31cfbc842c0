#!/usr/bin/env bash
# llama-3-70b with nanotron 0.5 (2411b022 of 2026-04-07) on 64 x h100-sxm-80gb (8 nodes of 8).
# Written by Shardwright, planned with the software stack nanotron (2025-02).
#
# Layout:     tensor 4 with sequence parallelism, pipeline 4 (1f1b), context 1, data 4
# Batch:      256 sequences of 8192 tokens: micro-batch 1, 64 micro-batches a step on each replica
# Stages:     decoder layers per stage: 21, 20, 20, 19
# Memory:     ZeRO stage 1, recompute full, bf16, adamw
#
# Replace every PLACEHOLDER in nanotron.yaml first.
set -euo pipefail

: "${NANOTRON_PATH:?set NANOTRON_PATH to a checkout of nanotron}"
NANOTRON_PATH="$(realpath -- "$NANOTRON_PATH")"
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
# many processes share the host's cores
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"

torchrun \
    --nnodes=8 \
    --nproc-per-node=8 \
    --node-rank="$NODE_RANK" \
    --master-addr="$MASTER_ADDR" \
    --master-port="$MASTER_PORT" \
    "$NANOTRON_PATH/run_train.py" \
    --config-file=nanotron.yaml "$@"
