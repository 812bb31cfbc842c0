package dev.shardwright.gui.accuracy;

import dev.shardwright.simulator.validation.RunScore;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which runs are shown: those of the stacks that are not hidden, whose group of layouts has a text in it.
 *
 * @param words a regular expression or, if it is none, plain words; as {@code calibrate --only} looks at groups, though in
 *     capital or small letters
 */
record RunFilter(Set<String> hidden, String words) {
    static final RunFilter ALL = new RunFilter(Set.of(), "");

    RunFilter {
        hidden = Set.copyOf(hidden);
    }

    boolean shows(String stack) {
        return !hidden.contains(stack);
    }

    boolean takes(RunScore.Scored run) {
        return shows(run.subject().stack())
                && pattern().map(p -> p.matcher(run.group()).find()).orElse(true);
    }

    /** Of the words; empty where there are none. */
    Optional<Pattern> pattern() {
        String text = words.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(text, Pattern.CASE_INSENSITIVE));
        } catch (PatternSyntaxException e) {
            return Optional.of(Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE));
        }
    }

    RunFilter withWords(String text) {
        return new RunFilter(hidden, text);
    }

    /** Shows what was hidden, hides what was shown. */
    RunFilter toggling(String stack) {
        Set<String> next = new TreeSet<>(hidden);
        if (!next.remove(stack)) {
            next.add(stack);
        }
        return new RunFilter(next, words);
    }

    RunFilter hiding(Set<String> stacks) {
        return new RunFilter(stacks, words);
    }
}
