package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Generation;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.shell.ShellWord;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The comment at the head of a script: what it runs, on what, what was predicted for it, and how to use it. */
final class ScriptHeading {
    private ScriptHeading() {}

    static List<String> lines(MegatronRun run, Optional<Report> prediction) {
        Heading heading = new Heading(run.job(), "Megatron-LM " + run.release().label());
        List<String> lines = new ArrayList<>(heading.subject());
        if (run.generation() == Generation.INSTINCT) {
            lines.add(
                    1, "AMD GPUs need AMD's builds of Megatron-LM and Transformer Engine; the arguments are the same.");
        }
        lines.add("");
        lines.addAll(heading.layout());
        lines.add("Vocabulary: " + run.job().model().vocabulary().size() + " rows, padded to "
                + ModelFlags.paddedVocabulary(run.job()));
        prediction.map(Heading::figures).ifPresent(lines::addAll);
        lines.addAll(usage());
        return lines.stream()
                .map(line -> ShellWord.comment(line.isEmpty() ? "#" : "# " + line))
                .toList();
    }

    private static List<String> usage() {
        return List.of(
                "",
                "As it stands it trains on made-up tokens: set MEGATRON_PATH and run it on every node. DRY_RUN=1 prints the",
                "command and ends. A real run sets DATA_PATH and what the script then asks for. Arguments are passed on.");
    }
}
