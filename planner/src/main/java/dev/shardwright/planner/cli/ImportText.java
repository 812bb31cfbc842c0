package dev.shardwright.planner.cli;

import dev.shardwright.planner.importing.Imported;
import dev.shardwright.planner.importing.fact.Assumption;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.fact.ModelDifference;
import dev.shardwright.planner.importing.fact.Stated;
import dev.shardwright.planner.importing.fact.UnknownKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What an import read, assumed and did not understand, for the error stream. */
record ImportText(Console console) {
    private static final int MOST_UNKNOWN = 40;
    private static final int LONGEST_VALUE = 60;

    void say(Imported imported) {
        console.say(
                "read as " + imported.framework() + " (" + imported.framework().reason() + ")");
        lines(read(imported.stated())).forEach(console::say);
        section(
                "assumed",
                imported.assumptions().stream().map(ImportText::assumed).toList());
        section(
                "differs from the model that was named",
                imported.differences().stream().map(ImportText::difference).toList());
        section("not used", unknown(imported.unknown()));
    }

    private static List<List<String>> read(Map<JobField, Stated> stated) {
        return stated.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<String> row(JobField field, Stated stated) {
        return List.of(
                field.label(),
                shortened(stated.written()),
                stated.key(),
                stated.place().where());
    }

    private static String assumed(Assumption assumption) {
        String value = assumption.value().isEmpty() ? "" : " = " + assumption.value();
        return assumption.subject() + value + ": " + assumption.reason();
    }

    private static String difference(ModelDifference difference) {
        return difference.inFile().where() + "; the model has " + difference.inModel();
    }

    private static List<String> unknown(List<UnknownKey> keys) {
        List<String> lines = new ArrayList<>();
        keys.stream()
                .limit(MOST_UNKNOWN)
                .forEach(key -> lines.add(key.place().where() + ", " + key.key()
                        + (key.value().isEmpty() ? "" : " " + shortened(key.value()))));
        if (keys.size() > MOST_UNKNOWN) {
            lines.add("and " + (keys.size() - MOST_UNKNOWN) + " more");
        }
        return lines;
    }

    private void section(String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            console.say(heading + ":");
            lines.forEach(line -> console.wrapped(line, "  ", "    ").forEach(console::say));
        }
    }

    /** Columns of equal width. */
    private static List<String> lines(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int column = i;
            widths.add(rows.stream()
                    .map(row -> row.get(column).length())
                    .max(Comparator.naturalOrder())
                    .orElse(0));
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder(" ");
        for (int i = 0; i < row.size(); i++) {
            int width = i < widths.size() ? widths.get(i) : 0;
            line.append(i == 0 ? " " : "  ")
                    .append(row.get(i))
                    .append(" ".repeat(Math.max(0, width - row.get(i).length())));
        }
        return line.toString().stripTrailing();
    }

    /** One line, without control characters. */
    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST_VALUE ? plain : plain.substring(0, LONGEST_VALUE) + "...";
    }
}
