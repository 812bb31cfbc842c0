package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.catalog.HuggingFaceConfig;
import dev.shardwright.simulator.catalog.JsonFields;
import dev.shardwright.simulator.catalog.JsonKind;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.catalog.StackDefaults;
import dev.shardwright.simulator.catalog.UserPath;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.NumericsRules;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads one job file: each part on its own, then the rules that join them. */
final class JobReader {
    private static final int MOST_TOKENS = 1 << 28;
    private static final int MOST_SEQUENCES = 1 << 24;

    private final JsonFields file;
    private final Path path;
    private final Catalog catalog;

    JobReader(JsonFields file, Path path, Catalog catalog) {
        this.file = file;
        this.path = path;
        this.catalog = catalog;
    }

    TrainingJob job() {
        Optional<ProposedJob> proposed = read();
        proposed.ifPresent(job -> add(job.broken()));
        file.throwProblems();
        return proposed.orElseThrow().job();
    }

    /** The same without a look at the rules that join model, cluster and layout. */
    ProposedJob proposal() {
        Optional<ProposedJob> proposed = read();
        file.throwProblems();
        return proposed.orElseThrow();
    }

    private Optional<ProposedJob> read() {
        Optional<Transformer> model = model();
        Optional<JsonFields> place = file.needObject("cluster");
        Optional<Integer> gpus = place.flatMap(fields -> fields.need(DegreesReader.DEGREE, "gpus"));
        Optional<Cluster> cluster = place.flatMap(fields -> cluster(fields, gpus));
        Optional<Workload> workload = file.needObject("workload").flatMap(JobReader::workload);
        String stackName = file.get(JsonKind.text(), "stack").orElse(StackCatalog.DEFAULT);
        StackCatalog stacks = catalog.stacks();
        Optional<SoftwareStack> stack = named("stack", stackName, stacks::ships, stacks::stack);
        StackDefaults usual = named("stack", stackName, stacks::ships, stacks::defaults)
                .orElseGet(() -> stacks.defaults(StackCatalog.DEFAULT));
        Numerics numerics = numerics(usual);
        LayoutReader layouts = new LayoutReader(file, path, usual);
        Optional<Layout> layout = layouts.layout(gpus, workload);
        cluster.ifPresent(c -> add(NumericsRules.check(c.accelerator(), numerics.precision())));
        if (model.isEmpty() || cluster.isEmpty() || workload.isEmpty() || layout.isEmpty() || stack.isEmpty()) {
            return Optional.empty();
        }
        SoftwareStack dealing = layouts.stageSplit().apply(stack.get(), model.get(), layout.get());
        return Optional.of(
                new ProposedJob(model.get(), cluster.get(), workload.get(), layout.get(), numerics, dealing));
    }

    /** A name or path, or the configuration itself under "config". */
    private Optional<Transformer> model() {
        if (!file.raw("model").isObject()) {
            return file.need(JsonKind.text(), "model")
                    .flatMap(name -> named("model", name, catalog.models()::ships, catalog.models()::model));
        }
        JsonFields own = file.object("model");
        Optional<String> name = own.need(JsonKind.text(), "name");
        if (own.raw("config").isMissingNode()) {
            own.problem("config", "is missing.", "State the keys of a Hugging Face config.json.");
            return Optional.empty();
        }
        String text = own.raw("config").toString();
        String called = name.orElse("model");
        return part("model", called, () -> HuggingFaceConfig.parse(text, file.file() + ", model.config", called));
    }

    private Optional<Cluster> cluster(JsonFields fields, Optional<Integer> gpus) {
        HardwareCatalog hardware = catalog.hardware();
        return fields.need(JsonKind.text(), "name")
                .flatMap(name -> named(
                        "cluster.name", name, hardware::ships, source -> hardware.cluster(source, gpus.orElse(1))))
                .filter(cluster -> gpus.isPresent());
    }

    private static Optional<Workload> workload(JsonFields fields) {
        Optional<Integer> length = fields.need(JsonKind.wholeNumber(1, MOST_TOKENS), "sequence_length");
        Optional<Integer> batch = fields.need(JsonKind.wholeNumber(1, MOST_SEQUENCES), "global_batch");
        Optional<Integer> document = fields.get(JsonKind.wholeNumber(1, length.orElse(MOST_TOKENS)), "document_length");
        Routing routing = fields.has("routing") ? routing(fields.object("routing")) : Routing.BALANCED;
        return length.flatMap(l -> batch.map(b -> new Workload(l, b, document.orElse(l), routing)));
    }

    private static Routing routing(JsonFields fields) {
        double imbalance = fields.get(JsonKind.number(1), "imbalance").orElse(1.0);
        double capacity = fields.get(JsonKind.number(0), "capacity_factor").orElse(0.0);
        return new Routing(imbalance, capacity > 0 ? capacity : Double.POSITIVE_INFINITY);
    }

    private Numerics numerics(StackDefaults usual) {
        Precision precision = file.get(JsonKind.oneOf(JobWords.PRECISIONS), "precision")
                .orElseGet(
                        () -> JobWords.PRECISIONS.getOrDefault(usual.formats().precision(), Precision.BF16));
        Adaptation adaptation = new AdaptationReader(file, usual).adaptation();
        Optimizer fallback = adaptation.trainsLayers()
                ? Optimizer.ADAM
                : Optimizer.parse(usual.fineTuning().optimizer());
        Optimizer optimizer =
                file.get(JsonKind.oneOf(JobWords.OPTIMIZERS), "optimizer").orElse(fallback);
        return new Numerics(precision, optimizer, adaptation);
    }

    /** What a shipped name, or a path relative to this file, stands for. */
    private <T> Optional<T> named(String key, String name, Predicate<String> shipped, Function<String, T> lookUp) {
        String source = shipped.test(name)
                ? name
                : UserPath.beside(path, name).map(Path::toString).orElse(name);
        return part(key, name, () -> lookUp.apply(source));
    }

    /** A part of the job; what a catalog says of the name is said of this file's key. */
    private <T> Optional<T> part(String key, String name, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (InvalidInputException e) {
            file.add(e.problems().stream()
                    .map(p -> p.where().endsWith(" = " + name) && !p.where().contains(", ")
                            ? new Problem(file.file() + ", " + key + " = " + name, p.rule(), p.suggestion())
                            : p)
                    .toList());
            return Optional.empty();
        }
    }

    private void add(List<Problem> problems) {
        file.add(problems.stream()
                .map(p -> new Problem(file.file() + ", " + p.where(), p.rule(), p.suggestion()))
                .toList());
    }
}
