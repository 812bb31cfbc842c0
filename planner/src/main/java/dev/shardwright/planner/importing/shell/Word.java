package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One word of a command as the shell would pass it. {@code mention} is the text that stands for it in the command. What
 * it would need from outside the script, variables and the output of programs, is marked inside the text.
 */
public record Word(Traced text, Traced mention) {
    static final Word EMPTY = of(Traced.EMPTY);

    static final char OPEN = '\uE000';
    static final char CLOSE = '\uE001';
    private static final char PROGRAM = '\uE002';
    private static final Pattern MARK = Pattern.compile(OPEN + "([^" + CLOSE + "]*)" + CLOSE);

    static Word of(Traced text) {
        return new Word(text, text);
    }

    /** A variable that the script does not set. */
    static Word missing(String variable) {
        return of(Traced.made(OPEN + variable + CLOSE));
    }

    /** The output of a program. */
    static Word output(Traced command) {
        String name = command.text().strip().split("[^A-Za-z0-9_./-]", 2)[0];
        return of(Traced.made(OPEN + (PROGRAM + name) + CLOSE));
    }

    /** What is passed, with {@code $NAME} for what is missing. */
    public String string() {
        return MARK.matcher(text.text()).replaceAll(mark -> shown(mark).replace("$", "\\$"));
    }

    private static String shown(MatchResult mark) {
        String name = mark.group(1);
        return name.indexOf(PROGRAM) == 0 ? "$(" + name.substring(1) + " ...)" : "$" + name;
    }

    /** What is missing, as it is shown. */
    public List<String> missing() {
        return MARK.matcher(text.text()).results().map(Word::shown).toList();
    }

    /** The variables that are missing. */
    List<String> variables() {
        return MARK.matcher(text.text())
                .results()
                .map(mark -> mark.group(1))
                .filter(name -> name.matches("[A-Za-z0-9_]+"))
                .toList();
    }

    /** Whether the script itself says all of it. */
    public boolean known() {
        return text.text().indexOf(OPEN) < 0;
    }

    /** Whether a program's output decides it. */
    boolean needsProgram() {
        return text.text().indexOf(PROGRAM) >= 0;
    }

    /** What is passed where nobody sets the missing variables. */
    String unset() {
        return MARK.matcher(text.text()).replaceAll("");
    }

    Word plus(Word other) {
        return new Word(text.plus(other.text), mention);
    }

    public Word from(int start) {
        return new Word(text.from(start), mention);
    }

    public Word to(int end) {
        return new Word(text.sub(0, end), mention);
    }
}
