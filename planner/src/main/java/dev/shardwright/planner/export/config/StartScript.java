package dev.shardwright.planner.export.config;

import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.shell.Exports;
import dev.shardwright.planner.export.shell.ShellWord;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * launch.sh beside a configuration file: what the file cannot say, environment variables, what the user must name, and
 * the command that starts the job on one node; run on every node, it starts the job.
 *
 * @param heading what stands at the head of every export
 * @param notes more plain lines of comment
 * @param settings variables that the user must set, in the order of their use
 * @param command words of the start command, already quoted
 * @param where on which nodes it is run
 */
public record StartScript(
        Heading heading,
        List<String> notes,
        List<Setting> settings,
        Exports environment,
        List<String> command,
        Where where) {
    /** The name of the file, the same for every target. */
    public static final String FILE_NAME = "launch.sh";

    /** A path that only the user knows, in a shell variable, and what stands there. */
    public record Setting(String name, String meaning) {
        /** Its value as one word. */
        public String word() {
            return ShellWord.variable(name).toString();
        }

        String line() {
            return ": \"${" + name + ":?set " + name + " to " + meaning + "}\"";
        }

        /** Before the script changes to its own folder. */
        String absolute() {
            return name + "=\"$(realpath -- \"$" + name + "\")\"";
        }
    }

    /** On which nodes the script is run. */
    public enum Where {
        EVERY_NODE,
        FIRST_NODE
    }

    /** Run on every node. */
    public StartScript(
            Heading heading, List<String> notes, List<Setting> settings, Exports environment, List<String> command) {
        this(heading, notes, settings, environment, command, Where.EVERY_NODE);
    }

    /** Run on the first node only, which starts the others. */
    public StartScript withOneStart() {
        return new StartScript(heading, notes, settings, environment, command, Where.FIRST_NODE);
    }

    /** The script, whole. */
    public String text(Optional<Report> prediction) {
        List<String> lines = new ArrayList<>();
        lines.add("#!/usr/bin/env bash");
        lines.addAll(Comment.lines(heading.lines(prediction)));
        if (!notes.isEmpty()) {
            lines.add("#");
            lines.addAll(Comment.lines(notes));
        }
        lines.addAll(List.of("set -euo pipefail", ""));
        settings.forEach(setting -> lines.addAll(List.of(setting.line(), setting.absolute())));
        lines.add("cd \"$(dirname \"$0\")\"");
        lines.addAll(nodes());
        lines.add("");
        lines.addAll(environment.lines());
        lines.add("");
        lines.add(wrapped(command) + " \"$@\"");
        return String.join("\n", lines) + "\n";
    }

    private List<String> nodes() {
        if (Heading.nodes(heading.job()) == 1 || where == Where.FIRST_NODE) {
            return List.of();
        }
        return List.of(
                "# the first node's name and this node's number, from 0",
                ": \"${MASTER_ADDR:?set MASTER_ADDR to the name of the first node}\"",
                ": \"${NODE_RANK:?set NODE_RANK to the number of this node, from 0}\"",
                "MASTER_PORT=\"${MASTER_PORT:-29500}\"");
    }

    /** The words with which torchrun starts all ranks of a node. */
    public static List<String> torchrun(TrainingJob job) {
        int nodes = Heading.nodes(job);
        List<String> words = new ArrayList<>(List.of("torchrun"));
        if (nodes == 1) {
            words.add("--standalone");
        }
        words.add("--nnodes=" + nodes);
        words.add("--nproc-per-node=" + Heading.ranksPerNode(job));
        if (nodes > 1) {
            words.addAll(List.of(
                    "--node-rank=\"$NODE_RANK\"", "--master-addr=\"$MASTER_ADDR\"", "--master-port=\"$MASTER_PORT\""));
        }
        return words;
    }

    /** Every word behind the first one on a line of its own. */
    private static String wrapped(List<String> words) {
        return String.join(" \\\n    ", words);
    }
}
