package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.FlagSpan;
import dev.shardwright.planner.importing.shell.ShellReader;
import dev.shardwright.planner.importing.shell.ShellReader.Script;
import dev.shardwright.planner.importing.shell.Word;
import dev.shardwright.planner.importing.source.Place;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.importing.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command that a launch script starts: the program's name, its flags, and {@code key=value} words as flags. */
record CommandLine(String program, List<Argument> arguments, List<Argument> overrides) {
    static final CommandLine NONE = new CommandLine("", List.of(), List.of());

    boolean isNone() {
        return arguments.isEmpty() && overrides.isEmpty();
    }

    /** Empty where the script starts nothing that looks like a training; states how many GPUs it starts on. */
    static Optional<CommandLine> of(SourceFile file, Sources sources, ImportContext context, Facts facts) {
        Script script = ShellReader.read(file, sources, context.variables());
        Optional<Launch> launch = Launch.of(script.invocations());
        launch.ifPresent(started -> {
            facts.flags(spans(CommandLineArguments.of(started.arguments(), sources), sources));
            WorldSize.state(script, started, sources, context.cluster().node().devices(), facts);
            script.remarks()
                    .forEach(
                            remark -> facts.remark(sources.place(remark.where()).where(), "", remark.note()));
            script.choices()
                    .forEach((name, place) ->
                            facts.chosenBy(name, sources.place(place).where()));
        });
        return launch.map(started -> of(started, sources));
    }

    private static CommandLine of(Launch launch, Sources sources) {
        CommandLineArguments line = CommandLineArguments.of(launch.arguments(), sources);
        List<Argument> overrides = new ArrayList<>();
        line.overrides().forEach(word -> overrides.add(override(word, sources)));
        line.arguments().stream()
                .filter(argument -> argument.name().contains("."))
                .forEach(argument ->
                        overrides.add(renamed(argument, argument.name().replaceFirst("^--?", ""))));
        overrides.removeIf(CommandLine::takesBack);
        return new CommandLine(launch.programName(), line.arguments(), overrides);
    }

    /** Hydra's null: what a recipe says of the key is taken back. */
    private static boolean takesBack(Argument override) {
        return override.text().equals("null");
    }

    private static Argument override(Word word, Sources sources) {
        String text = word.string();
        int equals = text.indexOf('=');
        Word value = word.known() ? word.from(equals + 1) : word;
        Place place = sources.place(value.text(), value.mention());
        List<String> values = items(text.substring(equals + 1));
        return new Argument(
                text.substring(0, equals),
                values,
                word.missing(),
                values.size() == 1 && text.endsWith(values.get(0)) ? place : place.as(Place.Kind.DERIVED));
    }

    private static List<FlagSpan> spans(CommandLineArguments line, Sources sources) {
        List<FlagSpan> spans = new ArrayList<>(line.spans());
        line.overrides().forEach(word -> spans.add(span(word, sources)));
        return spans;
    }

    /** Where a {@code key=value} word stands; a value that the shell or Hydra reads otherwise is no value to change alone. */
    private static FlagSpan span(Word word, Sources sources) {
        String text = word.string();
        int equals = text.indexOf('=');
        String value = text.substring(equals + 1);
        Place start = sources.place(word.text(), word.mention());
        Optional<Place> place = Optional.of(word)
                .filter(Word::known)
                .map(known -> known.from(equals + 1))
                .map(known -> sources.place(known.text(), known.mention()))
                .filter(known -> value.matches("[A-Za-z0-9_.-]+"));
        return new FlagSpan(text.substring(0, equals), start, List.of(value), place);
    }

    /** Hydra's flat list {@code [a,b]}, or the value itself. */
    private static List<String> items(String value) {
        return value.matches("\\[[^\\[\\]]+\\]")
                ? List.of(value.substring(1, value.length() - 1).split(",\\s*"))
                : List.of(value);
    }

    private static Argument renamed(Argument argument, String name) {
        return new Argument(name, argument.values(), argument.missing(), argument.place());
    }
}
