package dev.shardwright.planner.fallback;

import dev.shardwright.planner.export.config.Comment;
import dev.shardwright.planner.export.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;

/** select.sh beside the folders of a fallback set: starts the one for the nodes at hand. */
public final class SelectScript {
    /** The name of the file. */
    public static final String FILE_NAME = "select.sh";

    private SelectScript() {}

    /**
     * The script.
     *
     * @param launch the name of the script to start, the same in every folder
     */
    public static String text(List<Fallback> fallbacks, String launch) {
        List<String> lines = new ArrayList<>(List.of("#!/usr/bin/env bash"));
        lines.addAll(Comment.lines(List.of(
                "Starts the launch files for the nodes at hand: bash select.sh NODES [ARGUMENTS], run on every node as",
                "the launch files are; under Slurm: srun --ntasks-per-node=1 bash select.sh, without a number.",
                "")));
        fallbacks.forEach(fallback -> lines.add(Comment.line(fallback.words())));
        lines.addAll(List.of("set -euo pipefail", ""));
        lines.addAll(nodes());
        lines.add("case \"$nodes\" in");
        fallbacks.stream().filter(fallback -> fallback.job().isPresent()).forEach(f -> lines.add(branch(f)));
        lines.addAll(List.of(
                "    *)",
                "        echo \"select.sh: no plan for ${nodes:-an unknown number of} nodes; there are plans for "
                        + known(fallbacks) + ".\" >&2",
                "        exit 2",
                "        ;;",
                "esac",
                "",
                "exec bash \"$(dirname \"$0\")/nodes-$nodes/\"" + ShellWord.literal(launch) + " \"$@\""));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> nodes() {
        return List.of(
                "nodes=\"${1:-${SLURM_JOB_NUM_NODES:-}}\"",
                "if (( $# > 0 )); then shift; fi",
                "if [[ -n \"${SLURM_NODEID:-}\" ]]; then",
                "    export NODE_RANK=\"${NODE_RANK:-$SLURM_NODEID}\"",
                "    hosts=\"$(scontrol show hostnames \"$SLURM_JOB_NODELIST\")\"",
                "    export MASTER_ADDR=\"${MASTER_ADDR:-${hosts%%$'\\n'*}}\"",
                "fi",
                "");
    }

    private static String branch(Fallback fallback) {
        String note = fallback.keepsTheBatch()
                ? ""
                : " echo " + ShellWord.literal("select.sh: " + fallback.words() + ".") + " >&2";
        return "    " + fallback.nodes() + ")" + note + " ;;";
    }

    private static String known(List<Fallback> fallbacks) {
        return String.join(
                ", ",
                fallbacks.stream()
                        .filter(fallback -> fallback.job().isPresent())
                        .map(fallback -> String.valueOf(fallback.nodes()))
                        .toList());
    }
}
