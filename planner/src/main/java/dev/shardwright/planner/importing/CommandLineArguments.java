package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.FlagSpan;
import dev.shardwright.planner.importing.shell.Word;
import dev.shardwright.planner.importing.source.Place;
import dev.shardwright.planner.importing.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts the words of a command into flags and their values, without knowing the flags. */
final class CommandLineArguments {
    private final Sources sources;
    private final List<Argument> arguments = new ArrayList<>();
    private final List<FlagSpan> spans = new ArrayList<>();
    private final List<Word> loose = new ArrayList<>();

    private CommandLineArguments(Sources sources) {
        this.sources = sources;
    }

    static CommandLineArguments of(List<Word> words, Sources sources) {
        CommandLineArguments line = new CommandLineArguments(sources);
        int i = 0;
        while (i < words.size()) {
            if (!isFlag(words.get(i)) || isRest(words.get(i))) {
                line.loose.add(words.get(i));
                i++;
                continue;
            }
            int end = i + 1;
            while (end < words.size() && !ends(words.get(end), end - i > 1)) {
                end++;
            }
            line.add(words.get(i), words.subList(i + 1, end));
            i = end;
        }
        return line;
    }

    /** Whether a word is none of a flag's values; {@code key=value} may follow the first one. */
    private static boolean ends(Word word, boolean hasValue) {
        return isFlag(word) || isRest(word) || (hasValue && isOverride(word));
    }

    /** {@code section.key=value}, as Hydra and OmegaConf read it. */
    private static boolean isOverride(Word word) {
        return word.string().matches("[+]{0,2}[A-Za-z_][A-Za-z0-9_.]*=[\\s\\S]*");
    }

    private static boolean isFlag(Word word) {
        return word.string().matches("--?[A-Za-z][\\s\\S]*");
    }

    /** The arguments of the script itself, of which nothing is known. */
    private static boolean isRest(Word word) {
        return word.string().equals("$@") || word.string().equals("$*");
    }

    private void add(Word flag, List<Word> values) {
        String text = flag.string();
        int equals = text.indexOf('=');
        if (equals > 0 && flag.known()) {
            List<Word> all = new ArrayList<>();
            all.add(flag.from(equals + 1));
            all.addAll(values);
            add(text.substring(0, equals), flag, all);
        } else {
            add(text, flag, values);
        }
    }

    private void add(String name, Word flag, List<Word> values) {
        List<String> missing = values.stream()
                .limit(1)
                .flatMap(word -> word.missing().stream())
                .toList();
        Place place = values.isEmpty()
                ? sources.place(flag.text(), flag.mention()).as(Place.Kind.SWITCH)
                : place(values.get(0), flag);
        Place start = sources.place(flag.text(), flag.mention());
        Optional<Place> single = values.size() == 1
                ? Optional.of(sources.place(values.get(0).text(), values.get(0).mention()))
                : Optional.empty();
        spans.add(new FlagSpan(name, start, values.stream().map(Word::string).toList(), single));
        arguments.add(new Argument(name, values.stream().map(Word::string).toList(), missing, place));
    }

    /** A value that comes from outside of the files stands where its flag does. */
    private Place place(Word value, Word flag) {
        boolean placed = value.text().isPlaced() || value.mention().isPlaced();
        return placed
                ? sources.place(value.text(), value.mention())
                : sources.place(flag.text(), flag.mention()).as(Place.Kind.DERIVED);
    }

    List<Argument> arguments() {
        return arguments;
    }

    /** Where the flags stand. */
    List<FlagSpan> spans() {
        return spans;
    }

    /** {@code key=value} words that belong to no flag. */
    List<Word> overrides() {
        return loose.stream().filter(CommandLineArguments::isOverride).toList();
    }
}
