package dev.shardwright.simulator.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.TestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table in docs/accuracy.md is that of this commit. To write it anew:
 * {@code SHARDWRIGHT_UPDATE=true mvn -q -pl simulator test -Dtest=AccuracyPageTest}.
 */
final class AccuracyPageTest {
    private static final Path PAGE = Path.of("..", "docs", "accuracy.md");
    private static final String BEGIN = "<!-- generated: accuracy -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void theTableIsThatOfThisCommit() throws IOException {
        String table = AccuracyTable.markdown(Validation.score(files(), TestJobs.CATALOG));
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).isLessThanOrEqualTo(end);
        if ("true".equals(System.getenv("SHARDWRIGHT_UPDATE"))) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).isEqualTo(table);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(TestJobs.profiles().resolve("measured"))) {
            return files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
        }
    }
}
