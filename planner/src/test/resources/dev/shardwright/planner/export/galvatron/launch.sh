#!/usr/bin/env bash
# llama-3-8b with Hetu-Galvatron 2.4 (cea12ff of 2026-06-16) on 24 x h100-sxm-80gb (3 nodes of 8).
# Written by Shardwright, planned with the software stack megatron-core (2025).
#
# Layout:     tensor 2 with sequence parallelism, pipeline 3 (1f1b), context 1, data 4
# Batch:      256 sequences of 4096 tokens: micro-batch 1, 64 micro-batches a step on each replica
# Stages:     decoder layers per stage: 11, 11, 10
# Memory:     ZeRO stage 2, recompute layers:4, bf16, adamw
#
# The model's other widths stand in your train_dist.yaml; its layers must be as many as here.
set -euo pipefail

: "${GALVATRON_CONFIG:?set GALVATRON_CONFIG to your train_dist.yaml, which holds model, data and learning rate}"
GALVATRON_CONFIG="$(realpath -- "$GALVATRON_CONFIG")"
: "${GALVATRON_PATH:?set GALVATRON_PATH to a checkout of Hetu-Galvatron}"
GALVATRON_PATH="$(realpath -- "$GALVATRON_PATH")"
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
    --nnodes=3 \
    --nproc-per-node=8 \
    --node-rank="$NODE_RANK" \
    --master-addr="$MASTER_ADDR" \
    --master-port="$MASTER_PORT" \
    "$GALVATRON_PATH/galvatron/models/gpt/train_dist.py" \
    "$GALVATRON_CONFIG" \
    runtime.parallel.galvatron_config_path="$PWD/strategy.json" \
    runtime.parallel.mixed_precision=bf16 \
    runtime.model.num_layers=32 \
    runtime.train.seq_length=4096 \
    runtime.train.sequence_parallel=true "$@"
