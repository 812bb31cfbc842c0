package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.document.Documents;
import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.fact.Stated;
import dev.shardwright.planner.importing.format.AccelerateReader;
import dev.shardwright.planner.importing.format.DeepSpeedReader;
import dev.shardwright.planner.importing.format.TrainerReader;
import dev.shardwright.planner.importing.megatron.MegatronReader;
import dev.shardwright.planner.importing.megatron.NemoNames;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.importing.source.Sources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides which framework the files of a job are for, and has them read. A command line stands above files. */
final class FileImport {
    private static final Set<String> MEGATRON_FLAGS = Set.of(
            "--num-layers",
            "--hidden-size",
            "--tensor-model-parallel-size",
            "--pipeline-model-parallel-size",
            "--micro-batch-size",
            "--seq-length");
    private static final String RECIPE = "run_recipe.py";

    private final Facts facts;
    private final List<List<Argument>> documents = new ArrayList<>();
    private final StringBuilder texts = new StringBuilder();
    private CommandLine commandLine = CommandLine.NONE;

    FileImport(Sources sources, ImportContext context, Facts facts) {
        this.facts = facts;
        for (SourceFile file : sources.files()) {
            if (Documents.reads(file)) {
                documents.add(Documents.read(file, sources));
            } else if (commandLine.isNone()) {
                commandLine = CommandLine.of(file, sources, context, facts).orElse(CommandLine.NONE);
                texts.append(file.text());
            }
        }
    }

    /** Empty where no file is understood. */
    Optional<FrameworkGuess> read() {
        long flags = commandLine.arguments().stream()
                .filter(argument -> MEGATRON_FLAGS.contains(argument.name().replace('_', '-')))
                .count();
        if (flags >= 2) {
            return Optional.of(megatron());
        }
        if (commandLine.program().equals(RECIPE)) {
            return Optional.of(recipe());
        }
        List<Argument> merged = new ArrayList<>();
        documents.forEach(merged::addAll);
        merged.addAll(commandLine.overrides());
        return FormatChoice.of(new Arguments(merged, facts))
                .map(choice -> choice.read(new Arguments(merged, facts), facts))
                .or(() -> megatronDocument(merged))
                .or(() -> nemo(merged))
                .or(this::parts);
    }

    private FrameworkGuess megatron() {
        FrameworkGuess guess = MegatronImport.read(commandLine.arguments(), facts, texts.toString());
        documents.stream()
                .map(document -> new Arguments(document, facts))
                .filter(DeepSpeedReader::recognises)
                .findFirst()
                .ifPresent(document -> DeepSpeedReader.read(document, facts));
        return guess;
    }

    /** Keys that are flags, as in the configurations of Megatron-LM's own tests. */
    private Optional<FrameworkGuess> megatronDocument(List<Argument> merged) {
        Map<String, Argument> flags = new LinkedHashMap<>();
        merged.stream()
                .filter(argument -> argument.name().contains("--"))
                .forEach(argument ->
                        flags.put(argument.name().substring(argument.name().indexOf("--")), argument));
        if (flags.keySet().stream().noneMatch(MEGATRON_FLAGS::contains)) {
            return Optional.empty();
        }
        MegatronReader.read(new Arguments(flags, facts), facts);
        return Optional.of(new FrameworkGuess(Framework.MEGATRON, "", "keys that are Megatron's arguments"));
    }

    private Optional<FrameworkGuess> nemo(List<Argument> merged) {
        Arguments keys = new Arguments(merged, facts);
        if (!keys.has("model.tensor_model_parallel_size", "model.pipeline_model_parallel_size")
                || !keys.has("model.micro_batch_size", "train.micro_batch_size")) {
            return Optional.empty();
        }
        keys.get("trainer.num_nodes").ifPresent(nodes -> gpus(nodes, keys.get("trainer.devices")));
        boolean bridge = keys.has("train.micro_batch_size");
        MegatronReader.readKeys(new Arguments(NemoNames.translated(merged), facts), facts);
        return Optional.of(new FrameworkGuess(
                bridge ? Framework.BRIDGE : Framework.NEMO,
                "",
                "sections model and " + (bridge ? "train" : "trainer")));
    }

