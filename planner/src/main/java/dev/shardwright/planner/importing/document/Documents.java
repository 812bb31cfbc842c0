package dev.shardwright.planner.importing.document;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.importing.source.Sources;
import java.util.List;
import java.util.Set;

/** The port to files of keys and values. A key inside a section is named "section.key"; a list has several values. */
public final class Documents {
    private static final Set<String> EXTENSIONS = Set.of("json", "yaml", "yml", "toml", "py");

    private Documents() {}

    /** Whether the name of a file says that it holds keys and values. */
    public static boolean reads(SourceFile file) {
        return EXTENSIONS.contains(file.extension());
    }

    /** Throws InvalidInputException with file and line where the text is not of the form that its name says. */
    public static List<Argument> read(SourceFile file, Sources sources) {
        Entries entries = new Entries(file, sources);
        switch (file.extension()) {
            case "json" -> JsonDocument.read(file, entries);
            case "py" -> PythonDocument.read(file, entries);
            case "toml" -> new TomlDocument(file, entries).read();
            default -> YamlDocument.read(file, entries);
        }
        return Interpolation.resolved(entries.arguments());
    }
}
