package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.fact.Stated;
import dev.shardwright.planner.importing.shell.Invocation;
import dev.shardwright.planner.importing.shell.ShellReader.Script;
import dev.shardwright.planner.importing.shell.Word;
import dev.shardwright.planner.importing.source.Place;
import dev.shardwright.planner.importing.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many GPUs a script starts on: nodes times processes of a node, from the launcher, from Slurm or by their names. */
final class WorldSize {
    private static final List<String> NODES = List.of("--nnodes", "--num-nodes", "--num-machines", "--nodes", "-N");
    private static final List<String> PROCESSES =
            List.of("--nproc-per-node", "--nproc", "--num-gpus", "--gpus-per-node", "--ntasks-per-node");
    private static final List<String> NODE_VARIABLES = List.of("NNODES", "NUM_NODES", "N_NODES", "NODES", "NODE_COUNT");
    private static final List<String> PROCESS_VARIABLES = List.of(
            "GPUS_PER_NODE", "NGPUS_PER_NODE", "NUM_GPUS_PER_NODE", "NPROC_PER_NODE", "NUM_GPUS", "N_GPUS", "NGPU");

    private final Script script;
    private final Sources sources;
    private final List<Argument> options = new ArrayList<>();
    private final boolean local;

    private WorldSize(Script script, Launch launch, Sources sources) {
        this.script = script;
        this.sources = sources;
        options.addAll(CommandLineArguments.of(launch.launcher(), sources).arguments());
        for (Invocation invocation : script.invocations()) {
            if (invocation.words().get(0).string().endsWith("srun")) {
                options.addAll(
                        CommandLineArguments.of(invocation.words(), sources).arguments());
            }
        }
        local = launch.launcher().stream()
                .map(Word::string)
                .anyMatch(word -> word.endsWith("torchrun")
                        || word.startsWith("torch.distributed")
                        || word.endsWith("deepspeed")
                        || word.endsWith("composer"));
    }

    /** States the number of GPUs if the script tells it. */
    static void state(Script script, Launch launch, Sources sources, int gpusOfANode, Facts facts) {
        WorldSize size = new WorldSize(script, launch, sources);
        Optional<Stated> total = size.option(List.of("--num-processes", "--world-size"));
        Optional<Stated> nodes = size.nodes();
        Optional<Stated> processes = size.processes();
        if (total.isPresent()) {
            facts.state(JobField.GPUS, total.get().written(), total.get());
        } else if (nodes.isPresent() && processes.isPresent()) {
            size.state(nodes.get(), processes.get(), facts);
            otherNodes(nodes.get(), processes.get(), gpusOfANode, facts);
        } else if (nodes.isPresent()) {
            facts.assume(
                    JobField.GPUS,
                    String.valueOf(Long.parseLong(nodes.get().written()) * gpusOfANode),
                    nodes.get().where() + ", with every GPU of the cluster's nodes");
        } else if (processes.isPresent() && size.local) {
            facts.state(JobField.GPUS, processes.get().written(), processes.get());
            facts.remark("nodes", "1", "the launcher's default");
        }
    }

    /** Groups that stay inside a node, and those that leave it, are those of the cluster's nodes. */
    private static void otherNodes(Stated nodes, Stated processes, int gpusOfANode, Facts facts) {
        boolean several = !nodes.written().equals("1");
        if (several && !processes.written().equals(String.valueOf(gpusOfANode))) {
            facts.remark(
                    "GPUs of a node",
                    String.valueOf(gpusOfANode),
                    "those of the cluster; the script has " + processes.where());
        }
    }

    private void state(Stated nodes, Stated processes, Facts facts) {
        long gpus = Long.parseLong(nodes.written()) * Long.parseLong(processes.written());
        Place place = nodes.written().equals("1") ? processes.place() : nodes.place();
        String key = nodes.key() + " x " + processes.key();
        boolean one = nodes.written().equals("1") || processes.written().equals("1");
        Place.Kind kind = one ? place.kind() : Place.Kind.DERIVED;
        facts.state(JobField.GPUS, String.valueOf(gpus), new Stated(key, String.valueOf(gpus), place.as(kind)));
    }

    private Optional<Stated> nodes() {
        return option(NODES)
                .or(() -> header(script.header().option("nodes"), "--nodes"))
                .or(() -> variable(NODE_VARIABLES));
    }

    private Optional<Stated> processes() {
        return option(PROCESSES)
                .or(() -> header(script.header().gpusPerNode(), "--gpus-per-node"))
                .or(() -> header(script.header().option("ntasks-per-node"), "--ntasks-per-node"))
                .or(() -> variable(PROCESS_VARIABLES));
    }

    private Optional<Stated> option(List<String> names) {
        return names.stream()
                .flatMap(name ->
                        options.stream().filter(o -> o.name().replace('_', '-').equals(name)))
                .filter(option ->
                        option.missing().isEmpty() && isCount(option.text().split(" ")[0]))
                .map(option -> new Stated(option.name(), option.text().split(" ")[0], option.place()))
                .findFirst();
    }

    private Optional<Stated> header(Optional<Word> word, String name) {
        return word.filter(w -> isCount(w.string()))
                .map(w -> new Stated("#SBATCH " + name, w.string(), sources.place(w.text(), w.mention())));
    }

    private Optional<Stated> variable(List<String> names) {
        return names.stream()
                .filter(script.variables()::containsKey)
                .map(name -> named(name, script.variables().get(name)))
                .filter(stated -> isCount(stated.written()))
                .findFirst();
    }

    private Stated named(String name, Word word) {
        return new Stated(name, word.string(), sources.place(word.text(), word.mention()));
    }

    private static boolean isCount(String text) {
        return text.matches("[1-9][0-9]{0,6}");
    }
}