    private void gpus(Argument nodes, Optional<Argument> devices) {
        if (nodes.text().matches("[0-9]{1,6}")
                && devices.filter(d -> d.text().matches("[0-9]{1,4}")).isPresent()) {
            long gpus =
                    Long.parseLong(nodes.text()) * Long.parseLong(devices.get().text());
            facts.state(
                    JobField.GPUS,
                    String.valueOf(gpus),
                    new Stated("trainer.num_nodes x devices", String.valueOf(gpus), nodes.place()));
        }
    }

    /** Megatron-Bridge: what is not given keeps the recipe's value, which is not in the script. */
    private FrameworkGuess recipe() {
        List<Argument> all = new ArrayList<>(commandLine.arguments());
        all.addAll(commandLine.overrides());
        Optional<Argument> recipe =
                all.stream().filter(a -> a.name().matches("--(recipe|model)")).findFirst();
        recipe.ifPresent(named -> {
            facts.model(named.stated());
            facts.remark(
                    "recipe", named.text(), "what the command line leaves out keeps the recipe's value, unknown here");
        });
        Map<String, Argument> translated = NemoNames.translated(all);
        if (!translated.containsKey("--bf16") && !translated.containsKey("--fp16")) {
            facts.assume(JobField.PRECISION, "bf16", "the recipes' usual mixed_precision");
        }
        MegatronReader.readKeys(new Arguments(translated, facts), facts);
        return new FrameworkGuess(Framework.BRIDGE, "", RECIPE);
    }

    /** DeepSpeed's and Accelerate's files, and the arguments of a Trainer, each of which says a part. */
    private Optional<FrameworkGuess> parts() {
        Optional<FrameworkGuess> guess = Optional.empty();
        for (List<Argument> document : documents) {
            Arguments keys = new Arguments(document, facts);
            Arguments flags = new Arguments(dashed(document), facts);
            if (AccelerateReader.recognises(keys)) {
                AccelerateReader.read(keys, facts);
                guess = Optional.of(new FrameworkGuess(Framework.ACCELERATE, "", "distributed_type"));
            } else if (DeepSpeedReader.recognises(keys)) {
                DeepSpeedReader.read(keys, facts);
                guess = guess.or(() -> Optional.of(new FrameworkGuess(Framework.DEEPSPEED, "", "DeepSpeed's keys")));
            } else if (TrainerReader.recognises(flags)) {
                TrainerReader.read(flags, facts);
                guess = guess.or(() -> Optional.of(new FrameworkGuess(Framework.TRAINER, "", "TrainingArguments")));
            }
        }
        return defaults(commandLine(guess));
    }

    private Optional<FrameworkGuess> commandLine(Optional<FrameworkGuess> guess) {
        Arguments flags = new Arguments(commandLine.arguments(), facts);
        if (!TrainerReader.recognises(flags)) {
            return guess;
        }
        TrainerReader.read(flags, facts);
        boolean deepSpeed = flags.has("--deepspeed", "--zero-stage");
        return guess.or(() -> Optional.of(new FrameworkGuess(
                deepSpeed ? Framework.DEEPSPEED : Framework.TRAINER, "", "the arguments of " + commandLine.program())));
    }

    private Optional<FrameworkGuess> defaults(Optional<FrameworkGuess> guess) {
        guess.ifPresent(found -> {
            if (found.framework() == Framework.ACCELERATE) {
                AccelerateReader.defaults(facts);
            } else {
                if (found.framework() == Framework.TRAINER) {
                    facts.assume(
                            JobField.SHARDING,
                            "0",
                            "no file says how the Trainer shards; give its DeepSpeed or Accelerate file, too");
                }
                DeepSpeedReader.defaults(facts);
            }
        });
        return guess;
    }

    private static Map<String, Argument> dashed(List<Argument> document) {
        Map<String, Argument> flags = new LinkedHashMap<>();
        document.forEach(argument -> flags.put("--" + argument.name(), argument));
        return flags;
    }
}
