#!/usr/bin/env bash
# mixtral-8x7b with DeepSpeed 0.19 (edaa72212 of 2026-08-22, Trainer of 02348331) on 64 x h100-sxm-80gb (8 nodes of 8).
# Written by Shardwright, planned with the software stack deepspeed (2024).
#
# Layout:     tensor 1, pipeline 1, context 1, data 64, expert 8, expert tensor 1
# Batch:      512 sequences of 4096 tokens: micro-batch 1, 8 micro-batches a step on each replica
# Stages:     decoder layers per stage: 32 each
# Memory:     ZeRO stage 3, recompute full, bf16, adamw
#
# Model, sequences of 4096 tokens and data are the script's: the two files have no keys for them.
# zero_optimization.leaf_module names blocks of experts, as set_z3_leaf_modules does: without it
# ranks that route no token to an expert wait for its parameters for ever. Add your model's class.
set -euo pipefail

: "${TRAIN_SCRIPT:?set TRAIN_SCRIPT to a script that gives training_arguments.json to HfArgumentParser}"
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

torchrun \
    --nnodes=8 \
    --nproc-per-node=8 \
    --node-rank="$NODE_RANK" \
    --master-addr="$MASTER_ADDR" \
    --master-port="$MASTER_PORT" \
    "$TRAIN_SCRIPT" \
    training_arguments.json "$@"
