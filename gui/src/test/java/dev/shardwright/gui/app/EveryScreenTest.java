package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.control.Picture;
import dev.shardwright.gui.control.TableMenu;
import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Cell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for whatever stands on any screen. */
final class EveryScreenTest {
    private static ShownWindow window;

    /** A screen, and something on it. */
    private record Shown(String screen, Node node) {
        @Override
        public String toString() {
            return screen + ": " + node;
        }
    }

    @BeforeAll
    static void openWithAnAnswer() throws TimeoutException, IOException {
        window = ShownWindow.open(1280, 720);
        window.robot().interact(() -> {
            window.plan().form().text(PlanField.MODEL).set("llama-3-8b");
            window.plan().form().text(PlanField.GPUS).set("16");
            window.plan().plan();
        });
        window.awaitPhase(Phase.PLANNED);
        window.push(KeyCode.CONTROL, KeyCode.P);
    }

    @AfterAll
    static void close() throws TimeoutException {
        if (window != null) {
            window.close();
        }
    }

    /** A screen reader says what has the focus: by its accessible text, its own text, or the label that names it. */
    @Test
    void whateverTakesTheFocusHasAName() throws TimeoutException {
        List<Shown> all = everything();
        Set<Node> named = new HashSet<>();
        all.forEach(shown -> {
            if (shown.node() instanceof Label label && label.getLabelFor() != null) {
                named.add(label.getLabelFor());
            }
        });
        List<Shown> focusable =
                all.stream().filter(shown -> shown.node().isFocusTraversable()).toList();
        assertThat(focusable).hasSizeGreaterThan(60);
        assertThat(focusable.stream().filter(shown -> !hasName(shown.node(), named)))
                .isEmpty();
    }

    private static boolean hasName(Node node, Set<Node> named) {
        return isSaid(node.getAccessibleText())
                || named.contains(node)
                || named.contains(node.getParent())
                || node instanceof Labeled labeled && isSaid(labeled.getText())
                || node instanceof ScrollPane
                || node instanceof TabPane
                || node instanceof Cell<?>;
    }

    private static boolean isSaid(String text) {
        return text != null && !text.isBlank();
    }

    @Test
    void everyTableCanBeCopied() throws TimeoutException {
        List<Shown> tables = everything().stream()
                .filter(shown -> shown.node() instanceof TableView<?>)
                .toList();
        assertThat(tables).hasSizeGreaterThanOrEqualTo(4);
        assertThat(tables.stream().filter(shown -> ((TableView<?>) shown.node()).getContextMenu() == null))
                .isEmpty();
    }

    @Test
    void whatIsCopiedIsWhatTheTableShows() throws TimeoutException {
        window.robot().interact(() -> window.workspace().navigation().go("Plan"));
        TableView<?> layouts = window.robot().lookup("#layouts").query();
        List<TextSheet> sheets = new ArrayList<>();
        window.robot().interact(() -> sheets.add(TableMenu.sheet(layouts)));
        assertThat(sheets.get(0).headings()).contains("#", "tp", "step time", "MFU", "verdict");
        assertThat(sheets.get(0).rows())
                .hasSize(5)
                .allSatisfy(row -> assertThat(row).doesNotContain("").anyMatch(cell -> cell.endsWith(" s")));
    }

    /** The timeline has its own export. */
    @Test
    void everyChartCanBeSavedAsAPicture(@TempDir Path folder) throws TimeoutException, IOException {
        List<Node> charts = new ArrayList<>();
        for (Shown shown : everything()) {
            if (shown.node() instanceof Canvas && !shown.screen().equals("Timeline")) {
                charts.add(withMenu(shown));
            }
        }
        assertThat(charts).hasSizeGreaterThanOrEqualTo(4);
        Path file = folder.resolve("chart.png");
        List<IOException> failures = new ArrayList<>();
        window.robot().interact(() -> {
            try {
                Picture.of(charts.get(0), 1).write(file);
            } catch (IOException e) {
                failures.add(e);
            }
        });
        assertThat(failures).isEmpty();
        assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
    }

    private static Node withMenu(Shown shown) {
        for (Node at = shown.node(); at != null; at = at.getParent()) {
            if (at.getOnContextMenuRequested() != null) {
                return at;
            }
        }
        throw new AssertionError("no menu for a picture at " + shown);
    }

    private static List<Shown> everything() throws TimeoutException {
        List<Shown> all = new ArrayList<>();
        for (String screen : window.window().screens()) {
            window.robot().interact(() -> window.workspace().navigation().go(screen));
            window.awaitIdle();
            window.robot()
                    .interact(() -> collect(screen, window.window().scene().getRoot(), all));
        }
        return all;
    }

    /** The inner parts of a control are its own business. */
    private static void collect(String screen, Node node, List<Shown> all) {
        all.add(new Shown(screen, node));
        boolean whole = node instanceof TextInputControl || node instanceof TableView<?>;
        if (node instanceof Parent parent && !whole) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(screen, child, all));
        }
    }
}
