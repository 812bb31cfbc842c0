package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.format.FoundryReader;
import dev.shardwright.planner.importing.format.GalvatronReader;
import dev.shardwright.planner.importing.format.NanotronReader;
import dev.shardwright.planner.importing.format.NeoxReader;
import dev.shardwright.planner.importing.format.TitanReader;
import dev.shardwright.planner.importing.format.TitanRecipeReader;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Formats that one set of keys says alone, in the order in which they are tried. */
enum FormatChoice {
    GALVATRON(Framework.GALVATRON, "", "tp_sizes_enc", GalvatronReader::recognises, GalvatronReader::read),
    NANOTRON(
            Framework.NANOTRON,
            "",
            "sections parallelism and tokens",
            NanotronReader::recognises,
            NanotronReader::read),
    NEOX(Framework.NEOX, "", "pipe_parallel_size", NeoxReader::recognises, NeoxReader::read),
    FOUNDRY(Framework.FOUNDRY, "", "global_train_batch_size", FoundryReader::recognises, FoundryReader::read),
    TITAN_RECIPE(
            Framework.TORCHTITAN,
            "main",
            "batches counted in tokens",
            TitanRecipeReader::recognises,
            TitanRecipeReader::read),
    TITAN(
            Framework.TORCHTITAN,
            "0.2.2",
            "sections training and parallelism",
            TitanReader::recognises,
            TitanReader::read);

    private final FrameworkGuess guess;
    private final Predicate<Arguments> recognises;
    private final BiConsumer<Arguments, Facts> reader;

    FormatChoice(
            Framework framework,
            String version,
            String reason,
            Predicate<Arguments> recognises,
            BiConsumer<Arguments, Facts> reader) {
        this.guess = new FrameworkGuess(framework, version, reason);
        this.recognises = recognises;
        this.reader = reader;
    }

    static Optional<FormatChoice> of(Arguments arguments) {
        return Arrays.stream(values())
                .filter(choice -> choice.recognises.test(arguments))
                .findFirst();
    }

    FrameworkGuess read(Arguments arguments, Facts facts) {
        reader.accept(arguments, facts);
        return guess;
    }
}
