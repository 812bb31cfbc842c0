package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of errors shows the figures of docs/accuracy.md, which is generated. */
final class ReadmeAccuracyTest {
    private static final Path README = Path.of("../README.md");
    private static final Path ACCURACY = Path.of("../docs/accuracy.md");
    private static final String HEAD = "| runs | what | ";

    /** The README's columns behind the description, by the names that the generated table has for them. */
    private static final Map<String, String> COLUMNS = Map.of("step times", "timed");

    @Test
    void theTableShowsTheGeneratedFigures() throws IOException {
        String text = Files.readString(README).replace("\r\n", "\n");
        String shown = table(text, HEAD);
        String expected = expected(shown);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(README, text.replace(shown, expected));
            return;
        }
        assertThat(shown).isEqualTo(expected);
    }

    private static String expected(String shown) throws IOException {
        Map<String, Map<String, String>> generated = generated();
        List<String> lines = shown.lines().toList();
        List<String> names = cells(lines.get(0));
        Map<String, String> descriptions = new HashMap<>();
        lines.stream()
                .skip(2)
                .forEach(
                        line -> descriptions.put(cells(line).get(0), cells(line).get(1)));
        assertThat(descriptions).containsOnlyKeys(generated.keySet());

        List<String> rows = new ArrayList<>(lines.subList(0, 2));
        for (String line : lines.subList(2, lines.size())) {
            String runs = cells(line).get(0);
            List<String> row = new ArrayList<>(List.of(runs, descriptions.get(runs)));
            for (String name : names.subList(2, names.size())) {
                row.add(generated.get(runs).get(COLUMNS.getOrDefault(name, name)));
            }
            rows.add(row.stream().collect(Collectors.joining(" | ", "| ", " |")));
        }
        return String.join("\n", rows) + "\n";
    }

    /** The generated table: the figures of every group of runs by the names of the columns. */
    private static Map<String, Map<String, String>> generated() throws IOException {
        List<String> lines = table(Files.readString(ACCURACY).replace("\r\n", "\n"), "| runs | timed | ")
                .lines()
                .toList();
        List<String> names = cells(lines.get(0));
        Map<String, Map<String, String>> groups = new HashMap<>();
        for (String line : lines.subList(2, lines.size())) {
            List<String> cells = cells(line);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), cells.get(i));
            }
            groups.put(cells.get(0), row);
        }
        return groups;
    }

    private static String table(String page, String head) {
        int from = page.indexOf(head);
        assertThat(from).as(head).isNotNegative();
        StringBuilder table = new StringBuilder();
        page.substring(from)
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .forEach(line -> table.append(line).append('\n'));
        return table.toString();
    }

    private static List<String> cells(String line) {
        return List.of(line.substring(2, line.length() - 2).split(" \\| ", -1));
    }
}
