package dev.shardwright.simulator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that the sources name exist, links between pages lead somewhere, and no key of a profile goes unexplained. */
final class DocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> MODULES = Set.of("simulator", "planner", "profiler", "gui");
    private static final Pattern PAGE = Pattern.compile("docs/(?:model|decisions)/[A-Za-z0-9-]+\\.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern KEY = Pattern.compile("\"([a-z_0-9]+)\":");
    private static final Pattern FOREIGN = Pattern.compile("[a-z]+:.*");

    @Test
    void everyPageThatTheSourcesNameExists() throws IOException {
        Set<String> missing = new TreeSet<>();
        int named = 0;
        for (Path file : sources()) {
            Matcher pages = PAGE.matcher(Files.readString(file));
            while (pages.find()) {
                named++;
                if (!Files.isRegularFile(ROOT.resolve(pages.group()))) {
                    missing.add(ROOT.relativize(file) + " names " + pages.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).as("pages named in the sources").isPositive();
    }

    @Test
    void everyRelativeLinkResolves() throws IOException {
        Set<String> broken = new TreeSet<>();
        int links = 0;
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String target = link.group(1);
                if (FOREIGN.matcher(target).matches()) {
                    continue;
                }
                links++;
                if (!Files.exists(page.resolveSibling(target))) {
                    broken.add(ROOT.relativize(page) + " links to " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).as("relative links").isPositive();
    }

    @Test
    void everyPageOfTheModelIsReachedFromItsIndex() throws IOException {
        Path folder = ROOT.resolve("docs/model");
        String index = Files.readString(folder.resolve("index.md"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("index.md")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
        }
    }

    /** A key that the page does not explain is a number that nobody can check. */
    @ParameterizedTest
    @CsvSource({"stacks, stacks", "accelerators, hardware", "clusters, hardware"})
    void everyKeyOfTheShippedFilesIsExplained(String folder, String page) throws IOException {
        String text = Files.readString(ROOT.resolve("docs/model/" + page + ".md"));
        Set<String> keys = new TreeSet<>();
        for (Path file : jsonFiles(ROOT.resolve("profiles").resolve(folder))) {
            Matcher key = KEY.matcher(Files.readString(file));
            while (key.find()) {
                keys.add(key.group(1));
            }
        }
        assertThat(keys).isNotEmpty();
        assertThat(keys).allSatisfy(key -> assertThat(text).containsPattern("\\b" + key + "\\b"));
    }

    @Test
    void everyShippedStackIsExplained() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/model/stacks.md"));
        List<Path> stacks = jsonFiles(ROOT.resolve("profiles/stacks"));
        assertThat(stacks)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(text)
                        .contains("| `" + file.getFileName().toString().replace(".json", "") + "` |"));
    }

    private static List<Path> jsonFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    /** Sources of all modules, and the profile files, which refer to pages too. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(DocsTest::isSource).toList();
        }
    }

    private static boolean isSource(Path file) {
        Path relative = ROOT.relativize(file);
        String top = relative.getName(0).toString();
        boolean java = MODULES.contains(top)
                && relative.startsWith(Path.of(top, "src"))
                && file.toString().endsWith(".java");
        return java || (top.equals("profiles") && file.toString().endsWith(".json"));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> profiles = Files.walk(ROOT.resolve("profiles"))) {
            return Stream.concat(docs, profiles)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
