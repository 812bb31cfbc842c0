#!/usr/bin/env bash
# Imports every job of a folder and prints a table of what was read: a check against launch scripts and configurations
# as people really write them. The files stay outside of the repository.
#
#   scripts/import-real.sh FOLDER [CLUSTER]
#
# Each folder inside FOLDER holds the files of one job, and may hold a file .options with what they leave open, such as
# "--gpus 64 --model llama-3-70b". Exit status 1 when a job is refused or a key that sounds like a layout is left over.
set -euo pipefail

folder="${1:?scripts/import-real.sh FOLDER [CLUSTER]}"
cluster="${2:-dgx-h100}"
shardwright="$(cd "$(dirname "$0")/.." && pwd)/shardwright"
sounds='parallel|shard|recompute|checkpoint.*activ|activ.*checkpoint|offload|micro|batch.?size|zero.?stage|virtual|ulysses|_sp_|degree'
said="$(mktemp)"
job="$(mktemp)"
trap 'rm -f "$said" "$job"' EXIT

failed=0
printf '| job | options | read as | layout and batch | assumed | not used | of these layout |\n|---|---|---|---|---|---|---|\n'
for files in "$folder"/*/; do
    options=()
    if [[ -f "$files/.options" ]]; then
        read -r -a options <"$files/.options"
    fi
    status=0
    (cd "$files" && exec "$shardwright" import ./* --cluster "$cluster" "${options[@]}") >"$job" 2>"$said" || status=$?
    name="$(basename "$files")"
    if ((status != 0)); then
        printf '| %s | %s | refused: %s | | | | |\n' "$name" "${options[*]}" "$(tr '\n|' '  ' <"$said" | cut -c1-200)"
        failed=1
        continue
    fi
    framework="$(sed -n 's/^read as \(.*\) (.*/\1/p' "$said")"
    layout="$(awk '/^read as/ {on = 1; next} /^[^ ]/ {on = 0} on' "$said" |
        sed -E 's/^  ([^ ]+( [^ ]+)*)  .*/\1/' | paste -sd, | sed 's/,/, /g')"
    assumed="$(awk '/^assumed:/ {on = 1; next} /^[^ ]/ {on = 0} on && /^  [^ ]/' "$said" | wc -l)"
    unknown="$(awk '/^not used:/ {on = 1; next} /^[^ ]/ {on = 0} on && /^  [^ ]/' "$said")"
    lost="$(grep -icE "$sounds" <<<"$unknown" || true)"
    layouts=none
    if ((lost > 0)); then
        layouts="$(grep -iE "$sounds" <<<"$unknown" | sed -E 's/^ *[^,]*, //' | paste -sd';')"
        failed=1
    fi
    printf '| %s | %s | %s | %s | %d | %d | %s |\n' "$name" "${options[*]}" "$framework" "$layout" "$assumed" \
        "$(grep -c . <<<"$unknown" || true)" "$layouts"
done
exit "$failed"
