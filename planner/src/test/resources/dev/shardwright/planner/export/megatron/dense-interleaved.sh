#!/usr/bin/env bash
# llama-3-70b with Megatron-LM core_v0.19 on 64 x h100-sxm-80gb (8 nodes of 8).
# Written by Shardwright, planned with the software stack megatron-core (2025).
#
# Layout:     tensor 4 with sequence parallelism, pipeline 4 (interleaved, 5 virtual stages a rank), context 1, data 4
# Batch:      256 sequences of 8192 tokens: micro-batch 1, 64 micro-batches a step on each replica
# Stages:     decoder layers per virtual stage: 4 each
# Memory:     ZeRO stage 1, recompute layers:5, bf16, adamw
# Vocabulary: 128256 rows, padded to 128512
#
# As it stands it trains on made-up tokens: set MEGATRON_PATH and run it on every node. DRY_RUN=1 prints the
# command and ends. A real run sets DATA_PATH and what the script then asks for. Arguments are passed on.
set -euo pipefail

MEGATRON_PATH="${MEGATRON_PATH:-Megatron-LM}" # a checkout of Megatron-LM core_v0.19
NNODES="${NNODES:-8}"
GPUS_PER_NODE="${GPUS_PER_NODE:-8}"
NODE_RANK="${NODE_RANK:-${SLURM_NODEID:-0}}" # counts from 0
MASTER_ADDR="${MASTER_ADDR:-localhost}" # the first node's address
MASTER_PORT="${MASTER_PORT:-29500}"

DATA_PATH="${DATA_PATH:-}" # prefixes of indexed data, with weights or without; empty: made-up tokens
DATA_SPLIT="${DATA_SPLIT:-99,1,0}"
TOKENIZER_TYPE="${TOKENIZER_TYPE:-HuggingFaceTokenizer}"
TOKENIZER_MODEL="${TOKENIZER_MODEL:-}" # name or folder of the tokenizer
CHECKPOINT_PATH="${CHECKPOINT_PATH:-}" # empty: nothing is saved or loaded
SAVE_INTERVAL="${SAVE_INTERVAL:-1000}" # in steps

# Values of the model that the plan does not know
if [[ -n "$DATA_PATH" ]]; then
    : "${TOKENIZER_MODEL:?must be set for a run on real data: name or folder of the tokenizer}"
    : "${NORM_EPSILON:?must be set for a run on real data: rms_norm_eps or layer_norm_eps in config.json of the model}"
    : "${ROTARY_BASE:?must be set for a run on real data: rope_theta in config.json of the model}"
fi
NORM_EPSILON="${NORM_EPSILON:-1e-5}"
ROTARY_BASE="${ROTARY_BASE:-10000}"
ROTARY_PERCENT="${ROTARY_PERCENT:-1.0}" # partial_rotary_factor in config.json of the model

TRAIN_ITERS="${TRAIN_ITERS:-100}"
LEARNING_RATE="${LEARNING_RATE:-3e-4}"
MIN_LEARNING_RATE="${MIN_LEARNING_RATE:-3e-5}"
WARMUP_FRACTION="${WARMUP_FRACTION:-0.01}"

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

MODEL_ARGS=(
    --num-layers 80
    --hidden-size 8192
    --ffn-hidden-size 28672
    --num-attention-heads 64
    --group-query-attention
    --num-query-groups 8
    --kv-channels 128
    --seq-length 8192
    --max-position-embeddings 8192
    --position-embedding-type rope
    --rotary-base "$ROTARY_BASE"
    --rotary-percent "$ROTARY_PERCENT"
    --normalization RMSNorm
    --norm-epsilon "$NORM_EPSILON"
    --swiglu
    --disable-bias-linear
    --untie-embeddings-and-output-weights
    # times tensor parallel
    --make-vocab-size-divisible-by 128
    --attention-dropout 0
    --hidden-dropout 0
)

PARALLEL_ARGS=(
    --tensor-model-parallel-size 4
    --sequence-parallel
    # the prediction assumes that tensor traffic hides in tiles
    --tp-comm-overlap
    --pipeline-model-parallel-size 4
    --num-virtual-stages-per-pipeline-rank 5
    --context-parallel-size 1
)

