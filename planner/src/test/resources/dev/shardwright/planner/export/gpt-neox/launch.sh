#!/usr/bin/env bash
# llama-3-70b with GPT-NeoX 2.0 (main, ea7aefd8 of 2026-05-19) on 64 x h100-sxm-80gb (8 nodes of 8).
# Written by Shardwright, planned with the software stack megatron-core (2025).
#
# Layout:     tensor 4 with sequence parallelism, pipeline 4 (1f1b), context 1, data 4
# Batch:      256 sequences of 8192 tokens: micro-batch 1, 64 micro-batches a step on each replica
# Stages:     decoder layers per stage: 20 each
# Memory:     ZeRO stage 1, recompute full, bf16, adamw
#
# Started once, on the first node: deepy.py reaches the others by the hostfile of DeepSpeed, or by Slurm.
# Replace every PLACEHOLDER in neox.yml first.
set -euo pipefail

: "${NEOX_PATH:?set NEOX_PATH to a checkout of GPT-NeoX}"
NEOX_PATH="$(realpath -- "$NEOX_PATH")"
cd "$(dirname "$0")"

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

"$NEOX_PATH/deepy.py" \
    "$NEOX_PATH/train.py" \
    neox.yml "$@"
