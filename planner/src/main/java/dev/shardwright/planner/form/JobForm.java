package dev.shardwright.planner.form;

import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.catalog.StackDefaults;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What to train, on what and with which software, as it is typed: texts by option; absent ones keep their default. */
public record JobForm(Map<String, String> texts) {
    private static final List<String> REQUIRED =
            List.of("--model", "--cluster", "--gpus", "--sequence-length", "--global-batch");

    public JobForm {
        texts = Map.copyOf(texts);
    }

    private String text(String option) {
        return texts.getOrDefault(option, "");
    }

    /** What the model was called. */
    public String model() {
        return text("--model");
    }

    /** What the cluster was called. */
    public String cluster() {
        return text("--cluster");
    }

    /** What the software stack was called; empty where the default counts. */
    public String stack() {
        return text("--stack");
    }

    /** The GPU counts, in the order given. */
    public List<Integer> deviceCounts(OptionReader reader) {
        return reader.readAll("--gpus", text("--gpus"), OptionReader::positive);
    }

    /** The job without its layout, on the first of the GPU counts. Throws InvalidInputException with all problems. */
    public JobFrame frame(Catalog catalog, OptionReader reader) {
        requireAll(reader);
        List<Integer> counts = deviceCounts(reader);
        int devices = counts.isEmpty() ? 1 : counts.get(0);
        int length = reader.read("--sequence-length", text("--sequence-length"), 1, OptionReader::positive);
        int batch = reader.read("--global-batch", text("--global-batch"), 1, OptionReader::positive);
        Precision format = reader.read("--precision", text("--precision"), Precision.BF16, Precision::parse);
        List<Transformer> models = list(reader, "--model", text("--model"), catalog.models()::model);
        List<Cluster> clusters = list(
                reader,
                "--cluster",
                text("--cluster"),
                name -> catalog.hardware().cluster(name, devices));
        List<SoftwareStack> stacks = list(reader, "--stack", stackName(), catalog.stacks()::stack);
        StackDefaults.FineTuning usual = stacks.isEmpty()
                ? catalog.stacks().defaults(StackCatalog.DEFAULT).fineTuning()
                : catalog.stacks().defaults(stackName()).fineTuning();
        Adaptation adaptation = new AdapterForm(texts).adaptation(reader, usual);
        Optimizer fallback = adaptation.trainsLayers() ? Optimizer.ADAM : Optimizer.parse(usual.optimizer());
        Optimizer rule = reader.read("--optimizer", text("--optimizer"), fallback, Optimizer::parse);
        int document = reader.read("--document-length", text("--document-length"), length, OptionReader::positive);
        reader.require(
                document <= length,
                "--document-length = " + document,
                "must not exceed the sequence (" + length + ").",
                "");
        Routing routing = new RoutingForm(texts).routing(reader, models);
        reader.check();
        return new JobFrame(
                models.get(0),
                supporting(clusters.get(0), format),
                new Workload(length, batch, document, routing),
                new Numerics(format, rule, adaptation),
                stacks.get(0));
    }

    /** The software stack that counts. */
    public String stackName() {
        return text("--stack").isEmpty() ? StackCatalog.DEFAULT : text("--stack");
    }

    private static <T> List<T> list(OptionReader reader, String option, String text, Function<String, T> parse) {
        return reader.read(option, text, List.of(), name -> List.of(parse.apply(name)));
    }

    private void requireAll(OptionReader reader) {
        List<String> missing =
                REQUIRED.stream().filter(option -> text(option).isEmpty()).toList();
        reader.require(
                missing.isEmpty(),
                String.join(", ", missing),
                missing.size() == 1 ? "is missing." : "are missing.",
                "For example: --model llama-3-70b --cluster dgx-h100 --gpus 64 --sequence-length 8192"
                        + " --global-batch 512");
    }

    private static Cluster supporting(Cluster cluster, Precision precision) {
        if (!cluster.accelerator().supports(precision.operands())) {
            throw new InvalidInputException(
                    "--precision = " + precision.label(),
                    cluster.accelerator().name() + " has no " + precision.operands() + " matrix units.",
                    "Maybe use bf16, or fp16 on devices older than Ampere.");
        }
        return cluster;
    }
}