MEMORY_ARGS=(
    --use-distributed-optimizer
    --overlap-grad-reduce
    --overlap-param-gather
    --recompute-granularity full
    --recompute-method block
    # layers of each virtual stage
    --recompute-num-layers 1
)

KERNEL_ARGS=(
    --bf16
    --transformer-impl transformer_engine
    --attention-backend auto
    --cross-entropy-loss-fusion
    --cross-entropy-fusion-impl native
)

TRAINING_ARGS=(
    --micro-batch-size 1
    --global-batch-size 256
    --train-iters "$TRAIN_ITERS"
    --lr "$LEARNING_RATE"
    --min-lr "$MIN_LEARNING_RATE"
    --lr-decay-style cosine
    --lr-warmup-fraction "$WARMUP_FRACTION"
    --optimizer adam
    --adam-beta1 0.9
    --adam-beta2 0.95
    --weight-decay 0.1
    --clip-grad 1.0
    --eval-iters 0
    # attention is causal: no mask is read
    --no-create-attention-mask-in-dataloader
    --log-interval 1
    --log-throughput
    --distributed-timeout-minutes 60
)

if [[ -n "$DATA_PATH" ]]; then
    read -r -a DATA_PREFIXES <<<"$DATA_PATH"
    DATA_ARGS=(
        --data-path "${DATA_PREFIXES[@]}"
        --split "$DATA_SPLIT"
        --tokenizer-type "$TOKENIZER_TYPE"
        --tokenizer-model "$TOKENIZER_MODEL"
    )
else
    DATA_ARGS=(
        --mock-data
        --split "$DATA_SPLIT"
        --tokenizer-type NullTokenizer
        --vocab-size 128256
    )
fi
CHECKPOINT_ARGS=()
if [[ -n "$CHECKPOINT_PATH" ]]; then
    CHECKPOINT_ARGS=(--save "$CHECKPOINT_PATH" --load "$CHECKPOINT_PATH" --save-interval "$SAVE_INTERVAL")
fi

fail() {
    printf '%s: %s\n' "$0" "$1" >&2
    exit 2
}
if ((NNODES * GPUS_PER_NODE != 64)); then
    fail "this layout is for 64 GPUs, not $NNODES x $GPUS_PER_NODE"
fi

DISTRIBUTED_ARGS=(--nnodes "$NNODES" --nproc-per-node "$GPUS_PER_NODE")
if ((NNODES == 1)); then
    DISTRIBUTED_ARGS+=(--standalone)
else
    DISTRIBUTED_ARGS+=(--node-rank "$NODE_RANK" --master-addr "$MASTER_ADDR" --master-port "$MASTER_PORT")
fi
COMMAND=(
    torchrun "${DISTRIBUTED_ARGS[@]}" "$MEGATRON_PATH/pretrain_gpt.py"
    "${MODEL_ARGS[@]}"
    "${PARALLEL_ARGS[@]}"
    "${MEMORY_ARGS[@]}"
    "${KERNEL_ARGS[@]}"
    "${TRAINING_ARGS[@]}"
    "${DATA_ARGS[@]}"
    "${CHECKPOINT_ARGS[@]}"
    "$@"
)
if [[ "${DRY_RUN:-0}" == 1 ]]; then
    printf '%q ' "${COMMAND[@]}"
    printf '\n'
    exit 0
fi

if [[ ! -f "$MEGATRON_PATH/pretrain_gpt.py" ]]; then
    fail "no pretrain_gpt.py in $MEGATRON_PATH: set MEGATRON_PATH to a checkout of Megatron-LM core_v0.19"
fi
MINOR="$(sed -n 's/^MINOR *= *\([0-9]*\).*/\1/p' "$MEGATRON_PATH/megatron/core/package_info.py")"
if [[ "$MINOR" != 19 && "${ANY_RELEASE:-0}" != 1 ]]; then
    fail "$MEGATRON_PATH is core_v0.$MINOR, these arguments are for core_v0.19 (ANY_RELEASE=1 tries anyway)"
fi
if ((NNODES > 1)) && [[ "$MASTER_ADDR" == localhost ]]; then
    fail "set MASTER_ADDR to the first node's address and NODE_RANK on every node"
fi
export PYTHONPATH="$MEGATRON_PATH${PYTHONPATH:+:$PYTHONPATH}"
exec "${COMMAND[@]}"
