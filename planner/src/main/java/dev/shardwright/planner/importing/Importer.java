package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.ModelDifference;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.importing.source.Sources;
import dev.shardwright.simulator.catalog.ModelCatalog;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads launch scripts and configurations of training frameworks as one training job. Nothing is executed, and no file
 * is read but those that are handed in.
 */
public final class Importer {
    private final Sources sources;
    private final ImportContext context;
    private final Facts facts = new Facts();

    private Importer(List<SourceFile> files, ImportContext context) {
        this.sources = new Sources(files);
        this.context = context;
    }

    /** Reads the files of one job. Throws InvalidInputException with every problem, each with file, line and key. */
    public static Imported read(List<Path> files, ImportContext context) {
        return readTexts(files.stream().map(SourceFile::read).toList(), context);
    }

    /** The same for texts that need not be files. */
    public static Imported readTexts(List<SourceFile> files, ImportContext context) {
        Importer importer = new Importer(files, context);
        Imported imported = importer.imported();
        imported.proposal().broken().stream()
                .map(new JobAssembly(importer.facts)::located)
                .forEach(importer.facts::problem);
        importer.facts.check();
        return imported;
    }

    /** The same, where the layout may break the rules that join model, machines and layout. */
    public static Imported propose(List<SourceFile> files, ImportContext context) {
        return new Importer(files, context).imported();
    }

    private Imported imported() {
        FrameworkGuess framework = framework();
        context.stated().forEach(facts::override);
        SoftwareStack stack = context.stack()
                .orElseGet(() ->
                        context.catalog().stacks().stack(framework.framework().stack()));
        Optional<Transformer> named = context.model().or(this::named);
        named.ifPresent(model -> facts.forgetShape());
        Optional<ModelConfig> own = named.isPresent() ? Optional.empty() : ShapeModel.of(facts, modelName());
        Optional<Transformer> described = own.map(ModelConfig::transformer);
        Optional<Transformer> preset = described.flatMap(this::preset);
        Optional<Transformer> model = named.or(() -> preset).or(() -> described);
        ProposedJob job = new DealtStages(facts).apply(new JobAssembly(facts).job(model, context.cluster(), stack));
        List<ModelDifference> differences = ShapeComparison.of(facts, job.model());
        return new Imported(
                job,
                framework,
                preset.isPresent() ? Optional.empty() : own,
                new Imported.Reading(facts.stated(), facts.assumptions(), facts.unknown(), differences, facts.flags()));
    }

    private FrameworkGuess framework() {
        Optional<FrameworkGuess> guess = new FileImport(sources, context, facts).read();
        if (guess.isPresent()) {
            return guess.get();
        }
        throw new InvalidInputException(
                String.join(", ", sources.files().stream().map(SourceFile::name).toList()),
                "starts no training that is understood here.",
                "docs/import.md lists the formats that are read.");
    }

    private String modelName() {
        String base = sources.files().get(0).baseName();
        int dot = base.lastIndexOf('.');
        return dot > 0 ? base.substring(0, dot) : base;
    }

    /** The shipped model that the files name. */
    private Optional<Transformer> named() {
        ModelCatalog models = context.catalog().models();
        Optional<Transformer> found = facts.model()
                .flatMap(stated -> new PresetNames(models).find(stated.written()))
                .map(models::model);
        found.ifPresent(model ->
                facts.remark("model", model.name(), facts.model().orElseThrow().where()));
        return found;
    }

    /** The shipped model of the same shape. */
    private Optional<Transformer> preset(Transformer described) {
        ModelCatalog models = context.catalog().models();
        return models.names().stream()
                .map(models::model)
                .filter(model -> named(described, model.name()).equals(model))
                .findFirst();
    }

    private static Transformer named(Transformer model, String name) {
        return new Transformer(
                name,
                model.hidden(),
                model.layers(),
                model.vocabulary(),
                model.normalization(),
                model.predictionLayers());
    }
}
