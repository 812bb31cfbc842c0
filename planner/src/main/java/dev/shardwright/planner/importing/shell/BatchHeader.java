package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of a script's {@code #SBATCH} lines, by their long names without dashes. */
public record BatchHeader(Map<String, Word> options) {
    private static final Pattern LINE = Pattern.compile(
            "^#SBATCH[ \\t]+(--?)([A-Za-z][A-Za-z0-9-]*)(?:[ \\t]*=[ \\t]*|[ \\t]*)([^\\s#]*)", Pattern.MULTILINE);
    private static final Map<String, String> LONG =
            Map.of("N", "nodes", "n", "ntasks", "G", "gpus", "c", "cpus-per-task", "J", "job-name");

    static BatchHeader of(Traced text) {
        Map<String, Word> options = new LinkedHashMap<>();
        Matcher matcher = LINE.matcher(text.text());
        while (matcher.find()) {
            String name = LONG.getOrDefault(matcher.group(2), matcher.group(2));
            options.putIfAbsent(name, Word.of(text.sub(matcher.start(3), matcher.end(3))));
        }
        return new BatchHeader(options);
    }

    public Optional<Word> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** GPUs of a node: {@code --gpus-per-node=8}, {@code --gres=gpu:8}, {@code --gpus-per-node=h100:8}. */
    public Optional<Word> gpusPerNode() {
        return option("gpus-per-node")
                .or(() -> option("gres").filter(word -> word.string().startsWith("gpu")))
                .map(word -> word.from(word.string().lastIndexOf(':') + 1))
                .filter(word -> word.string().matches("[0-9]+"));
    }

    /** What Slurm sets for a job with these options. */
    Map<String, Word> variables() {
        Map<String, Word> variables = new LinkedHashMap<>();
        option("nodes").ifPresent(nodes -> {
            variables.put("SLURM_NNODES", nodes);
            variables.put("SLURM_JOB_NUM_NODES", nodes);
        });
        gpusPerNode().ifPresent(gpus -> {
            variables.put("SLURM_GPUS_ON_NODE", gpus);
            variables.put("SLURM_GPUS_PER_NODE", gpus);
        });
        option("ntasks-per-node").ifPresent(tasks -> variables.put("SLURM_NTASKS_PER_NODE", tasks));
        option("ntasks").ifPresent(tasks -> variables.put("SLURM_NTASKS", tasks));
        return variables;
    }
}
