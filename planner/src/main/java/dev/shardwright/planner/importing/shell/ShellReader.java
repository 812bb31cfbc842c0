package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.importing.source.Sources;
import dev.shardwright.planner.importing.source.Traced;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.Map;

/** What a Bash script would start. */
public final class ShellReader {
    private ShellReader() {}

    /**
     * Commands, scalar variables at the end, lines of the batch system, what could not be decided, and where the script
     * first chooses by a variable that nobody sets.
     */
    public record Script(
            List<Invocation> invocations,
            Map<String, Word> variables,
            BatchHeader header,
            List<ShellRemark> remarks,
            Map<String, Traced> choices) {}

    /**
     * Follows a script with these variables set from outside. Throws InvalidInputException with file and line where it
     * is no script or expands without bounds.
     */
    public static Script read(SourceFile file, Sources sources, Map<String, String> environment) {
        Traced text = sources.text(file);
        Interpreter interpreter = new Interpreter(sources, (where, rule) -> failure(sources, where, rule));
        BatchHeader header = BatchHeader.of(text);
        header.variables().forEach((name, word) -> interpreter.scope().set(name, List.of(word)));
        environment.forEach((name, value) -> interpreter.scope().set(name, List.of(Scope.text(value))));
        interpreter.run(text);
        return new Script(
                interpreter.invocations(),
                interpreter.scope().scalars(),
                header,
                interpreter.remarks(),
                interpreter.choices());
    }

    private static RuntimeException failure(Sources sources, Traced where, String rule) {
        return new InvalidInputException(sources.place(where).where(), rule, "Nothing of it was run.");
    }
}
