package dev.shardwright.planner.export.megatron;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks that the script finds what it was written for, and the command itself. */
final class CommandSection {
    private CommandSection() {}

    static List<String> lines(MegatronRun run, List<FlagGroup> groups) {
        List<String> lines = new ArrayList<>();
        lines.addAll(world(run));
        lines.addAll(command(groups));
        lines.addAll(dryRun());
        lines.addAll(release(run.release()));
        lines.addAll(start());
        return lines;
    }

    /** With another number of GPUs Megatron-LM would silently change data parallelism. */
    private static List<String> world(MegatronRun run) {
        return String.format(Locale.ROOT, """
                fail() {
                    printf '%%s: %%s\\n' "$0" "$1" >&2
                    exit 2
                }
                if ((NNODES * GPUS_PER_NODE != %1$d)); then
                    fail "this layout is for %1$d GPUs, not $NNODES x $GPUS_PER_NODE"
                fi

                DISTRIBUTED_ARGS=(--nnodes "$NNODES" --nproc-per-node "$GPUS_PER_NODE")
                if ((NNODES == 1)); then
                    DISTRIBUTED_ARGS+=(--standalone)
                else
                    DISTRIBUTED_ARGS+=(--node-rank "$NODE_RANK" --master-addr "$MASTER_ADDR" --master-port "$MASTER_PORT")
                fi
                """, run.job().cluster().devices())
                .lines()
                .toList();
    }

    private static List<String> command(List<FlagGroup> groups) {
        List<String> lines = new ArrayList<>();
        lines.add("COMMAND=(");
        lines.add("    torchrun \"${DISTRIBUTED_ARGS[@]}\" \"$MEGATRON_PATH/pretrain_gpt.py\"");
        groups.forEach(group -> lines.add("    \"${" + group.array() + "[@]}\""));
        lines.add("    \"${DATA_ARGS[@]}\"");
        lines.add("    \"${CHECKPOINT_ARGS[@]}\"");
        lines.add("    \"$@\"");
        lines.add(")");
        return lines;
    }

    private static List<String> dryRun() {
        return """
                if [[ "${DRY_RUN:-0}" == 1 ]]; then
                    printf '%q ' "${COMMAND[@]}"
                    printf '\\n'
                    exit 0
                fi
                """.lines().toList();
    }

    private static List<String> release(MegatronRelease release) {
        return String.format(Locale.ROOT, """

                if [[ ! -f "$MEGATRON_PATH/pretrain_gpt.py" ]]; then
                    fail "no pretrain_gpt.py in $MEGATRON_PATH: set MEGATRON_PATH to a checkout of Megatron-LM %1$s"
                fi
                MINOR="$(sed -n 's/^MINOR *= *\\([0-9]*\\).*/\\1/p' "$MEGATRON_PATH/megatron/core/package_info.py")"
                if [[ "$MINOR" != %2$d && "${ANY_RELEASE:-0}" != 1 ]]; then
                    fail "$MEGATRON_PATH is core_v0.$MINOR, these arguments are for %1$s (ANY_RELEASE=1 tries anyway)"
                fi
                """, release.label(), release.minor())
                .lines()
                .toList();
    }

    private static List<String> start() {
        return """
                if ((NNODES > 1)) && [[ "$MASTER_ADDR" == localhost ]]; then
                    fail "set MASTER_ADDR to the first node's address and NODE_RANK on every node"
                fi
                export PYTHONPATH="$MEGATRON_PATH${PYTHONPATH:+:$PYTHONPATH}"
                exec "${COMMAND[@]}"
                """.lines().toList();
    }
}
