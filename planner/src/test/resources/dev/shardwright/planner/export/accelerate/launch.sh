#!/usr/bin/env bash
# llama-3-70b with Accelerate 1.15 (16cb6eb8 of 2026-07-24) on 64 x h100-sxm-80gb (8 nodes of 8).
# Written by Shardwright, planned with the software stack torchtitan (2024-2025).
#
# Layout:     tensor 8, pipeline 1, context 1, data 8
# Batch:      256 sequences of 8192 tokens: micro-batch 1, 32 micro-batches a step on each replica
# Stages:     decoder layers per stage: 80 each
# Memory:     ZeRO stage 3, recompute full, bf16, adamw
#
# Name the last three arguments as your script does; optimizer: adamw.
set -euo pipefail

: "${TRAIN_SCRIPT:?set TRAIN_SCRIPT to a training script that calls Accelerator()}"
TRAIN_SCRIPT="$(realpath -- "$TRAIN_SCRIPT")"
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

accelerate launch \
    --config_file=accelerate.yaml \
    --machine_rank="$NODE_RANK" \
    --main_process_ip="$MASTER_ADDR" \
    --main_process_port="$MASTER_PORT" \
    "$TRAIN_SCRIPT" \
    --per_device_train_batch_size=1 \
    --gradient_accumulation_steps=32 \
    --max_seq_length=8192 "$@"
