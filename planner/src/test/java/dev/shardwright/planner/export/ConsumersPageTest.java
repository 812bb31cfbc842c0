package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/consumers.md: every framework is there, and every excerpt stands in an export that a test holds. */
final class ConsumersPageTest {
    private static final Path GOLDENS = Path.of("src/test/resources/dev/shardwright/planner/export");
    private static final Pattern EXCERPT = Pattern.compile("<!-- (\\S+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "consumers.md"));
    }

    @Test
    void everyExcerptStandsInAnExport() throws IOException {
        Matcher excerpts = EXCERPT.matcher(page());
        List<String> folders = new ArrayList<>();
        while (excerpts.find()) {
            List<String> lines = Files.readAllLines(GOLDENS.resolve(excerpts.group(1)));
            assertThat(lines)
                    .as(excerpts.group(1))
                    .containsSubsequence(excerpts.group(2).split("\n"));
            folders.add(excerpts.group(1));
        }
        for (Framework framework : Framework.values()) {
            assertThat(folders).anyMatch(name -> name.startsWith(framework.targetName()));
        }
    }

    @Test
    void theTableHoldsEveryFrameworkWithItsVersions() throws IOException {
        for (Framework framework : Framework.values()) {
            List<String> versions = framework.versions();
            String words = versions.size() > 2
                    ? versions.get(0) + " to " + versions.get(versions.size() - 1)
                    : String.join(", ", versions);
            assertThat(page()).contains("| `" + framework.targetName() + "` | " + words + " |");
        }
    }
}
